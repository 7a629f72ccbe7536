// Package tally counts files of elections and prints the outcomes: it is all
// of the command `folkmoot tally` but its place among the others.
//
// A file is read ballot by ballot, counted by package voting with the settings
// that the options ask for, and printed for people, as JSON or as CSV. A file
// that cannot be counted is named with the option or line to mend, and the
// others are still counted.
//
// Amounts are printed in units of the file, as exact decimals or fractions. Only
// what package voting itself writes (settings and trace) is in minor units, and
// says so.
//
// It never decides what wins, changes no file and keeps nothing.
package tally
