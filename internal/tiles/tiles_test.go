package tiles_test

import (
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/internal/tiles"
)

func TestTilesComeFromOneServerOrNone(t *testing.T) {
	for template, origin := range map[string]string{
		"":    "",
		"   ": "",
		"https://tile.example.org/{z}/{x}/{y}.png":            "https://tile.example.org",
		"https://tile.example.org:8443/a/{z}/{y}/{x}?key=b-1": "https://tile.example.org:8443",
	} {
		got, err := tiles.Read(template, "")
		if err != nil || got.Origin() != origin || got.Credit != got.Host {
			t.Errorf("%q gives %+v, %v", template, got, err)
		}
	}
	if got, err := tiles.Read("https://a.example/{z}/{x}/{y}", " © Mappers "); err != nil || got.Credit != "© Mappers" {
		t.Errorf("%+v, %v", got, err)
	}
}

// What is no template is refused in words that say what to write.
func TestWhatIsNoTemplateIsRefused(t *testing.T) {
	for _, bad := range []string{
		"yes", "http://tile.example.org/{z}/{x}/{y}.png", "https://tile.example.org/", "https://tile.example.org/{z}/{x}.png",
		"https://{s}.example.org/{z}/{x}/{y}.png", "https://tile.example.org/{z}/{x}/{y}{r}.png", "https://{x}.example.org/{z}/{y}.png",
		"https://ada:secret@tile.example.org/{z}/{x}/{y}.png", "https:///{z}/{x}/{y}.png", "https://*.example.org/{z}/{x}/{y}.png",
		"https://tile.example.org; script-src */{z}/{x}/{y}", "https://tile.example.org/{z}/{x}/{y}#a", "https://tile.example.org/{z}/{x}/{y}/{x}",
		"//tile.example.org/{z}/{x}/{y}", "https://tile.example.org{z}/{x}/{y}", "https://tile.example.org/{z}/{x}/{y}}", "javascript:{z}{x}{y}",
		"https://Tile.example.org/{z}/{x}/{y}",
	} {
		got, err := tiles.Read(bad, "")
		if err == nil || got.Origin() != "" || !strings.Contains(err.Error(), "FOLKMOOT_MAP_TILES") || !strings.Contains(err.Error(), "https://tile.example.org/{z}/{x}/{y}.png") {
			t.Errorf("%q gives %+v, %v", bad, got, err)
		}
	}
}
