package ops_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// Every direct dependency stands in docs/dependencies.md, between backquotes.
func TestDependenciesHaveReasons(t *testing.T) {
	reasons := read(t, "docs/dependencies.md")
	for _, name := range slices.Concat(goModules(t), nodePackages(t)) {
		if !strings.Contains(reasons, "`"+name+"`") {
			t.Errorf("docs/dependencies.md has no reason for %s", name)
		}
	}
}

func goModules(t *testing.T) []string {
	t.Helper()
	file, err := modfile.Parse("go.mod", []byte(read(t, "go.mod")), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, require := range file.Require {
		if !require.Indirect {
			names = append(names, require.Mod.Path)
		}
	}
	return names
}

func nodePackages(t *testing.T) []string {
	t.Helper()
	var file struct{ Dependencies, DevDependencies map[string]string }
	if err := json.Unmarshal([]byte(read(t, "frontend/package.json")), &file); err != nil {
		t.Fatal(err)
	}
	for name, version := range file.DevDependencies {
		if strings.ContainsAny(version, "^~*>x") {
			t.Errorf("frontend/package.json does not pin %s exactly: %s", name, version)
		}
	}
	return slices.Concat(slices.Sorted(maps.Keys(file.Dependencies)), slices.Sorted(maps.Keys(file.DevDependencies)))
}
