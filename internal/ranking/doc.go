// Package ranking puts what was found in order, and says what of it was meant.
//
// The databases only find candidates; the order is made here, from the same
// numbers on both: how rare a word is among the documents of a process (its inverse
// document frequency, as BM25 has it: Robertson and Zaragoza, "The Probabilistic
// Relevance Framework", section 3.1), whether it stands in the title, and how alike
// the titles are written. What is equal by that goes by age, the newest first.
//
// It knows no database and no clock, and the same input gives the same order.
package ranking
