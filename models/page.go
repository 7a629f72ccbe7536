package models

import (
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"gorm.io/gorm"
)

// A Page says which part of a list is wanted.
type Page struct {
	After  string // the id of the last row seen, or "" for the first page
	Limit  int    // rows wanted, 1 to MaxPage
	Newest bool   // the newest first; the oldest first otherwise

	Ordered bool // the query has an order of its own, and begins where the page does
}

// MaxPage is the longest page that a list gives.
const MaxPage = 200

// list reads one page and the cursor of the next, "" when there is none. The
// query must be limited to its scope already; the key is the row's id.
func list[T any](g *gorm.DB, p Page, what string, id func(T) string) ([]T, string, error) {
	if p.Limit < 1 || p.Limit > MaxPage {
		return nil, "", fault.Field("limit", "Ask for 1 to %d at a time.", MaxPage)
	}
	rows, err := database.Many[T](p.of(g).Limit(p.Limit+1), what)
	if err != nil || len(rows) <= p.Limit {
		return rows, "", err
	}
	rows = rows[:p.Limit]
	return rows, id(rows[len(rows)-1]), nil
}

// of orders a query and begins it behind the last row seen.
func (p Page) of(g *gorm.DB) *gorm.DB {
	switch {
	case p.Ordered:
		return g
	case p.Newest && p.After != "":
		g = g.Where("id < ?", p.After)
	case p.After != "":
		g = g.Where("id > ?", p.After)
	}
	if p.Newest {
		return g.Order("id DESC")
	}
	return g.Order("id")
}
