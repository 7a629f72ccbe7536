// Package export writes a published agenda as the files that people take away:
// calendar files, Markdown, JSON, a feed, a picture, a PDF and a page that hang on
// a wall when printed, and a small page for a frame on somebody else's site.
//
// An Agenda is a value: everything that is written stands in it, so that the
// same agenda gives the same bytes on any machine and any day. Times are shown
// in the meeting's own time zone and stored in UTC; lengths are minutes.
//
// The calendar file that ICS writes holds one event for the whole meeting, with the list in its
// description. People put a meeting into their calendar, not twelve stretches
// of ten minutes: those would ring twelve times, hide each other in a week's
// view, and be left behind when a later version changes the order. One event
// with a stable UID and the version as its SEQUENCE is simply replaced. ICSSlots is
// for those who come for one item only, and says which ones are gone.
//
// The page has no script and loads nothing. Its one style sheet stands in the
// page, and StyleHash names it for the Content-Security-Policy header.
//
// The PDF and the picture are set by the same typesetter: go-text shapes letters
// and breaks lines, poster.go and picture.go say where they stand, pdffile.go and
// fontsubset.go write the file. Their fonts lie in the folder fonts.
//
// The package never reads a database, a clock or the network, never decides
// what is on an agenda, and never trusts what people wrote: each writer escapes
// for its own format.
//
// Sources: RFC 5545 and RFC 7986 (calendar files), RFC 4287 (Atom), ISO 32000-1
// (PDF), OpenType 1.9, schema.org, Open Graph, CommonMark, WCAG 2.2.
package export
