// Package access says who may do what, as one table.
//
// A verb names a use case. For each verb the table lists the roles that may do
// it and the states in which the object allows it; a verb without a line, a role
// or state outside its line is refused: default deny. The package is pure: it
// reads no database, knows no request and never decides by anything but its
// arguments.
package access
