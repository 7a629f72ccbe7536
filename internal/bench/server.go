package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// A server is the real program on a port of the loopback interface.
type server struct {
	run     *child
	address string // host and port
}

// serve starts the program on the data in a folder, or in a Postgres, with a disk
// that takes so long in addition to keep something.
func serve(ctx context.Context, program, folder, url string, flush time.Duration) (*server, error) {
	args := []string{"serve", "--listen", "127.0.0.1:0", "--data-dir", folder}
	if url != "" {
		args = append(args, "--database-url", url)
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to the server: %w", err)
	}
	cmd := slowed(exec.Command(program, args...), flush) //nolint:gosec // whoever measures names the program
	cmd.Stdout, cmd.Stderr = writer, os.Stderr
	run, err := launch(cmd)
	_ = writer.Close()
	if err != nil {
		return nil, err
	}
	s := &server{run: run}
	address := make(chan string, 1)
	go hear(reader, address)
	select {
	case s.address = <-address:
		return s, nil
	case <-run.ended:
		return nil, fmt.Errorf("the server ended at once: %w", run.err)
	case <-time.After(startPatience):
		err = errors.New("the server did not start")
	case <-ctx.Done():
		err = ctx.Err()
	}
	s.stop()
	return nil, err
}

// hear finds in what the server prints where it answers, and reads on to the
// end, as nobody may be held up by a full pipe.
func hear(reader io.ReadCloser, address chan<- string) {
	defer func() { _ = reader.Close() }()
	for scanner := bufio.NewScanner(reader); scanner.Scan(); {
		if _, port, found := strings.Cut(scanner.Text(), "ready at http://localhost:"); found {
			address <- "127.0.0.1:" + strings.TrimSpace(port)
		}
	}
}

func (s *server) stop() { s.run.stop(syscall.SIGTERM, stopPatience) }
