// Package mail hands plain-text messages to a mail server, or, where there is
// none, to a folder that a person can open.
//
// A Sender sends one message to one address and says whether that worked. It
// keeps no queue and tries nothing again: a job does that, so that a message
// follows only from a change that was committed.
//
// The package never lets what people wrote become a header. A recipient or
// subject with a line break or another control character is refused with an
// Invalid fault that names the field, and everything beyond ASCII is encoded
// (RFC 2047, RFC 2045). It never writes an account's password into an error or a
// log, and never sends one over a connection that is not encrypted.
//
// Messages are RFC 5322 with a Date from the given clock, a random Message-ID,
// and "Auto-Submitted: auto-generated" (RFC 3834), so that no vacation notice
// answers them.
package mail
