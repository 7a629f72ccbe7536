package mail

import (
	"context"
	"crypto/rand"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	gomail "github.com/wneessen/go-mail"

	"github.com/folkmoot/folkmoot/internal/fault"
)

// Message is one plain-text message to one person.
type Message struct {
	To      string // one address, with or without a name
	Subject string // one line, at most MaxSubject bytes
	Text    string // the body; line ends may be of any kind
}

// MaxSubject is the greatest length of a subject in bytes.
const MaxSubject = 512

// Sender sends a message, or returns why it could not. It returns an Invalid
// fault if the message itself is wrong; sending it again is then of no use.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// envelope is what makes a message out of a Message.
type envelope struct {
	from *mail.Address
	now  func() time.Time
}

func newEnvelope(from string, now func() time.Time) (envelope, error) {
	address, err := parseAddress("From", from)
	if err != nil {
		return envelope{}, err
	}
	if now == nil {
		return envelope{}, fault.Field("Now", "is missing")
	}
	return envelope{from: address, now: now}, nil
}

// compose builds the message that goes on the wire.
func (e envelope) compose(m Message, encoding gomail.Encoding) (*gomail.Msg, error) {
	to, err := check(m)
	if err != nil {
		return nil, err
	}
	msg := gomail.NewMsg(gomail.WithEncoding(encoding), gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(e.from)
	msg.ToMailAddress(to)
	msg.Subject(m.Subject)
	msg.SetDateWithValue(e.now())
	msg.SetMessageIDWithValue(strings.ToLower(rand.Text()) + "@" + domain(e.from.Address))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	return msg, nil
}

// check refuses a message that must not be sent and returns its recipient.
func check(m Message) (*mail.Address, error) {
	to, err := parseAddress("To", m.To)
	if err != nil {
		return nil, err
	}
	if err := checkLine("Subject", m.Subject); err != nil {
		return nil, err
	}
	switch {
	case len(m.Subject) > MaxSubject:
		return nil, fault.Field("Subject", "is longer than %d bytes", MaxSubject)
	case !utf8.ValidString(m.Text) || strings.ContainsRune(m.Text, 0):
		return nil, fault.Field("Text", "is not valid text")
	}
	return to, nil
}

// parseAddress reads exactly one address.
func parseAddress(field, s string) (*mail.Address, error) {
	if err := checkLine(field, s); err != nil {
		return nil, err
	}
	address, err := mail.ParseAddress(s)
	if err != nil {
		return nil, fault.Field(field, "is not one mail address")
	}
	if err := checkLine(field, address.Name+address.Address); err != nil {
		return nil, err
	}
	return address, nil
}

// checkLine refuses what would end a header line and begin another.
func checkLine(field, s string) error {
	switch {
	case strings.TrimSpace(s) == "":
		return fault.Field(field, "is empty")
	case !utf8.ValidString(s):
		return fault.Field(field, "is not valid text")
	case strings.ContainsFunc(s, endsLine):
		return fault.Field(field, "contains a line break or another control character")
	}
	return nil
}

func endsLine(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

func domain(address string) string {
	return address[strings.LastIndexByte(address, '@')+1:]
}
