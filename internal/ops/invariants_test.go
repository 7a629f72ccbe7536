package ops_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	heldRow = regexp.MustCompile(`(?m)^\| (I\d+) \|.*\| held \|$`)
	proof   = regexp.MustCompile(`// Proves ((?:I\d+)(?:(?:, | and )I\d+)*)`)
	number  = regexp.MustCompile(`I\d+`)
)

// Each invariant that is said to be held has a test that says so, and no test
// proves what the page does not hold.
func TestEveryInvariantHasAProof(t *testing.T) {
	page, err := os.ReadFile("../../docs/invariants.md")
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, row := range heldRow.FindAllStringSubmatch(string(page), -1) {
		held[row[1]] = true
	}
	proved := map[string]bool{}
	root := os.DirFS("../..")
	err = fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == "node_modules" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		content, err := fs.ReadFile(root, path)
		for _, found := range proof.FindAllStringSubmatch(string(content), -1) {
			for _, id := range number.FindAllString(found[1], -1) {
				proved[id] = true
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(held) < 9 {
		t.Errorf("the page holds only %d invariants", len(held))
	}
	for id := range held {
		if !proved[id] {
			t.Errorf("%s is said to be held, and no test proves it", id)
		}
	}
	for id := range proved {
		if !held[id] {
			t.Errorf("a test proves %s, and the page does not hold it", id)
		}
	}
}
