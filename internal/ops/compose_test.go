package ops_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

type compose struct {
	Services map[string]service
	Volumes  map[string]any
}

type service struct {
	Image, Build string
	Environment  map[string]string
	DependsOn    map[string]struct{ Condition string } `yaml:"depends_on"`
	Healthcheck  struct {
		Test     []string
		Interval string
		Retries  int
	}
	Ports, Volumes []string
	ReadOnly       bool `yaml:"read_only"`
}

func readCompose(t *testing.T) compose {
	t.Helper()
	var c compose
	if err := yaml.Unmarshal([]byte(read(t, "docker-compose.yml")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestComposeServices(t *testing.T) {
	c := readCompose(t)
	if len(c.Services) != 2 {
		t.Fatalf("%d services, want postgres and folkmoot", len(c.Services))
	}
	if got := c.Services["postgres"].Image; got != "postgres:16" {
		t.Errorf("postgres runs %q", got)
	}
	if got := c.Services["folkmoot"].DependsOn["postgres"].Condition; got != "service_healthy" {
		t.Errorf("folkmoot waits for postgres to be %q", got)
	}
	for name, s := range c.Services {
		if len(s.Healthcheck.Test) < 2 || s.Healthcheck.Interval == "" || s.Healthcheck.Retries == 0 {
			t.Errorf("%s has no full health check: %+v", name, s.Healthcheck)
		}
		for _, volume := range s.Volumes {
			source, _, _ := strings.Cut(volume, ":")
			if _, ok := c.Volumes[source]; !ok {
				t.Errorf("%s uses the volume %q, which is not declared", name, source)
			}
		}
	}
	if ports := c.Services["postgres"].Ports; len(ports) != 0 {
		t.Errorf("the database is reachable from outside: %v", ports)
	}
}

// No password may stand in the file, and a missing one must stop the start.
func TestComposeHoldsNoSecret(t *testing.T) {
	c := readCompose(t)
	for name, s := range c.Services {
		for key, value := range s.Environment {
			if strings.Contains(key, "PASSWORD") && !strings.HasPrefix(value, "${"+key+":?") {
				t.Errorf("%s: %s is %q, want it required from the environment", name, key, value)
			}
		}
	}
	url := c.Services["folkmoot"].Environment["FOLKMOOT_DATABASE_URL"]
	if !strings.HasPrefix(url, "postgres://folkmoot:${POSTGRES_PASSWORD:?") {
		t.Errorf("FOLKMOOT_DATABASE_URL is %q", url)
	}
}

var setting = regexp.MustCompile(`FOLKMOOT_[A-Z_]+`)

// A setting that the program does not know would be ignored without a word.
func TestSettingsOfTheImageExist(t *testing.T) {
	known := settings(t)
	for _, file := range []string{"docker-compose.yml", "Dockerfile"} {
		for _, name := range names(read(t, file)) {
			if name != "FOLKMOOT_PORT" && !known[name] { // the port is compose's own
				t.Errorf("%s sets %s, which stands in no Go file", file, name)
			}
		}
	}
}

func names(text string) []string {
	found := setting.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// settings collects the names that our programs read.
func settings(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, dir := range []string{"cmd", "internal", "handlers"} {
		err := filepath.WalkDir(filepath.Join("..", "..", dir), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			for _, name := range names(string(data)) {
				known[name] = true
			}
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return known
}

func TestImageIsSmallAndUnprivileged(t *testing.T) {
	dockerfile := read(t, "Dockerfile")
	last := dockerfile[strings.LastIndex(dockerfile, "\nFROM "):]
	for _, want := range []string{"FROM scratch", "\nUSER 65532", "\nHEALTHCHECK ", `"health"`, "ca-certificates"} {
		if !strings.Contains(last, want) {
			t.Errorf("the final image lacks %q", want)
		}
	}
	for _, want := range []string{"FROM node:20 ", "FROM golang:1.26 ", "-trimpath", "CGO_ENABLED=0"} {
		if !strings.Contains(dockerfile, want) {
			t.Errorf("the Dockerfile lacks %q", want)
		}
	}
}
