package actions_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
)

func preview(w *testkit.World, who actions.Actor, process, pasted string) actions.PastedProposals {
	w.T.Helper()
	in := actions.Pasted{At: actions.At{Process: process}}
	in.Body.Text = pasted
	return testkit.See(w, who, actions.PreviewProposals, in)
}

func importing(process string, rows ...actions.PastedRow) actions.ManyProposals {
	in := actions.ManyProposals{At: actions.At{Process: process}}
	for _, row := range rows {
		in.Body.Proposals = append(in.Body.Proposals, actions.PastedProposal{Kind: row.Kind, ProposalText: row.ProposalText})
	}
	return in
}

// Rows are understood by their headings in any order, or by their places.
func TestPreviewUnderstandsRows(t *testing.T) {
	w := testkit.New(t, dbtest.SQLite(t))
	ada := w.Account("ada@example.org")
	process := w.Process(ada, "Mill")
	for name, c := range map[string]struct {
		pasted, want string
	}{
		"headings":        {"Minutes\tTitle\tRemarks\n20\tA bench\tx", "agenda_item/A bench/20/"},
		"places":          {"A bench\tIn the shade\t20 min", "agenda_item/A bench/20/"},
		"a kind":          {"agenda item;A bench;;1:30", "agenda_item/A bench/90/"},
		"a symbol":        {"Title,Symbol,Stands for,Wish\nThe chain,A chain,Ownership,Gently hold", "symbolic_change/The chain/0/"},
		"no minutes":      {"A bench", "agenda_item/A bench/0/minutes"},
		"strange minutes": {"title,minutes\nA bench,soon", "agenda_item/A bench/0/minutes"},
		"no title":        {"title,minutes\n ,20", "agenda_item//20/title"},
		"a strange kind":  {"kind,title,minutes\nwish,A bench,20", "agenda_item/A bench/20/kind"},
		"a strange wish":  {"title,symbol,stands for,wish\nThe chain,A chain,Ownership,perhaps", "symbolic_change/The chain/0/wish"},
		"too long":        {"title,minutes\n" + strings.Repeat("x", 161) + ",20", "agenda_item/" + strings.Repeat("x", 161) + "/20/title"},
		"too many":        {"title,minutes\nA bench,1441", "agenda_item/A bench/0/minutes"},
	} {
		view := preview(w, ada, process.ID, c.pasted)
		if len(view.Rows) != 1 {
			t.Errorf("%s: %d rows", name, len(view.Rows))
			continue
		}
		row, wrong := view.Rows[0], ""
		for _, e := range row.Errors {
			wrong += e.Field
		}
		if got := strings.Join([]string{row.Kind, row.Title, itoa(row.Minutes), wrong}, "/"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func itoa(n int) string {
	written, _ := json.Marshal(n)
	return string(written)
}

func TestPreviewMarksTitlesThatAreThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		w.Item(ada, process.ID, "A Bench", 20)
		got := ""
		for _, row := range preview(w, ada, process.ID, "a bench\t\t10\nA tree\t\t10\nA  TREE\t\t10").Rows {
			got += row.SameTitle + "/"
		}
		if got != "process//rows/" {
			t.Errorf("marked %q", got)
		}
	})
}

// All rows become proposals or none does; each has its entry and can be found, and a
// repeated request does nothing more.
func TestImportIsAllOrNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		process := w.Process(ada, "Mill")
		rows := preview(w, ada, process.ID, "title\tminutes\nA bench\t20\nA tree\t\nA swing\t10").Rows
		before := dbtest.Counts(t, db)
		_, err := actions.Run(t.Context(), w.Service, ada, actions.ImportProposals, importing(process.ID, rows...), "")
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "proposals[1].minutes") {
			t.Errorf("a row without minutes: %v", err)
		}
		if after := dbtest.Counts(t, db); after["proposals"] != before["proposals"] || after["documents"] != before["documents"] {
			t.Error("some of it was stored")
		}
		rows[1].Minutes = 15
		for range 2 {
			made, err := actions.Run(t.Context(), w.Service, ada, actions.ImportProposals, importing(process.ID, rows...), "key")
			if err != nil || made.Count != 3 {
				t.Fatalf("%d put forward, %v", made.Count, err)
			}
		}
		after := dbtest.Counts(t, db)
		if n := after["proposals"] - before["proposals"]; n != 3 {
			t.Errorf("%d proposals", n)
		}
		if n := after["waiting_entries"] - before["waiting_entries"]; n != 3 {
			t.Errorf("%d entries", n)
		}
		if got := foundTitles(search(w, ada, process.ID, "tree")); got != "A [tree]" {
			t.Errorf("found %q", got)
		}
	})
}

// What was exported can be imported elsewhere, and no cell of it is a formula.
func TestExportComesBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		w := testkit.New(t, db)
		ada := w.Account("ada@example.org")
		example := testkit.Must(w, ada, actions.MakeExample, struct{}{})
		w.Item(ada, example.ID, "=HYPERLINK(\"http://example.org\")", 20)
		draft := actions.NewProposal{At: actions.At{Process: example.ID}}
		draft.Body.Kind, draft.Body.Title, draft.Body.Draft = "agenda_item", "Nobody else's business", true
		testkit.Must(w, ada, actions.MakeProposal, draft)
		reader := w.Join(example.ID, "reader@example.org", access.Observer)
		table := string(testkit.See(w, reader, actions.ExportTable, actions.At{Process: example.ID}))
		file := testkit.See(w, reader, actions.ExportFile, actions.At{Process: example.ID})
		if strings.Contains(table+string(file), "Nobody else") {
			t.Error("a draft is exported")
		}
		if strings.Contains(table, ",=HYPERLINK") || strings.Contains(table, `,"=HYPERLINK`) {
			t.Error("a formula is exported")
		}
		var read struct {
			Proposals []struct{ Title, Text string }
		}
		if err := json.Unmarshal(file, &read); err != nil {
			t.Fatal(err)
		}
		other := w.Process(ada, "Elsewhere")
		rows := preview(w, ada, other.ID, table).Rows
		if len(rows) != len(read.Proposals) || len(rows) < 10 {
			t.Fatalf("%d rows and %d proposals", len(rows), len(read.Proposals))
		}
		for i, row := range rows {
			if len(row.Errors) > 0 || row.Title != read.Proposals[i].Title || row.Text != read.Proposals[i].Text {
				t.Errorf("%q came back as %+v", read.Proposals[i].Title, row)
			}
		}
		if made := testkit.Must(w, ada, actions.ImportProposals, importing(other.ID, rows...)); made.Count != len(rows) {
			t.Errorf("%d put forward", made.Count)
		}
	})
}
