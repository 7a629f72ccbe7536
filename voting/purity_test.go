package voting_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// withHelper is the only file that may import sync, and start a goroutine with
// it. It says why, and why no outcome depends on it.
const withHelper = "parallel.go"

// The package counts exactly and touches nothing outside: no binary fractions,
// no clock, no chance, no system, no goroutine but one.
func TestPurity(t *testing.T) {
	var names []string
	for _, pattern := range []string{"*.go", "pabulib/*.go"} {
		matches, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, matches...)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		checkImports(t, name, file)
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", name)
			case *ast.Ident:
				if n.Name == "float64" || n.Name == "float32" {
					t.Errorf("%s uses %s", name, n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT {
					t.Errorf("%s has the fraction %s", name, n.Value)
				}
			}
			return true
		})
	}
}

func checkImports(t *testing.T, name string, file *ast.File) {
	t.Helper()
	allowed := []string{
		"bufio", "bytes", "cmp", "crypto/sha256", "encoding/binary", "errors", "fmt", "io", "math/big", "math/bits",
		"slices", "strconv", "strings", "unicode", "unicode/utf8", "github.com/folkmoot/folkmoot/voting",
	}
	if name == withHelper {
		allowed = append(allowed, "sync")
	}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !slices.Contains(allowed, path) {
			t.Errorf("%s imports %s", name, spec.Path.Value)
		}
	}
}
