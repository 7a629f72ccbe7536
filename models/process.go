package models

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
)

// A Process is one participatory process.
type Process struct {
	ID           string `gorm:"primaryKey"`
	Name         string
	Summary      string
	TimeZone     string // an IANA name
	Threshold    `gorm:"embedded"`
	Language     string // in which most is written, as ISO 639 has it
	OldLanguages string // the languages by whose words things may still be found, while it changes
	Currency     string // of what proposals would cost, as ISO 4217 has it
	Places       bool   // proposals may say where they would happen
	Example      bool
	CreatedAt    time.Time
}

// State is Example for the one to throw away, Live for the others.
func (p Process) State() access.State {
	if p.Example {
		return access.Example
	}
	return access.Live
}

// Location is the process's time zone.
func (p Process) Location() *time.Location {
	location, err := time.LoadLocation(p.TimeZone)
	if err != nil {
		return time.UTC
	}
	return location
}

// NewProcess stores a process. It returns Invalid if the time zone is unknown.
func NewProcess(tx *database.Tx, p Process) (Process, error) {
	if _, err := time.LoadLocation(p.TimeZone); err != nil || p.TimeZone == "" || p.TimeZone == "Local" {
		return Process{}, fault.Field("time_zone", "This time zone is unknown. It looks like Europe/Vienna.")
	}
	if p.Language == "" {
		p.Language = "en"
	}
	if p.Currency == "" {
		p.Currency = usualCurrency
	}
	if _, err := MoneyScale(p.Currency); err != nil {
		return Process{}, err
	}
	p.ID, p.CreatedAt = NewProcessID(p.Name), tx.Now()
	return p, database.Insert(tx, &p, "There is a process at this address already; please try again.")
}

// FindProcess returns the process with an id.
func FindProcess(q database.Query, id string) (Process, error) {
	return database.One[Process](q.Where(map[string]any{"id": id}), "process")
}

// ListProcesses returns the processes with the given ids, by id.
func ListProcesses(q database.Query, ids []string) (map[string]Process, error) {
	rows, err := database.Many[Process](q.Where("id IN ?", ids), "processes")
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Process, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, nil
}

// DeleteProcess removes a process and all that belongs to it.
func DeleteProcess(tx *database.Tx, id string) error {
	return tx.Where(map[string]any{"id": id}).Delete(&Process{}).Error
}

// ProcessFacts are what a line in a list says of a process.
type ProcessFacts struct {
	Phase   PhaseKind // the open one, or ""
	Members int
}

// ListProcessFacts returns the facts of the given processes, by id.
func ListProcessFacts(q database.Query, ids []string) (map[string]ProcessFacts, error) {
	type count struct {
		ProcessID string
		Members   int
	}
	counts, err := database.Many[count](q.Model(&Member{}).Select("process_id, count(*) AS members").
		Where("process_id IN ?", ids).Group("process_id"), "members")
	if err != nil {
		return nil, err
	}
	open, err := database.Many[Phase](q.Where(map[string]any{"state": PhaseOpen}).Where("process_id IN ?", ids), "phases")
	facts := make(map[string]ProcessFacts, len(ids))
	for _, c := range counts {
		facts[c.ProcessID] = ProcessFacts{Members: c.Members}
	}
	for _, phase := range open {
		fact := facts[phase.ProcessID]
		fact.Phase = phase.Kind
		facts[phase.ProcessID] = fact
	}
	return facts, err
}
