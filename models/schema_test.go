package models_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm/schema"

	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/database/dbtest"
	"github.com/folkmoot/folkmoot/models"
)

// records are all that is stored.
func records() []any {
	return []any{
		models.Setting{}, models.SigningKey{}, models.Account{}, models.SignInCode{}, models.Session{},
		models.Process{}, models.Member{}, models.Invitation{}, models.Phase{}, models.CommonText{}, models.Proposal{},
		models.Wording{}, models.Support{}, models.Sighting{}, models.Reaction{}, models.Tag{},
		models.Coauthor{}, models.ProposalAmendment{}, models.Blend{}, models.Consent{}, models.Lineage{}, models.Carry{},
		models.Alternatives{},
		models.Round{}, models.Option{}, models.RollEntry{}, models.Ballot{}, models.Outcome{},
		models.Agenda{}, models.Slot{}, models.Publication{}, models.Entry{}, models.Reply{},
		models.SealedBallot{}, models.Commitment{}, models.Seal{}, models.Turnout{}, models.Amendment{}, models.Sheet{},
		models.Meeting{}, models.Turn{}, models.Speaker{}, models.Attendance{}, models.Poll{}, models.Answer{}, models.Decision{}, models.Record{},
		models.TextAmendment{}, models.Stance{}, models.Acceptance{}, models.Partner{}, models.PartnerPurpose{}, models.Guideline{}, models.Flag{},
		models.Attestation{}, models.LedgerKey{}, models.WaitingEntry{}, models.Leaf{}, models.TreeHash{}, models.Checkpoint{},
		models.Comment{}, models.CommentVersion{}, models.Mention{}, models.MentionLetter{}, models.TalkCount{}, models.Summary{},
		models.Question{}, models.QuestionStep{}, models.Statement{}, models.Opinion{},
		models.Document{}, models.Word{}, models.Gram{}, models.Attachment{}, models.Link{},
	}
}

// The schema that the migrations leave, on both databases, is the one that the
// records say, column by column: name, sort of type, nullability, primary key.
func TestMigrationsLeaveTheSchemaOfTheModels(t *testing.T) {
	want := fromModels(t)
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		got, err := db.Schema(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got = slices.DeleteFunc(got, func(column string) bool {
			return strings.HasPrefix(column, "river_") || strings.HasPrefix(column, "goose_")
		})
		for _, column := range missing(want, got) {
			t.Errorf("the models say and the migrations do not: %s", column)
		}
		for _, column := range missing(got, want) {
			t.Errorf("the migrations say and the models do not: %s", column)
		}
	})
}

// Both databases have the same keys and indexes, by name, columns and uniqueness.
func TestMigrationsLeaveTheSameIndexes(t *testing.T) {
	byDatabase := map[string][]string{}
	dbtest.Each(t, func(t *testing.T, db *database.DB) {
		indexes, err := db.Indexes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		byDatabase[db.Describe()] = indexes
	})
	sqlite, postgres := byDatabase["embedded SQLite"], byDatabase["Postgres"]
	if len(sqlite) < 15 {
		t.Errorf("only %d indexes were found", len(sqlite))
	}
	if !slices.Equal(sqlite, postgres) {
		t.Errorf("only SQLite: %v\nonly Postgres: %v", missing(sqlite, postgres), missing(postgres, sqlite))
	}
}

func missing(of, in []string) []string {
	var out []string
	for _, one := range of {
		if !slices.Contains(in, one) {
			out = append(out, one)
		}
	}
	return out
}

func fromModels(t *testing.T) []string {
	t.Helper()
	var columns []string
	for _, record := range records() {
		parsed, err := schema.Parse(record, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range parsed.Fields {
			if field.DBName == "" {
				continue
			}
			columns = append(columns, fmt.Sprintf("%s.%s %s null=%v key=%v",
				parsed.Table, field.DBName, sortOf(field.FieldType), field.FieldType.Kind() == reflect.Pointer, field.PrimaryKey))
		}
	}
	slices.Sort(columns)
	return columns
}

func sortOf(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[time.Time]():
		return "time"
	case t == reflect.TypeFor[[]byte]():
		return "bytes"
	case t.Kind() == reflect.String, t.Kind() == reflect.Struct: // a struct is kept as JSON
		return "text"
	case t.Kind() == reflect.Bool:
		return "bool"
	default:
		return "int"
	}
}
