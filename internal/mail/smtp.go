package mail

import (
	"context"
	"crypto/tls"
	"fmt"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// SMTPConfig says which server takes the mail.
type SMTPConfig struct {
	// URL is smtp://user:password@host:587 or smtps://user:password@host:465.
	// Without a port it is 587 or 465. A query "starttls" may follow an smtp
	// address: required (the default), optional, or never. An account may
	// only be given where the connection is certainly encrypted.
	URL string
	// From is the sender's address, with or without a name.
	From string
	// Timeout bounds one whole delivery; 30 seconds if zero.
	Timeout time.Duration
	// TLS may hold own authorities or a client certificate.
	TLS *tls.Config
	// Now is the clock; needed.
	Now func() time.Time
}

const defaultTimeout = 30 * time.Second

// SMTP delivers messages to a mail server, each over a connection of its own.
// It may be used by many goroutines.
type SMTP struct {
	host     string
	options  []gomail.Option
	envelope envelope
	timeout  time.Duration
}

// NewSMTP checks the configuration; it does not connect. It returns an
// Invalid fault that names what is wrong and never repeats the address, which
// holds the password.
func NewSMTP(cfg SMTPConfig) (*SMTP, error) {
	envelope, err := newEnvelope(cfg.From, cfg.Now)
	if err != nil {
		return nil, err
	}
	server, err := parseServer(cfg.URL)
	if err != nil {
		return nil, err
	}
	timeout := cfg.Timeout
	if timeout <= 0 {
		timeout = defaultTimeout
	}
	options := append(server.options(cfg.TLS), gomail.WithTimeout(timeout))
	if _, err := gomail.NewClient(server.host, options...); err != nil {
		return nil, fault.Field("URL", "does not describe a server that can be used")
	}
	return &SMTP{host: server.host, options: options, envelope: envelope, timeout: timeout}, nil
}

// Send delivers the message and returns when the server has taken it. It
// returns an Invalid fault if the message itself is wrong.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	msg, err := s.envelope.compose(m, gomail.EncodingQP)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("mail: prepare: %w", err)
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("mail: deliver: %w", err)
	}
	return nil
}

// server is a mail server as its address describes it.
type server struct {
	host           string
	port           int
	implicitTLS    bool
	policy         gomail.TLSPolicy
	user, password string
}

func parseServer(raw string) (server, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Hostname() == "" || (u.Path != "" && u.Path != "/") {
		return server{}, fault.Field("URL", "is not of the form smtp://user:password@host:587 or smtps://user:password@host:465")
	}
	s := server{host: u.Hostname(), policy: gomail.TLSMandatory, user: u.User.Username()}
	s.password, _ = u.User.Password()
	if err := s.readScheme(u.Scheme); err != nil {
		return server{}, err
	}
	if err := s.readPort(u.Port()); err != nil {
		return server{}, err
	}
	return s, s.readQuery(u.Query())
}

func (s *server) readScheme(scheme string) error {
	switch scheme {
	case "smtp":
		s.port = 587
	case "smtps":
		s.port, s.implicitTLS = 465, true
	default:
		return fault.Field("URL", "must begin with smtp:// or smtps://")
	}
	return nil
}

func (s *server) readPort(port string) error {
	if port == "" {
		return nil
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil || number == 0 {
		return fault.Field("URL", "has a port that does not exist")
	}
	s.port = int(number)
	return nil
}

func (s *server) readQuery(query url.Values) error {
	for key := range query {
		if key != "starttls" {
			return fault.Field("URL", "has a query other than starttls")
		}
	}
	switch query.Get("starttls") {
	case "", "required":
		return nil
	case "optional":
		s.policy = gomail.TLSOpportunistic
	case "never":
		s.policy = gomail.NoTLS
	default:
		return fault.Field("URL", "must say starttls=required, optional or never")
	}
	if s.implicitTLS {
		return fault.Field("URL", "must not say starttls after smtps://, which is encrypted from its beginning")
	}
	if s.user != "" {
		return fault.Field("URL", "gives an account, so starttls must be required")
	}
	return nil
}

func (s *server) options(config *tls.Config) []gomail.Option {
	options := []gomail.Option{gomail.WithPort(s.port)}
	if s.implicitTLS {
		options = append(options, gomail.WithSSL())
	} else {
		options = append(options, gomail.WithTLSPolicy(s.policy))
	}
	if config != nil {
		config = config.Clone()
		if config.ServerName == "" {
			config.ServerName = s.host
		}
		options = append(options, gomail.WithTLSConfig(config))
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	return options
}
