// Command cmd prints the tables of package bench.
package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"

	"github.com/folkmoot/folkmoot/internal/bench"
)

func main() {
	folder := cmp.Or(os.Getenv("FOLKMOOT_PABULIB"), filepath.Join("..", "shared", "pabulib"))
	if err := bench.Print(os.Stdout, filepath.Join(folder, "large")); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}
