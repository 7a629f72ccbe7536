package pabulib

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// records reads a file record by record.
type records struct {
	in *lines
	// next is the number of the line that is read next, line the one at which
	// the record at hand began.
	next, line int
	// cells are those of the record at hand; the next one takes their place.
	cells []string
}

func newRecords(r io.Reader) *records {
	return &records{in: newLines(r), next: 1}
}

func (r *records) errorf(field, format string, args ...any) error {
	return &SyntaxError{Line: r.line, Field: field, Message: fmt.Sprintf(format, args...)}
}

// read returns the cells of the next record, trimmed, until it is called again.
// Blank lines are passed over. At the end it returns io.EOF.
func (r *records) read() ([]string, error) {
	for {
		text, err := r.readText()
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(text) != "" {
			return r.cells, r.split(text)
		}
	}
}

// readText returns the next line, or several if a quoted cell goes on.
func (r *records) readText() (string, error) {
	r.line = r.next
	text, err := r.readLine()
	if err != nil || !quoteOpen(text, false) {
		return text, err
	}
	// A builder, since a record may have as many lines as bytes.
	var record strings.Builder
	record.WriteString(text)
	for open := true; open; {
		more, err := r.readLine()
		if errors.Is(err, io.EOF) {
			return "", r.errorf("", "a quote is not closed")
		}
		if err != nil {
			return "", err
		}
		if record.Len()+len(more) >= MaxRecord {
			return "", r.errorf("", "a record is longer than %d bytes", MaxRecord)
		}
		record.WriteByte('\n')
		record.WriteString(more)
		open = quoteOpen(more, true)
	}
	return record.String(), nil
}

// readLine returns one line without its end, or io.EOF.
func (r *records) readLine() (string, error) {
	text, err := r.in.next()
	switch {
	case errors.Is(err, errTooLong):
		return "", r.errorf("", "a line is longer than %d bytes", MaxRecord)
	case errors.Is(err, io.EOF):
		return "", io.EOF
	case err != nil:
		return "", fmt.Errorf("pabulib: line %d: %w", r.next, err)
	}
	if r.next == 1 {
		text = strings.TrimPrefix(text, "\ufeff")
	}
	if !utf8.ValidString(text) {
		return "", &SyntaxError{Line: r.next, Message: "this is not UTF-8"}
	}
	r.next++
	return text, nil
}

// quoteOpen tells whether a quoted cell is open at the end of the text, which
// may begin inside one.
func quoteOpen(text string, open bool) bool {
	if strings.IndexByte(text, '"') < 0 {
		return open
	}
	start := !open // at the start of a cell
	for i := 0; i < len(text); i++ {
		switch {
		case open && text[i] == '"':
			if i+1 < len(text) && text[i+1] == '"' {
				i++
			} else {
				open = false
			}
		case open:
		case text[i] == '"' && start:
			open, start = true, false
		default:
			start = text[i] == ';'
		}
	}
	return open
}

// split splits a record at semicolons. A quote counts only at the start of a
// cell; what follows a closing quote is taken as it is.
func (r *records) split(text string) error {
	r.cells = r.cells[:0]
	for more := true; more; {
		if len(r.cells) == MaxColumns {
			return r.errorf("", "more than %d cells", MaxColumns)
		}
		var cell string
		cell, text, more = cut(text)
		r.cells = append(r.cells, strings.TrimSpace(cell))
	}
	return nil
}

// cut returns the first cell, what follows its semicolon, and whether there was
// one.
func cut(text string) (cell, rest string, more bool) {
	if !strings.HasPrefix(text, `"`) {
		return strings.Cut(text, ";")
	}
	var b strings.Builder
	for text = text[1:]; ; {
		part, after, _ := strings.Cut(text, `"`)
		b.WriteString(part)
		if !strings.HasPrefix(after, `"`) {
			tail, rest, more := strings.Cut(after, ";")
			return b.String() + tail, rest, more
		}
		b.WriteByte('"')
		text = after[1:]
	}
}
