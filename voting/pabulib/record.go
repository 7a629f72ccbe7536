package pabulib

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// records reads a file record by record.
type records struct {
	in *bufio.Scanner
	// next is the number of the line that is read next, line the one at which
	// the record at hand began.
	next, line int
}

func newRecords(r io.Reader) *records {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 1<<16), MaxRecord+2) // a line and its end
	in.Split(splitLines)
	return &records{in: in, next: 1}
}

func (r *records) errorf(field, format string, args ...any) error {
	return &SyntaxError{Line: r.line, Field: field, Message: fmt.Sprintf(format, args...)}
}

// read returns the cells of the next record, trimmed. Blank lines are passed
// over. At the end it returns io.EOF.
func (r *records) read() ([]string, error) {
	for {
		text, err := r.readText()
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		cells := split(text)
		if len(cells) > MaxColumns {
			return nil, r.errorf("", "more than %d cells", MaxColumns)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		return cells, nil
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
	more := r.in.Scan()
	if err := r.in.Err(); errors.Is(err, bufio.ErrTooLong) {
		return "", r.errorf("", "a line is longer than %d bytes", MaxRecord)
	} else if err != nil {
		// Also if there is more: what was cut off must not pass for a line.
		return "", fmt.Errorf("pabulib: line %d: %w", r.next, err)
	}
	if !more {
		return "", io.EOF
	}
	text := r.in.Text()
	if r.next == 1 {
		text = strings.TrimPrefix(text, "\ufeff")
	}
	if !utf8.ValidString(text) {
		return "", &SyntaxError{Line: r.next, Message: "this is not UTF-8"}
	}
	r.next++
	return text, nil
}

// splitLines is a bufio.SplitFunc for lines that end in LF, CR or CRLF.
func splitLines(data []byte, atEOF bool) (advance int, line []byte, err error) {
	end := bytes.IndexAny(data, "\r\n")
	switch {
	case end < 0 && atEOF && len(data) > 0:
		return len(data), data, nil
	case end < 0:
		return 0, nil, nil
	case data[end] == '\n':
		return end + 1, data[:end], nil
	case end+1 < len(data) && data[end+1] == '\n':
		return end + 2, data[:end], nil
	case end+1 == len(data) && !atEOF:
		return 0, nil, nil // whether LF follows is not known yet
	default:
		return end + 1, data[:end], nil
	}
}

// quoteOpen tells whether a quoted cell is open at the end of the text, which
// may begin inside one.
func quoteOpen(text string, open bool) bool {
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
func split(text string) []string {
	if !strings.Contains(text, `"`) {
		return strings.Split(text, ";")
	}
	var cells []string
	for {
		cell, rest, more := cut(text)
		cells = append(cells, cell)
		if !more {
			return cells
		}
		text = rest
	}
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
