package faults

import (
	"fmt"
	"net"
	"sync"
	"time"
)

// A Weather is what a proxy does to what it carries.
type Weather int

// The weathers.
const (
	Fair      Weather = iota
	Slow              // everything arrives late
	Cut               // a connection ends in the midst of its next packet, and new ones at once
	Blackhole         // nothing arrives, and nobody hears of it
	HalfClose         // what the database says no longer arrives
)

func (w Weather) String() string {
	return [...]string{"fair", "slow", "cut", "black hole", "half-close"}[w]
}

// A Proxy stands between a server and its Postgres, on the loopback interface.
type Proxy struct {
	listener net.Listener
	target   string

	mu      sync.Mutex
	weather Weather
	changed chan struct{} // closed when the weather changes
	pairs   map[*pair]bool
}

// A pair is one connection that is carried: from the server to the database.
type pair struct{ client, server *net.TCPConn }

const lateness = 150 * time.Millisecond

func newProxy(target string) (*Proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	p := &Proxy{listener: listener, target: target, changed: make(chan struct{}), pairs: map[*pair]bool{}}
	go p.accept()
	return p, nil
}

func (p *Proxy) port() int {
	address, _ := p.listener.Addr().(*net.TCPAddr)
	return address.Port
}

func (p *Proxy) close() {
	_ = p.listener.Close()
	p.become(Cut)
	p.mu.Lock()
	defer p.mu.Unlock()
	for one := range p.pairs {
		one.end()
	}
}

// become changes the weather. Connections that were cut, or half closed, do not
// heal; those in a black hole get everything that was kept back.
func (p *Proxy) become(w Weather) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.weather = w
	close(p.changed)
	p.changed = make(chan struct{})
	for one := range p.pairs {
		if w == HalfClose {
			_ = one.client.CloseWrite()
		}
	}
}

func (o *pair) end() { _, _ = o.client.Close(), o.server.Close() }

func (p *Proxy) now() (Weather, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.weather, p.changed
}

func (p *Proxy) accept() {
	for {
		conn, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.join(conn.(*net.TCPConn)) //nolint:forcetypeassert // a TCP listener accepts nothing else
	}
}

func (p *Proxy) join(client *net.TCPConn) {
	weather, changed := p.now()
	if weather == Blackhole {
		<-changed
	}
	conn, err := net.Dial("tcp", p.target)
	if err != nil || weather == Cut {
		_ = client.Close()
		return
	}
	one := &pair{client: client, server: conn.(*net.TCPConn)} //nolint:forcetypeassert // as above
	p.mu.Lock()
	p.pairs[one] = true
	p.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { p.carry(one, one.client, one.server) })
	both.Go(func() { p.carry(one, one.server, one.client) })
	both.Wait()
	p.mu.Lock()
	delete(p.pairs, one)
	p.mu.Unlock()
	_, _ = client.Close(), conn.Close()
}

// carry takes what one says to the other, as the weather has it.
func (p *Proxy) carry(one *pair, from, to *net.TCPConn) {
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer)
		if n > 0 && !p.deliver(to, buffer[:n]) {
			one.end()
			return
		}
		if err != nil {
			_ = to.CloseWrite()
			return
		}
	}
}

func (p *Proxy) deliver(to *net.TCPConn, packet []byte) bool {
	weather, changed := p.now()
	switch weather {
	case Slow:
		select {
		case <-time.After(lateness):
		case <-changed:
		}
	case Blackhole:
		<-changed
		return p.deliver(to, packet)
	case Cut:
		_, _ = to.Write(packet[:len(packet)/2])
		return false
	default:
	}
	_, err := to.Write(packet)
	return err == nil
}
