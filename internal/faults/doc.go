// Package faults breaks what a server stands on while people vote, and compares
// what it promised with what is left.
//
// The real program runs on the embedded database and on a Postgres of the
// package's own. Voters send ballots and note what they were answered; then a
// process is killed, a disk is full, a call to the kernel fails, a network is
// cut. Afterwards every ballot that was acknowledged has to be there, once, and
// every history has to be one that a single ballot box could have had.
//
// The package knows the program by its API and its tables only, ends nothing
// that it did not start, listens on the loopback interface only, and stops by
// itself. `make faults` runs it for minutes, `make faults-long` for hours.
package faults
