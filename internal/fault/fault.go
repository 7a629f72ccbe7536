// Package fault holds the one error type that crosses packages.
//
// A fault says what kind of thing went wrong, in words for the person who
// caused it, and names the field to mend. Every other error is internal: it is
// logged with an id and shown to nobody. The package never writes, logs or
// translates to a protocol; handlers do that in one place.
package fault

import (
	"errors"
	"fmt"
)

// Kind tells what a caller can do about an error.
type Kind int

// The kinds of fault. Internal is the kind of every error that is no *Error.
const (
	Internal        Kind = iota
	Invalid              // the input is wrong: mend the named field
	Unauthenticated      // sign in first
	Forbidden            // your role may not do this
	NotFound             // it is not there, or not for you
	Conflict             // somebody else changed it meanwhile
	Closed               // its state no longer (or not yet) allows this
	TooMany              // wait and try again
	Unavailable          // overload: nothing was done, try again
)

// An Error is a fault that may be shown to whoever caused it.
type Error struct {
	Kind    Kind
	Message string // a plain sentence: what happened, what to do
	Field   string // the input's field as the caller names it, or ""
	Err     error  // the cause, for the log only

	Others []*Error // likewise, of other fields of the same input
}

// Error joins field, message and cause for the log.
func (e *Error) Error() string {
	text := e.Message
	if e.Field != "" {
		text = e.Field + ": " + text
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault of a kind with a plain sentence.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Field makes an Invalid fault that names the field to mend.
func Field(field, format string, args ...any) *Error {
	return &Error{Kind: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Together makes one fault of those of several fields, of the kind of the first; nil
// of none.
func Together(faults []*Error) error {
	if len(faults) == 0 {
		return nil
	}
	all := *faults[0]
	all.Others = faults[1:]
	return &all
}

// Gone is the one answer for what is not there and for what is not for you.
func Gone(what string) *Error {
	return New(NotFound, "There is no such %s, or it is not open to you.", what)
}

// KindOf returns the kind of the first fault in the chain of err, or Internal.
func KindOf(err error) Kind {
	var f *Error
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// FieldOf returns the field of the first fault in the chain of err, or "".
func FieldOf(err error) string {
	var f *Error
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}
