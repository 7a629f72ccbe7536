package main_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// A setting that cannot be meant stops the start, before anything is stored, and says
// what it should look like.
func TestServerRefusesTilesFromNowhere(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for _, tiles := range []string{"http://tile.example.org/{z}/{x}/{y}.png", "https://tile.example.org/map.png"} {
		_, complaint, exit := run(t, "serve", "--listen", "127.0.0.1:0", "--data-dir", data, "--map-tiles", tiles)
		if exit == 0 || !strings.Contains(complaint, "FOLKMOOT_MAP_TILES") || !strings.Contains(complaint, "https://tile.example.org/{z}/{x}/{y}.png") {
			t.Errorf("%s: exit %d, %s", tiles, exit, complaint)
		}
	}
	if exists(data) {
		t.Error("data was made before the refusal")
	}
}
