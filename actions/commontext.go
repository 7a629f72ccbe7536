package actions

import (
	"cmp"
	"strconv"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A CommonText is the present version of a text that a process holds in common:
// its purpose, or its working agreement.
type CommonText struct {
	Text       string        `json:"text" doc:"Markdown, as it was written"`
	HTML       string        `json:"html" doc:"Sanitised"`
	Version    int           `json:"version" doc:"0 if nobody has written it yet"`
	Reason     string        `json:"reason" doc:"Why it was written; may be empty"`
	ChangedAt  time.Time     `json:"changed_at"`
	ChangedBy  string        `json:"changed_by" doc:"Who wrote it, or accepted what was proposed"`
	ProposedBy string        `json:"proposed_by" doc:"Who proposed it; empty if it was written directly"`
	Open       int           `json:"open_amendments" doc:"Amendments on which nobody has decided"`
	Can        []access.Verb `json:"can"`
}

// ReadPurpose shows the common purpose.
var ReadPurpose = readText(access.PurposeRead, models.TargetPurpose)

// ChangePurpose writes the next version of the common purpose.
var ChangePurpose = changeText(access.PurposeEdit, models.TargetPurpose)

// ListPurposeVersions lists the versions of the common purpose, the latest first.
var ListPurposeVersions = listVersions(access.PurposeVersions, models.TargetPurpose)

// ChangeAgreement writes the next version of the working agreement.
var ChangeAgreement = changeText(access.AgreementEdit, models.TargetAgreement)

// ListAgreementVersions lists the versions of the working agreement, the latest
// first.
var ListAgreementVersions = listVersions(access.AgreementVersions, models.TargetAgreement)

// editing are the verbs by which texts are written directly.
var editing = map[string]access.Verb{
	models.TargetPurpose: access.PurposeEdit, models.TargetAgreement: access.AgreementEdit,
}

func (l *Look) commonText(row models.CommonText, names map[string]string, open int) CommonText {
	return CommonText{
		Text: row.Text, HTML: text.HTML(row.Text), Version: row.Version, Reason: row.Reason,
		ChangedAt: row.ChangedAt, ChangedBy: names[row.MemberID], ProposedBy: names[row.AuthorID], Open: open,
		Can: l.can("", nil, editing[row.Target], access.TextAmendMake),
	}
}

// presentText shows the present version of a text.
func (l *Look) presentText(process, target string) (CommonText, error) {
	row, err := models.FindCommonText(l.Query, process, target)
	if err != nil {
		return CommonText{}, err
	}
	names, err := models.Names(l.Query, process, []string{row.MemberID, row.AuthorID})
	if err != nil {
		return CommonText{}, err
	}
	open, err := models.CountOpenAmendments(l.Query, process)
	return l.commonText(row, names, open[target]), err
}

func readText(verb access.Verb, target string) Read[At, models.Process, CommonText] {
	return Read[At, models.Process, CommonText]{
		Verb: verb, Find: findProcess,
		Show: func(l *Look, _ At, p models.Process) (CommonText, error) { return l.presentText(p.ID, target) },
	}
}

// NewCommonText is the input of ChangePurpose and ChangeAgreement.
type NewCommonText struct {
	At
	Body struct {
		Text    string `json:"text" maxLength:"20000" doc:"Markdown"`
		Reason  string `json:"reason,omitempty" maxLength:"1000" doc:"Why; everybody who takes part can read it"`
		Version int    `json:"version" minimum:"0" doc:"The version that was read"`
	}
}

func changeText(verb access.Verb, target string) Write[NewCommonText, models.Process, CommonText] {
	return Write[NewCommonText, models.Process, CommonText]{
		Verb: verb, Find: inProcess[NewCommonText],
		Do: func(c *Call, in NewCommonText, p models.Process) (CommonText, error) {
			c.About(target, p.ID)
			err := c.writeText(models.CommonText{
				ProcessID: p.ID, Target: target, Text: text.Block(in.Body.Text), Reason: text.Block(in.Body.Reason), MemberID: c.Member.ID,
			}, in.Body.Version)
			if err != nil {
				return CommonText{}, err
			}
			return c.presentText(p.ID, target)
		},
	}
}

// writeText stores the version after the one that was read.
func (c *Call) writeText(fresh models.CommonText, read int) error {
	present, err := models.FindCommonText(c.Query, fresh.ProcessID, fresh.Target)
	if err != nil {
		return err
	}
	if present.Version != read {
		return models.Stale(textWord[fresh.Target])
	}
	_, err = models.AddCommonText(c.Tx, fresh, read)
	return err
}

// textWord is what people call a text.
var textWord = map[string]string{models.TargetPurpose: "purpose", models.TargetAgreement: "working agreement"}

// A TextVersion is one version of a text, with who wrote it, when and why.
type TextVersion struct {
	Version    int       `json:"version"`
	Text       string    `json:"text" doc:"Markdown, as it was written"`
	Reason     string    `json:"reason"`
	ChangedAt  time.Time `json:"changed_at"`
	ChangedBy  string    `json:"changed_by" doc:"Who wrote it, or accepted what was proposed"`
	ProposedBy string    `json:"proposed_by" doc:"Who proposed it; empty if it was written directly"`
	Amendment  string    `json:"amendment" doc:"The amendment that became this version; empty if it was written directly"`
	Edited     bool      `json:"edited" doc:"It was accepted in other words than it was proposed"`
	Accepted   int       `json:"accepted" doc:"How many accepted this version of the working agreement"`
}

// Versions is the input of the lists of versions.
type Versions struct {
	At
	Paged
}

// before is the version before which a page of versions begins; 0 is the present.
func (p Paged) before() (int, error) {
	before, err := strconv.Atoi(cmp.Or(p.After, "0"))
	if err != nil || before < 0 {
		return 0, fault.Field("after", "This is not the next of a page before.")
	}
	return before, nil
}

func listVersions(verb access.Verb, target string) Read[Versions, models.Process, List[TextVersion]] {
	return Read[Versions, models.Process, List[TextVersion]]{
		Verb: verb, Find: inProcess[Versions],
		Show: func(l *Look, in Versions, p models.Process) (List[TextVersion], error) {
			before, err := in.before()
			if err != nil {
				return List[TextVersion]{}, err
			}
			rows, more, err := models.ListCommonTexts(l.Query, p.ID, target, before, in.Limit)
			if err != nil {
				return List[TextVersion]{}, err
			}
			next := ""
			if more {
				next = strconv.Itoa(rows[len(rows)-1].Version)
			}
			items, err := l.versions(p.ID, rows)
			return List[TextVersion]{Items: items, Next: next}, err
		},
	}
}

func (l *Look) versions(process string, rows []models.CommonText) ([]TextVersion, error) {
	var people []string
	for _, row := range rows {
		people = append(people, row.MemberID, row.AuthorID)
	}
	names, err := models.Names(l.Query, process, people)
	if err != nil {
		return nil, err
	}
	accepted, err := models.CountAcceptances(l.Query, process)
	items := make([]TextVersion, len(rows))
	for i, row := range rows {
		items[i] = TextVersion{
			Version: row.Version, Text: row.Text, Reason: row.Reason, ChangedAt: row.ChangedAt, ChangedBy: names[row.MemberID],
			ProposedBy: names[row.AuthorID], Amendment: row.AmendmentID, Edited: row.Edited,
		}
		if row.Target == models.TargetAgreement {
			items[i].Accepted = accepted[row.Version]
		}
	}
	return items, err
}
