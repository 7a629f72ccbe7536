// Package frontend holds the built web pages. It never runs any of them.
//
// The folder build is filled by `npm run build`. On a fresh clone it has nothing but a placeholder, so that the
// program builds without Node; whoever serves Files then says that the pages are not built yet.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:build
var build embed.FS

// Files returns the built pages with index.html, if it was built, at the root.
func Files() fs.FS {
	files, err := fs.Sub(build, "build")
	if err != nil {
		panic(err) // "build" is a valid path by the directive above.
	}
	return files
}
