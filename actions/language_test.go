package actions_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

func (x talking) speak(language string) (actions.Process, error) {
	in := actions.NewLanguage{At: actions.At{Process: x.process}}
	in.Body.Language = language
	return actions.Run(x.T.Context(), x.Service, x.ada, actions.ChangeLanguage, in, "")
}

// reworded performs the changes of language that were left for later.
func (x talking) reworded() {
	x.T.Helper()
	for _, task := range x.Queue.Tasks(actions.DeedReword) {
		x.perform(task)
	}
}

// A finished word is not looked for as the beginning of others.
const (
	children = "Kinder "
	child    = "Kind "
)

// Once a process has another language, the search knows the forms of its words; until
// then it answers as before, and knows what comes meanwhile.
func TestSearchFollowsTheLanguageOfAProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		for i := range 60 { // more than one part
			x.Item(x.ada, x.process, fmt.Sprintf("Platz %d", i), 10)
		}
		x.Item(x.ada, x.process, "Platz für Kinder", 10)
		x.asks(x.bo, "Wo spielen die Kinder?", "")
		x.finds(child, "")
		x.finds(children, "proposal question")
		spoken, err := x.speak("de")
		if err != nil || spoken.Language != "de" {
			t.Fatalf("it speaks %q: %v", spoken.Language, err)
		}
		x.finds(children, "proposal question") // by the words of before
		x.Says(x.bo, x.item, "Jedes Kind zählt")
		x.finds(children, "proposal question comment")
		x.reworded()
		x.finds(child, "proposal question comment")
		x.finds(children, "proposal question comment")
		if p := x.stored(); p.Language != "de" || p.OldLanguages != "" {
			t.Errorf("it speaks %q, and still %q", p.Language, p.OldLanguages)
		}
		counted := x.words()
		x.forget()
		x.perform(actions.Task{Deed: actions.DeedIndex})
		if again := x.words(); !maps.Equal(counted, again) {
			t.Errorf("counted %v, from scratch %v", counted, again)
		}
	})
}

// Who changes the language again before all is found by the first one gets the second.
func TestSecondLanguageDuringTheFirst(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		for range 3 {
			x.Item(x.ada, x.process, "Platz für Kinder", 10)
		}
		if _, err := x.speak("fr"); err != nil {
			t.Fatal(err)
		}
		err := db.Write(t.Context(), x.Clock.Now(), func(tx *database.Tx) error {
			_, err := models.Reword(tx, x.process, 2)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := x.speak("de"); err != nil {
			t.Fatal(err)
		}
		if p := x.stored(); p.OldLanguages != "en fr" {
			t.Errorf("it is still found in %q", p.OldLanguages)
		}
		x.finds(children, "proposal proposal proposal")
		x.reworded()
		x.reworded() // again is harmless
		x.finds(child, "proposal proposal proposal")
		if p := x.stored(); p.Language != "de" || p.OldLanguages != "" {
			t.Errorf("it speaks %q, and still %q", p.Language, p.OldLanguages)
		}
		for _, d := range x.documents() {
			if d.Language != "de" {
				t.Errorf("%s is found in %q", d.Title, d.Language)
			}
		}
	})
}

func TestOnlyOrganisersChooseTheLanguage(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		x := talk(t, db)
		in := actions.NewLanguage{At: actions.At{Process: x.process}}
		in.Body.Language = "de"
		if _, err := actions.Run(t.Context(), x.Service, x.mo, actions.ChangeLanguage, in, ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a moderator: %v", err)
		}
		at := actions.At{Process: x.process}
		for who, may := range map[actions.Actor]bool{x.ada: true, x.bo: false} {
			can := testkit.See(x.World, who, actions.ReadProcess, at).Can
			if got := slices.Contains(can, access.ProcessLanguage); got != may {
				t.Errorf("may: %v, want %v", got, may)
			}
		}
		if _, err := x.speak("en"); err != nil || x.stored().OldLanguages != "" {
			t.Errorf("the same again: %v, %q", err, x.stored().OldLanguages)
		}
	})
}

func (x talking) read(f func(q database.Query) error) {
	x.T.Helper()
	if err := x.Service.DB.Read(x.T.Context(), f); err != nil {
		x.T.Fatal(err)
	}
}

func (x talking) stored() (p models.Process) {
	x.T.Helper()
	x.read(func(q database.Query) (err error) {
		p, err = models.FindProcess(q, x.process)
		return err
	})
	return p
}

func (x talking) documents() (rows []models.Document) {
	x.T.Helper()
	x.read(func(q database.Query) error { return q.Find(&rows, "process_id = ?", x.process).Error })
	return rows
}

// words tells in how many documents each word stands, as it was counted.
func (x talking) words() map[string]int {
	x.T.Helper()
	var rows []models.Word
	x.read(func(q database.Query) error { return q.Find(&rows, "process_id = ?", x.process).Error })
	counts := map[string]int{}
	for _, row := range rows {
		counts[row.Word] = row.Documents
	}
	return counts
}

// forget takes all out of the search.
func (x talking) forget() {
	x.T.Helper()
	err := x.Service.DB.Write(x.T.Context(), x.Clock.Now(), func(tx *database.Tx) error {
		for _, record := range []any{&models.Document{}, &models.Word{}, &models.Gram{}} {
			if err := tx.Where("process_id = ?", x.process).Delete(record).Error; err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		x.T.Fatal(err)
	}
}
