package models_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// queries are the methods of GORM that take text as SQL.
var queries = []string{
	"Where", "Not", "Or", "Having", "Joins", "Order", "Group", "Select", "Find", "First", "Last", "Take", "Delete",
	"Pluck", "Distinct", "Table", "Raw", "Exec", "UpdateColumn", "Update", "Preload",
}

var unlike = regexp.MustCompile(`(?i)\b(like|glob|regexp|ilike)\b`)

// No text that a person wrote can become SQL: wherever GORM takes a condition as
// text, it is a literal. And no LIKE, which the databases understand differently.
func TestConditionsAreLiterals(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	set := token.NewFileSet()
	for _, file := range files {
		parsed, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			call, isCall := node.(*ast.CallExpr)
			if !isCall || len(call.Args) == 0 {
				return true
			}
			selector, isMethod := call.Fun.(*ast.SelectorExpr)
			if !isMethod || !slices.Contains(queries, selector.Sel.Name) {
				return true
			}
			looked++
			switch argument := call.Args[0].(type) {
			case *ast.BasicLit:
				if unlike.MatchString(argument.Value) {
					t.Errorf("%s: %s", set.Position(argument.Pos()), argument.Value)
				}
			case *ast.CompositeLit: // columns and values: map[string]any{…}
			case *ast.UnaryExpr: // a record drops what is empty, so only what is deleted is named by one
				if selector.Sel.Name != "Delete" {
					t.Errorf("%s: a record as condition would leave out an empty id", set.Position(argument.Pos()))
				}
			default:
				t.Errorf("%s: the condition of %s is computed", set.Position(argument.Pos()), selector.Sel.Name)
			}
			return true
		})
	}
	if looked < 40 {
		t.Errorf("only %d conditions were found", looked)
	}
}
