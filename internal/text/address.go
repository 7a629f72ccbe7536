package text

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

const longestAddress = 2000

// Address reads the address of a page that somebody links to. It returns it with
// nothing in it but what every program takes for an address, and the host to which it
// leads, as a browser would ask for it: letters that look like others are seen. What
// is wrong comes as a sentence, which is empty if nothing is.
func Address(written string) (address, host, wrong string) {
	written = strings.TrimSpace(written)
	if strings.ContainsFunc(written, func(r rune) bool { return r <= ' ' || r == '\\' || visible(r) != r }) {
		return "", "", "An address has no spaces and no signs that nobody sees."
	}
	parsed, err := url.Parse(written)
	switch {
	case err != nil, parsed.Scheme != "https" && parsed.Scheme != "http", parsed.Opaque != "", parsed.Hostname() == "":
		return "", "", "Write the whole address. It begins with https:// or http://."
	case parsed.User != nil:
		return "", "", "Leave out the name and the password: everybody would read them."
	}
	if host, err = asked(parsed.Hostname()); err != nil {
		return "", "", "No page can be at this address. Is the name before the first slash right?"
	}
	if port := parsed.Port(); port != "" {
		host += ":" + port
	}
	parsed.Host = host
	address = escaped(parsed.String())
	if len(address) > longestAddress {
		return "", "", "This address is too long."
	}
	return address, host, ""
}

// asked is a host as a browser asks for it.
func asked(host string) (string, error) {
	if strings.Contains(host, ":") && !strings.Contains(host, "%") {
		return "[" + host + "]", nil
	}
	plain, err := names.ToASCII(host)
	if err != nil {
		return "", fmt.Errorf("host: %w", err)
	}
	return plain, nil
}

var names = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.VerifyDNSLength(true))

const upperHex = "0123456789ABCDEF"

// escaped leaves nothing in an address that would end it in a text or a page.
func escaped(address string) string {
	var out strings.Builder
	for _, b := range []byte(address) {
		if b > ' ' && b < 0x7f && !strings.ContainsRune("\"'<>`", rune(b)) {
			out.WriteByte(b)
			continue
		}
		out.WriteString("%" + string(upperHex[b>>4]) + string(upperHex[b&15]))
	}
	return out.String()
}
