// Package export writes a published agenda as the files that people take away:
// a calendar file, Markdown, JSON, and a page that hangs on a wall when printed.
//
// An Agenda is a value: everything that is written stands in it, so that the
// same agenda gives the same bytes on any machine and any day. Times are shown
// in the meeting's own time zone and stored in UTC; lengths are minutes.
//
// The calendar file holds one event for the whole meeting, with the list in its
// description. People put a meeting into their calendar, not twelve stretches
// of ten minutes: those would ring twelve times, hide each other in a week's
// view, and be left behind when a later version changes the order. One event
// with a stable UID and the version as its SEQUENCE is simply replaced.
//
// The page has no script and loads nothing. Its one style sheet stands in the
// page, and StyleHash names it for the Content-Security-Policy header.
//
// The package never reads a database, a clock or the network, never decides
// what is on an agenda, and never trusts what people wrote: each writer escapes
// for its own format.
//
// Sources: RFC 5545 and RFC 7986 (calendar files), CommonMark, WCAG 2.2.
package export
