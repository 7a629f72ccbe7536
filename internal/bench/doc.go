// Package bench measures what the count of large real elections takes, and
// prints it beside what other programs need for the same; and how many ballots a
// second the server acknowledges, beside what the database alone would do.
//
// It is run by `make bench`. The elections are not part of this repository; the
// figures of other programs are kept in a table here, as nobody who measures
// ours has to have theirs. Nothing is asserted: a machine that does something
// else beside this gives other seconds, and ratios that can be trusted to about
// a factor of two. What is compared with ballots takes turns with them, so that
// it has the same machine.
//
// The server is the real program, and the databases are its own: a file in a
// temporary folder, and a Postgres that listens on the loopback interface. Both
// are removed afterwards.
package bench
