package models

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// The orders in which proposals are listed.
const (
	SortNewest    = "newest"
	SortOldest    = "oldest"
	SortSupported = "supported"
	SortUnseen    = "unseen" // the least seen first, so that late ones get a chance
	SortRandom    = "random"
)

// inLists leaves out the long texts, which no list shows.
func inLists(g *gorm.DB) *gorm.DB {
	return g.Select("id", "process_id", "member_id", "kind", "title", "excerpt", "minutes", "least", "tags", "symbol",
		"stands_for", "wish", "cost", "money", "cost_reason", "state", "state_reason", "needed", "answer",
		"supporters", "seen", "wording", "family", "alternatives",
		"place_name", "located", "latitude", "longitude",
		"version", "created_at", "changed_at")
}

// ListProposals returns a page of the proposals of a process in an order, without
// their long texts, and what Page.After has to be for the next. Who gives the same
// seed again gets the same random order again.
func ListProposals(q database.Query, processID string, f ProposalFilter, p Page, order, seed string) ([]Proposal, string, error) {
	id := func(row Proposal) string { return row.ID }
	scope := inLists(f.of(q, processID))
	switch order {
	case SortRandom:
		return listShuffled(q, processID, f, p, seed)
	case SortSupported:
		return listCounted(scope, p, mostSupported, func(row Proposal) int { return row.Supporters })
	case SortUnseen:
		return listCounted(scope, p, leastSeen, func(row Proposal) int { return row.Seen })
	default:
		p.Newest = order != SortOldest
		return list(scope, p, "proposals", id)
	}
}

// A place is where a page of a list by a count begins: after that count, and id.
type place struct {
	count int
	id    string
}

func mostSupported(g *gorm.DB, after *place) *gorm.DB {
	if after != nil {
		g = g.Where("supporters < ? OR (supporters = ? AND id > ?)", after.count, after.count, after.id)
	}
	return g.Order("supporters DESC, id")
}

func leastSeen(g *gorm.DB, after *place) *gorm.DB {
	if after != nil {
		g = g.Where("seen > ? OR (seen = ? AND id > ?)", after.count, after.count, after.id)
	}
	return g.Order("seen, id")
}

func listCounted(
	scope *gorm.DB, p Page, order func(*gorm.DB, *place) *gorm.DB, count func(Proposal) int,
) ([]Proposal, string, error) {
	var after *place
	if p.After != "" {
		number, id, found := strings.Cut(p.After, "-")
		n, err := strconv.Atoi(number)
		if err != nil || !found {
			return nil, "", fault.Field("after", "This is not where a page of this list begins.")
		}
		after = &place{n, id}
	}
	rows, next, err := list(order(scope, after), Page{Limit: p.Limit, Ordered: true}, "proposals",
		func(row Proposal) string { return fmt.Sprintf("%d-%s", count(row), row.ID) })
	return rows, next, err
}

// listShuffled orders ids by their hash under the seed, so that a page stays where
// it is when others are put forward, or leave the list.
func listShuffled(q database.Query, processID string, f ProposalFilter, p Page, seed string) ([]Proposal, string, error) {
	rows, err := database.Many[Proposal](f.of(q, processID).Select("id"), "proposals")
	if err != nil {
		return nil, "", err
	}
	lots := make(map[string]string, len(rows))
	var ids []string
	for _, row := range rows {
		lots[row.ID] = lotOf(seed, row.ID)
		if p.After == "" || lots[row.ID] > lotOf(seed, p.After) {
			ids = append(ids, row.ID)
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(lots[a], lots[b]) })
	next := ""
	if len(ids) > p.Limit {
		ids = ids[:p.Limit]
		next = ids[p.Limit-1]
	}
	found, err := database.Many[Proposal](inLists(q.Where(map[string]any{"process_id": processID})).Where("id IN ?", ids), "proposals")
	slices.SortFunc(found, func(a, b Proposal) int { return strings.Compare(lots[a.ID], lots[b.ID]) })
	return found, next, err
}

func lotOf(seed, id string) string {
	sum := sha256.Sum256([]byte(seed + id))
	return string(sum[:])
}
