package faults

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	startPatience = 40 * time.Second
	drainPatience = 40 * time.Second
)

// A Server is the real program, which can be killed and started again on the
// same data.
type Server struct {
	trial   *Trial
	program string
	args    []string
	env     []string
	log     string // the file that holds what it wrote to standard error

	base atomic.Value // where it answers now: a string
	mu   sync.Mutex
	run  *child
}

// serve starts a server on the trial's database. url is the database's, or "".
func (t *Trial) serve(ctx context.Context, url string, more ...string) (*Server, error) {
	s := t.newServer(t.Program, t.Dir, url, more...)
	return s, s.start(ctx)
}

func (t *Trial) newServer(program, data, url string, more ...string) *Server {
	s := &Server{
		trial: t, program: program,
		args: append([]string{"serve", "--listen", "127.0.0.1:0", "--data-dir", data}, more...),
		log:  filepath.Join(t.Folder, fmt.Sprintf("%s-server-%d.log", filepath.Base(t.Dir), len(t.servers))),
	}
	if url != "" {
		s.args = append(s.args, "--database-url", url)
	}
	s.base.Store("")
	t.servers = append(t.servers, s)
	return s
}

// URL is where the server answers, or answered last.
func (s *Server) URL() string {
	base, _ := s.base.Load().(string)
	return base
}

// start starts the server and waits until it is ready.
func (s *Server) start(ctx context.Context) error {
	output, err := os.OpenFile(s.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("log of the server: %w", err)
	}
	defer func() { _ = output.Close() }()
	reader, writer, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("pipe to the server: %w", err)
	}
	cmd := exec.Command(s.program, s.args...)
	cmd.Stdout, cmd.Stderr, cmd.Env = writer, output, append(os.Environ(), s.env...)
	run, err := launch(cmd)
	_ = writer.Close()
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.run = run
	s.mu.Unlock()
	address := make(chan string, 1)
	go hear(reader, address)
	select {
	case base := <-address:
		s.base.Store(base)
	case <-run.ended:
		return fmt.Errorf("the server ended at once: %w\n%s", run.err, s.tail())
	case <-time.After(startPatience):
		return fmt.Errorf("the server did not start within %s\n%s", startPatience, s.tail())
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.awaitReady(ctx, startPatience)
}

// hear finds in what the server prints where it answers, once it has printed all,
// and reads on to the end, as nobody may be held up by a full pipe.
func hear(reader io.ReadCloser, address chan<- string) {
	defer func() { _ = reader.Close() }()
	base := ""
	for scanner := bufio.NewScanner(reader); scanner.Scan(); {
		if _, at, found := strings.Cut(scanner.Text(), "ready at http://localhost:"); found {
			base = "http://127.0.0.1:" + strings.TrimSpace(at)
		}
		if strings.Contains(scanner.Text(), "Stop it with") {
			address <- base
		}
	}
}

// awaitReady waits until the server says that it can serve.
func (s *Server) awaitReady(ctx context.Context, patience time.Duration) error {
	return await(ctx, patience, "the server gets ready", func() bool { return s.isReady(ctx) })
}

var prober = &http.Client{Timeout: 3 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

func (s *Server) isReady(ctx context.Context) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/readyz", nil)
	if err != nil {
		return false
	}
	reply, err := prober.Do(request)
	if err != nil {
		return false
	}
	_ = reply.Body.Close()
	if reply.StatusCode == http.StatusServiceUnavailable && reply.Header.Get("Retry-After") == "" {
		s.trial.violate("readyz: 503 without Retry-After")
	}
	return reply.StatusCode == http.StatusOK
}

func (s *Server) current() *child {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.run
}

func (s *Server) pid() int { return s.current().pid() }

// alive is false if the server has ended, by whatever hand.
func (s *Server) alive() bool { return s.current() != nil && s.current().alive() }

// kill ends the server as a loss of power would, but for the machine's memory.
func (s *Server) kill() {
	if run := s.current(); run != nil {
		run.kill()
	}
}

// stop lets the server answer what it has begun.
func (s *Server) stop() error { return s.current().stop(syscall.SIGTERM, drainPatience) }

// tail is the end of the server's log.
func (s *Server) tail() string {
	content, _ := os.ReadFile(s.log)
	const most = 2000
	if len(content) > most {
		content = content[len(content)-most:]
	}
	return string(content)
}

// confess looks through the log for what no server may ever write.
func (s *Server) confess() {
	content, err := os.ReadFile(s.log)
	if err != nil {
		return
	}
	for _, sign := range []string{"panic: ", "fatal error: ", "DATA RACE", "goroutine 1 ["} {
		if at := bytes.Index(content, []byte(sign)); at >= 0 {
			s.trial.violate("the server's log says: %s", firstLines(string(content[at:]), 60))
			return
		}
	}
}

var number = regexp.MustCompile(`:\d{4,5}\b|[0-9a-f-]{36}|trial_\d+`)

const mostComplaints = 8

// complaints are the different errors that the server logged under a message,
// without the ids that make each its own.
func (s *Server) complaints(message string) (all []string) {
	content, _ := os.ReadFile(s.log)
	seen := map[string]bool{}
	for line := range bytes.Lines(content) {
		var entry struct{ Msg, Error string }
		if json.Unmarshal(line, &entry) != nil || entry.Msg != message {
			continue
		}
		text := number.ReplaceAllString(entry.Error, "…")
		if !seen[text] && len(all) < mostComplaints {
			seen[text] = true
			all = append(all, text)
		}
	}
	return all
}

func firstLines(text string, n int) string {
	lines := strings.SplitN(text, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}
