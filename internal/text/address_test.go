package text_test

import (
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/text"
)

func TestAddressesOfPages(t *testing.T) {
	for written, want := range map[string][2]string{
		"https://example.org":                 {"https://example.org", "example.org"},
		" http://Example.org/a?b=c#d ":        {"http://example.org/a?b=c#d", "example.org"},
		"https://example.org:8443/ü":          {"https://example.org:8443/%C3%BC", "example.org:8443"},
		"https://bücher.example/":             {"https://xn--bcher-kva.example/", "xn--bcher-kva.example"},
		"https://аррlе.example/":              {"https://xn--l-7sbq6ba.example/", "xn--l-7sbq6ba.example"}, // that is no Latin word
		"https://example.org/?q=\"><script>x": {"https://example.org/?q=%22%3E%3Cscript%3Ex", "example.org"},
		"https://[2001:db8::1]:8443/a":        {"https://[2001:db8::1]:8443/a", "[2001:db8::1]:8443"},
		"HTTPS://example.org/":                {"https://example.org/", "example.org"},
	} {
		address, host, wrong := text.Address(written)
		if wrong != "" || address != want[0] || host != want[1] {
			t.Errorf("%q gives %q at %q, %q", written, address, host, wrong)
		}
		if again, _, wrong := text.Address(address); wrong != "" || again != address {
			t.Errorf("%q read again gives %q, %q", address, again, wrong)
		}
	}
}

func TestWhatIsNoAddressOfAPage(t *testing.T) {
	for _, written := range []string{
		"", "example.org", "/path", "//example.org", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
		"data:text/html,x", "file:///etc/passwd", "ftp://example.org", "mailto:ada@example.org", "https:example.org", "https:/example.org",
		"https://", "https:///a", "https://ada@example.org", "https://ada:secret@example.org", "https://example.org@evil.example",
		"https://example.org\\@evil.example", "https://exa mple.org", "https://example.org/\u202egpj.exe", "https://exam\u200bple.org", "https://example.org/\x00",
		"https://example..org", "https://[fe80::1%25en0]/", "https://example.org:port/", "https://" + strings.Repeat("a", 300) + ".org",
		"https://example.org/" + strings.Repeat("ü", 1000),
	} {
		if address, _, wrong := text.Address(written); wrong == "" || address != "" {
			t.Errorf("%q gives %q", written, address)
		}
	}
}
