// Package bench measures what the count of large real elections takes, and
// prints it beside what other programs need for the same.
//
// It is run by `make bench`. The elections are not part of this repository; the
// figures of other programs are kept in a table here, as nobody who measures
// ours has to have theirs. Nothing is asserted: a machine that does something
// else beside this gives other seconds, and ratios that can be trusted to about
// a factor of two.
package bench
