package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

type serverOptions struct {
	tls, implicit, account, wrongName, silent bool
}

type delivery struct {
	from, to, data string
	encrypted      bool
}

// testServer is a real mail server on a port of the loopback interface.
type testServer struct {
	addr  string
	trust *tls.Config
	opts  serverOptions
	mu    sync.Mutex
	got   []delivery
}

func startServer(t *testing.T, opts serverOptions) *testServer {
	t.Helper()
	s := &testServer{opts: opts}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	if opts.silent {
		t.Cleanup(func() { listener.Close() })
		return s
	}
	backend := smtp.NewServer(s)
	backend.Domain, backend.ErrorLog = "localhost", discard{}
	if opts.tls {
		backend.TLSConfig, s.trust = certificate(t, opts.wrongName)
	}
	if opts.implicit {
		listener = tls.NewListener(listener, backend.TLSConfig)
	}
	go func() { _ = backend.Serve(listener) }()
	t.Cleanup(func() { backend.Close() })
	return s
}

func (s *testServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	_, encrypted := c.TLSConnectionState()
	plain := &session{server: s, encrypted: encrypted}
	if s.opts.account {
		return &accountSession{session: plain}, nil
	}
	return plain, nil
}

func (s *testServer) messages() []delivery {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.got)
}

func (s *testServer) only(t *testing.T) delivery {
	t.Helper()
	got := s.messages()
	if len(got) != 1 {
		t.Fatalf("%d messages were delivered, want 1", len(got))
	}
	return got[0]
}

type session struct {
	server    *testServer
	current   delivery
	encrypted bool
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.current = delivery{from: from, encrypted: s.encrypted}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, "nobody@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person"}
	}
	s.current.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	s.current.data = string(data)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.got = append(s.server.got, s.current)
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// accountSession takes mail only after a login.
type accountSession struct {
	*session
	loggedIn bool
}

func (s *accountSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *accountSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != "user" || password != "p@ss" {
			return errors.New("wrong account")
		}
		s.loggedIn = true
		return nil
	}), nil
}

func (s *accountSession) Mail(from string, opts *smtp.MailOptions) error {
	if !s.loggedIn {
		return smtp.ErrAuthRequired
	}
	return s.session.Mail(from, opts)
}

// certificate makes a server's configuration and one that trusts it.
func certificate(t *testing.T, wrongName bool) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	if wrongName {
		template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 2)}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}, MinVersion: tls.VersionTLS12},
		&tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

// discard keeps the server's expected errors out of the test's output.
type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}
