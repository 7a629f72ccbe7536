package database_test

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/folkmoot/folkmoot/internal/database"
)

// A proxy stands between a server and its Postgres and cuts every connection when
// it is told to.
type proxy struct {
	listener net.Listener
	target   string
	cutAt    atomic.Pointer[string] // cut when the server sends this; "" cuts all
	mu       sync.Mutex
	open     []net.Conn
}

// through returns cfg by way of a proxy.
func through(t *testing.T, cfg database.Config) (*proxy, database.Config) {
	t.Helper()
	address, err := url.Parse(cfg.URL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: listener, target: address.Host}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { p.pass(conn) })
		}
	})
	t.Cleanup(func() { listener.Close(); p.cut(); all.Wait() })
	address.Host = listener.Addr().String()
	cfg.URL = address.String()
	return p, cfg
}

func (p *proxy) pass(from net.Conn) {
	defer from.Close()
	if mark := p.cutAt.Load(); mark != nil && *mark == "" {
		return
	}
	to, err := net.Dial("tcp", p.target)
	if err != nil {
		return
	}
	defer to.Close()
	p.mu.Lock()
	p.open = append(p.open, from, to)
	p.mu.Unlock()
	go func() { defer from.Close(); p.copy(from, to, nil) }()
	p.copy(to, from, &p.cutAt)
}

// copy passes on what from says until it says what it must not.
func (p *proxy) copy(to, from net.Conn, cutAt *atomic.Pointer[string]) {
	for buffer := make([]byte, 1<<16); ; {
		n, err := from.Read(buffer)
		if err != nil {
			return
		}
		if cutAt != nil {
			if mark := cutAt.Load(); mark != nil && bytes.Contains(buffer[:n], []byte(*mark)) {
				return
			}
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// cut ends every connection that is open.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, conn := range p.open {
		conn.Close()
	}
	p.open = nil
}

// refuse cuts every connection and lets none through until allow.
func (p *proxy) refuse() { all := ""; p.cutAt.Store(&all); p.cut() }

func (p *proxy) refuseAt(words string) { p.cutAt.Store(&words) }

func (p *proxy) allow() { p.cutAt.Store(nil) }
