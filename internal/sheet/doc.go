// Package sheet reads what people copy out of a spreadsheet, and writes what
// spreadsheets open.
//
// It knows cells and columns and nothing of what they mean. What it writes is CSV as
// RFC 4180 has it, in UTF-8 with a byte order mark, without which some programs take
// it for something else. A cell that such a program would take for a formula begins
// with an apostrophe there (OWASP, "CSV Injection"), and reading takes that off again.
package sheet
