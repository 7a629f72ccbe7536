package handlers_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/handlers"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

type session struct {
	AccessToken string `json:"access_token"`
	Me          struct {
		Email string `json:"email"`
	} `json:"me"`
}

var digits = regexp.MustCompile(`\b\d{6}\b`)

// signIn signs in by the code in the newest letter and returns the cookie.
func signIn(t *testing.T, s *server, email string) *http.Cookie {
	t.Helper()
	s.as(actions.Actor{}, http.MethodPost, "/session/codes", map[string]string{"email": email})
	letters := s.Queue.Letters(email)
	code := digits.FindString(letters[len(letters)-1].Text)
	got := s.as(actions.Actor{}, http.MethodPost, "/session", map[string]string{"email": email, "code": code})
	if got.status != http.StatusOK {
		t.Fatalf("signing in answered %d: %s", got.status, got.body)
	}
	return cookieOf(t, got)
}

func cookieOf(t *testing.T, r reply) *http.Cookie {
	t.Helper()
	cookies, err := http.ParseSetCookie(r.header.Get("Set-Cookie"))
	if err != nil {
		t.Fatalf("no cookie: %v in %v", err, r.header)
	}
	return cookies
}

func (s *server) refresh(cookie *http.Cookie, more http.Header) reply {
	header := http.Header{"Cookie": {cookie.Name + "=" + cookie.Value}}
	for name, values := range more {
		header[name] = values
	}
	return s.send(http.MethodPost, handlers.Prefix+"/session/refresh", nil, header)
}

func TestSignInByCode(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		s.Account("ada@example.org")
		cookie := signIn(t, s, "ada@example.org")
		if !cookie.HttpOnly || !cookie.Secure || cookie.SameSite != http.SameSiteStrictMode || !strings.HasPrefix(cookie.Name, "__Host-") {
			t.Errorf("the cookie is %+v", cookie)
		}
		got := s.refresh(cookie, nil)
		var fresh session
		got.read(t, &fresh)
		if got.status != http.StatusOK || fresh.Me.Email != "ada@example.org" || strings.Contains(string(got.body), cookieOf(t, got).Value) {
			t.Errorf("refreshing answered %d: %s", got.status, got.body)
		}
		me := s.send(http.MethodGet, handlers.Prefix+"/me", nil, http.Header{"Authorization": {"Bearer " + fresh.AccessToken}})
		if me.status != http.StatusOK {
			t.Errorf("the fresh token answered %d", me.status)
		}
	})
}

// A stolen copy of a refresh token is noticed when both are used: all end.
func TestReusedRefreshTokenEndsTheSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		s.Account("ada@example.org")
		first := signIn(t, s, "ada@example.org")
		second := cookieOf(t, s.refresh(first, nil))
		if got := s.refresh(first, nil); got.status != http.StatusOK || got.header.Get("Set-Cookie") != "" {
			t.Errorf("another tab, a moment later, got %d", got.status)
		}
		s.Clock.Move(time.Minute)
		if got := s.refresh(first, nil); got.status != http.StatusUnauthorized {
			t.Errorf("the old token, a minute later, got %d", got.status)
		}
		if got := s.refresh(second, nil); got.status != http.StatusUnauthorized {
			t.Errorf("the session lives on after its token was used twice: %d", got.status)
		}
	})
}

// Also a thief who was quicker, twice, is noticed when the owner comes back.
func TestStolenTokenUsedTwiceEndsTheSession(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		s.Account("ada@example.org")
		owners := signIn(t, s, "ada@example.org")
		second := cookieOf(t, s.refresh(owners, nil))
		third := cookieOf(t, s.refresh(second, nil))
		if got := s.refresh(owners, nil); got.status != http.StatusUnauthorized {
			t.Errorf("the owner's old token answered %d", got.status)
		}
		if got := s.refresh(third, nil); got.status != http.StatusUnauthorized {
			t.Errorf("the thief's newest token answered %d", got.status)
		}
	})
}

func TestOtherProgramsCookiesDoNotSignOut(t *testing.T) {
	s := serve(t, testkit.New(t, dbtest.SQLite(t)))
	s.Account("ada@example.org")
	cookie := signIn(t, s, "ada@example.org")
	header := http.Header{"Cookie": {`theme; x={"a":1}; ` + cookie.Name + "=" + cookie.Value}}
	if got := s.send(http.MethodPost, handlers.Prefix+"/session/refresh", nil, header); got.status != http.StatusOK {
		t.Errorf("answered %d: %s", got.status, got.body)
	}
}

func TestCookieAloneProvesNothingFromAnotherSite(t *testing.T) {
	s := serve(t, testkit.New(t, dbtest.SQLite(t)))
	s.Account("ada@example.org")
	cookie := signIn(t, s, "ada@example.org")
	for name, header := range map[string]http.Header{
		"another site":      {"Sec-Fetch-Site": {"cross-site"}},
		"a sister site":     {"Sec-Fetch-Site": {"same-site"}},
		"an older browser":  {"Origin": {"https://evil.example"}},
		"an opaque origin":  {"Origin": {"null"}},
		"a look-alike host": {"Origin": {"http://example.com.evil.example"}},
	} {
		if got := s.refresh(cookie, header); got.status != http.StatusForbidden {
			t.Errorf("%s got %d", name, got.status)
		}
	}
	own := http.Header{"Origin": {"http://example.com"}, "Host": {"example.com"}}
	if got := s.refresh(cookie, own); got.status != http.StatusOK {
		t.Errorf("our own page got %d: %s", got.status, got.body)
	}
}

// The answer to asking for a code, and that to a wrong code, are the same for an
// address that is known and for one that is not.
func TestUnknownAddressesLookLikeKnownOnes(t *testing.T) {
	s := serve(t, testkit.New(t, dbtest.SQLite(t)))
	s.Account("ada@example.org")
	var replies [2][2]reply
	for i, email := range []string{"ada@example.org", "nobody@example.org"} {
		replies[i][0] = s.as(actions.Actor{}, http.MethodPost, "/session/codes", map[string]string{"email": email})
		replies[i][1] = s.as(actions.Actor{}, http.MethodPost, "/session", map[string]string{"email": email, "code": "12345x"})
	}
	for i := range replies[0] {
		known, unknown := replies[0][i], replies[1][i]
		if known.status != unknown.status || string(known.body) != string(unknown.body) {
			t.Errorf("known: %d %s; unknown: %d %s", known.status, known.body, unknown.status, unknown.body)
		}
	}
	if len(s.Queue.Letters("nobody@example.org")) != 0 {
		t.Error("a stranger was written to")
	}
}

func TestCodesAreFewAndShortLived(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		s.Account("ada@example.org")
		ask := func() {
			s.as(actions.Actor{}, http.MethodPost, "/session/codes", map[string]string{"email": "ada@example.org"})
		}
		try := func(code string) int {
			return s.as(actions.Actor{}, http.MethodPost, "/session", map[string]string{"email": "ada@example.org", "code": code}).status
		}
		newest := func() string {
			letters := s.Queue.Letters("ada@example.org")
			return digits.FindString(letters[len(letters)-1].Text)
		}
		ask()
		for range 5 {
			try("wrong")
		}
		if got := try(newest()); got != http.StatusUnprocessableEntity {
			t.Errorf("after five wrong codes the right one answered %d", got)
		}
		ask()
		s.Clock.Move(16 * time.Minute)
		if got := try(newest()); got != http.StatusUnprocessableEntity {
			t.Errorf("after a quarter of an hour the code answered %d", got)
		}
		for range 10 {
			ask()
		}
		if n := len(s.Queue.Letters("ada@example.org")); n != 5 {
			t.Errorf("%d letters within an hour, want 5", n)
		}
		s.Clock.Move(time.Hour)
		ask()
		if got := try(newest()); got != http.StatusOK {
			t.Errorf("the next hour's code answered %d", got)
		}
	})
}

func TestFirstOrganiserComesInOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		s := serve(t, testkit.New(t, db))
		old, err := actions.NewFirstLink(t.Context(), s.Service)
		if err != nil {
			t.Fatal(err)
		}
		link, err := actions.NewFirstLink(t.Context(), s.Service)
		if err != nil {
			t.Fatal(err)
		}
		enter := func(link string) int {
			_, token, _ := strings.Cut(link, "#")
			return s.as(actions.Actor{}, http.MethodPost, "/session/first",
				map[string]string{"token": token, "email": "ada@example.org", "display_name": "Ada"}).status
		}
		for name, c := range map[string]struct {
			link string
			want int
		}{"an older link": {old, 422}, "no link": {"#", 422}} {
			if got := enter(c.link); got != c.want {
				t.Errorf("%s answered %d", name, got)
			}
		}
		if got := enter(link); got != http.StatusOK {
			t.Errorf("the link answered %d", got)
		}
		if got := enter(link); got != http.StatusUnprocessableEntity {
			t.Errorf("the link, used again, answered %d", got)
		}
		if again, err := actions.NewFirstLink(t.Context(), s.Service); err != nil || again != "" {
			t.Errorf("a second first organiser could come in by %q, %v", again, err)
		}
	})
}

func TestBadTokensAreRefusedEverywhere(t *testing.T) {
	s, scene := copied(t)
	good := s.token(scene.people[access.Organiser])
	for name, header := range map[string]string{
		"no bearer": good, "a changed one": "Bearer " + good[:len(good)-2] + "xx", "nothing": "Bearer ", "basic": "Basic YTpi",
	} {
		for _, path := range []string{"/me", "/session"} {
			got := s.send(http.MethodGet, handlers.Prefix+path, nil, http.Header{"Authorization": {header}})
			if got.status != http.StatusUnauthorized || got.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s at %s: %d %s", name, path, got.status, got.body)
			}
		}
	}
	s.Clock.Move(11 * time.Minute)
	if got := s.send(http.MethodGet, handlers.Prefix+"/me", nil, http.Header{"Authorization": {"Bearer " + good}}); got.status != http.StatusUnauthorized {
		t.Errorf("after ten minutes: %d", got.status)
	}
}
