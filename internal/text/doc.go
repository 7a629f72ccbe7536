// Package text turns what people wrote into what is shown and searched: safe
// HTML, one-line excerpts and search keys.
//
// People write CommonMark. HTML renders it without raw HTML and then keeps only
// what stands on a short allow-list: paragraphs, headings of rank 3 to 6, lists,
// quotations, emphasis, code, and links to http, https and mailto. A page owns
// the ranks 1 and 2, so a text can never break the order of its headings.
//
// The work is bounded. Text that is longer than MaxRunes, or that nests deeper
// than any person writes, is shown as plain paragraphs; nothing is lost and
// nothing is refused, because refusing is the task of the caller.
//
// The package never loads anything, never shows an image, and never trusts its
// first line of defence: the renderer leaves out what is dangerous and the
// sanitiser removes it once more.
package text
