// Package tiles reads the setting for the pictures behind maps.
//
// They come from the server of somebody else, which learns which part of the world a
// person looks at. The package says from exactly which one, so that pages can say it
// too and nothing else is allowed. It never asks that server for anything.
package tiles

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// A Server gives tiles; the zero Server gives none.
type Server struct {
	Template string // of addresses, with {z}, {x} and {y}
	Host     string // with its port, if that is not the usual one
	Credit   string // whose map it is
}

// Origin is what a page must be allowed to show pictures from; empty without tiles.
func (s Server) Origin() string {
	if s.Host == "" {
		return ""
	}
	return "https://" + s.Host
}

var (
	hosts = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)
	parts = regexp.MustCompile(`\{[^{}]*\}`)
)

// Read reads the settings. Without a template there are no tiles. Where nobody says
// whose map it is, it is its server's.
func Read(template, credit string) (Server, error) {
	template, credit = strings.TrimSpace(template), strings.TrimSpace(credit)
	if template == "" {
		return Server{}, nil
	}
	host, err := hostOf(template)
	if err != nil {
		return Server{}, fmt.Errorf("the address of map tiles (FOLKMOOT_MAP_TILES) is %q: %w; it looks like https://tile.example.org/{z}/{x}/{y}.png", template, err)
	}
	if credit == "" {
		credit = host
	}
	return Server{Template: template, Host: host, Credit: credit}, nil
}

// hostOf is the one host of a template in which no part is unknown.
func hostOf(template string) (string, error) {
	if strings.ContainsAny(template, " \t\r\n\"'<>\\;,") {
		return "", errors.New("it has signs that no address has")
	}
	rest := template
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if strings.Count(template, part) != 1 {
			return "", fmt.Errorf("it must have %s once", part)
		}
		rest = strings.Replace(rest, part, "0", 1)
	}
	if unknown := parts.FindString(rest); unknown != "" || strings.ContainsAny(rest, "{}") {
		return "", fmt.Errorf("it may have no other part in braces %s", unknown)
	}
	parsed, err := url.Parse(rest)
	switch {
	case err != nil || parsed.Scheme != "https":
		return "", errors.New("it must begin with https://")
	case parsed.User != nil:
		return "", errors.New("it may have no name and no password: every visitor would read them")
	case parsed.Fragment != "" || !hosts.MatchString(parsed.Host) || !strings.HasPrefix(template, "https://"+parsed.Host+"/"):
		return "", errors.New("its host must be one plain name in small letters, without braces")
	}
	return parsed.Host, nil
}
