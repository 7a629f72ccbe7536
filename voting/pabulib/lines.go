package pabulib

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// blockSize is how much is asked for at once, in bytes.
const blockSize = 1 << 16

var errTooLong = errors.New("the line is too long")

// lines cuts a stream into lines that end in LF, CR or CRLF. It takes blocks of
// many lines, so that no line needs memory of its own.
type lines struct {
	in io.Reader
	// err is what ended in, io.EOF at its end.
	err error
	// buf[:n] was read and not yet taken; buf[:seen] ends no line.
	buf     []byte
	n, seen int
	// rest is what remains of the block at hand, with LF after each line but
	// perhaps the last.
	rest string
}

func newLines(in io.Reader) *lines {
	return &lines{in: in, buf: make([]byte, blockSize)}
}

// next returns one line without its end, errTooLong if it is longer than
// MaxRecord, io.EOF after the last, or the error of the stream.
func (l *lines) next() (string, error) {
	if l.rest == "" {
		if err := l.fill(); err != nil {
			return "", err
		}
	}
	line, rest, _ := strings.Cut(l.rest, "\n")
	l.rest = rest
	if len(line) > MaxRecord {
		return "", errTooLong
	}
	return line, nil
}

// fill takes a block with at least one line.
func (l *lines) fill() error {
	for {
		if end := l.complete(); end > 0 {
			l.take(end)
			return nil
		}
		if l.err != nil {
			return l.err
		}
		l.read()
	}
}

// complete tells how many of the bytes read are complete lines.
func (l *lines) complete() int {
	if errors.Is(l.err, io.EOF) {
		return l.n
	}
	fresh := l.buf[l.seen:l.n]
	if len(fresh) > 0 && fresh[len(fresh)-1] == '\r' {
		fresh = fresh[:len(fresh)-1] // whether LF follows is not known yet
	}
	end := bytes.LastIndexAny(fresh, "\r\n") + 1
	if end == 0 {
		l.seen += len(fresh)
		return 0
	}
	return l.seen + end
}

// take makes the first bytes the block at hand.
func (l *lines) take(end int) {
	block := l.buf[:end]
	if bytes.IndexByte(block, '\r') >= 0 {
		block = onlyLF(block)
	}
	l.rest = string(block)
	l.n = copy(l.buf, l.buf[end:l.n])
	l.seen = 0
}

// onlyLF turns CR and CRLF into LF, in place.
func onlyLF(block []byte) []byte {
	kept := block[:0]
	for {
		end := bytes.IndexByte(block, '\r')
		if end < 0 {
			return append(kept, block...)
		}
		kept = append(append(kept, block[:end]...), '\n')
		block = bytes.TrimPrefix(block[end+1:], []byte{'\n'})
	}
}

// read reads more, as a rule as much as there is room for.
func (l *lines) read() {
	if l.n > MaxRecord+1 { // a line and its end
		l.err = errTooLong
		return
	}
	if l.n == len(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	for range 100 { // a reader may return nothing, but not for ever
		n, err := l.in.Read(l.buf[l.n:])
		l.n += n
		if n > 0 || err != nil {
			l.err = err
			return
		}
	}
	l.err = io.ErrNoProgress
}
