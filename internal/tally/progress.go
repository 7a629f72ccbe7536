package tally

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"
)

// patience is how long nothing is said.
const patience = time.Second

// progress says on a terminal what is being counted if it takes a while. The
// function it returns takes that away again.
func progress(out io.Writer, path string, at, of int) (done func()) {
	if columns(out) == 0 {
		return func() {}
	}
	var lock sync.Mutex
	said, over := false, false
	timer := time.AfterFunc(patience, func() {
		lock.Lock()
		defer lock.Unlock()
		if over {
			return
		}
		said = true
		_, _ = fmt.Fprintf(out, "\rCounting %s (%d of %d) …", clean(path), at, of)
	})
	return func() {
		timer.Stop()
		lock.Lock()
		defer lock.Unlock()
		over = true
		if said {
			_, _ = fmt.Fprint(out, "\r\x1b[K")
		}
	}
}

// columns is the width of a terminal, 0 if it is none.
func columns(out io.Writer) int {
	file, ok := out.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}
