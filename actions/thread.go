package actions

import (
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A topic is something that people can talk about: a subject with what a letter
// says of it.
type topic struct {
	models.Subject
	title string // "" if it must not be told
	page  string // below the process's own
}

// topics are what there can be threads on. Each kind finds its own process, so
// that admit can let people in or not; what stands here not has no threads.
var topics = map[string]func(q database.Query, id string) (topic, error){
	"proposal": proposalTopic,
	"amendment": topicOf("amendment", "amendments/", func(a models.TextAmendment) string {
		return "An amendment to the " + textWord[a.Target]
	}),
	"question": questionTopic,
}

func topicOf[T models.Scoped](kind, folder string, title func(T) string) func(database.Query, string) (topic, error) {
	return func(q database.Query, id string) (topic, error) {
		record, process, err := models.WithScope[T](q, kind, id)
		return topic{
			Subject: models.Subject{ProcessID: process, Kind: kind, ID: id}, title: title(record), page: folder + id,
		}, err
	}
}

// proposalTopic leaves out what only its authors see: nobody is to learn of a draft by
// what is said about it.
func proposalTopic(q database.Query, id string) (topic, error) {
	p, process, err := models.WithScope[models.Proposal](q, "proposal", id)
	if err == nil && p.State == access.Private {
		err = fault.Gone("proposal")
	}
	return topic{Subject: models.Subject{ProcessID: process, Kind: "proposal", ID: id}, title: p.Title, page: "proposals/" + id}, err
}

// seenProposal returns NotFound for a proposal that is none of the process's, or
// is still a draft.
func seenProposal(q database.Query, process, id string) error {
	found, err := models.FindProposals(q, process, []string{id})
	if p, known := found[id]; err == nil && (!known || p.State == access.Private) {
		return fault.Gone("proposal")
	}
	return err
}

// findTopic returns what a kind and an id name.
func findTopic(q database.Query, kind, id string) (topic, error) {
	find, known := topics[kind]
	if !known {
		return topic{}, fault.Gone("thread")
	}
	return find(q, id)
}

// AtThread names what is talked about.
type AtThread struct {
	Kind    string `path:"kind" maxLength:"20" doc:"Of what is talked about: proposal, amendment, question"`
	Subject string `path:"subject" maxLength:"60"`
}

func (a AtThread) thread() AtThread { return a }

func findThread(q database.Query, at AtThread) (Found[topic], error) {
	found, err := findTopic(q, at.Kind, at.Subject)
	return Found[topic]{Object: found, What: "thread", Process: found.ProcessID}, err
}

func atThread[In interface{ thread() AtThread }](q database.Query, in In) (Found[topic], error) {
	return findThread(q, in.thread())
}

// A Thread is what there is to know of a discussion before one reads it.
type Thread struct {
	For      int           `json:"for"`
	Against  int           `json:"against"`
	Neutral  int           `json:"neutral"`
	Question int           `json:"question"`
	Replies  int           `json:"replies"`
	Summary  Summary       `json:"summary"`
	Can      []access.Verb `json:"can"`
}

// A Summary is what a thread comes to, in the words of a member.
type Summary struct {
	Text      string     `json:"text" doc:"Markdown, as it was written; empty if there is none"`
	HTML      string     `json:"html" doc:"Sanitised"`
	Version   int        `json:"version" doc:"0 if there is none"`
	Pinned    bool       `json:"pinned" doc:"It stands on top of the thread"`
	Reason    string     `json:"reason" doc:"Why it was taken off the top"`
	ChangedBy string     `json:"changed_by"`
	ChangedAt *time.Time `json:"changed_at,omitempty"`
}

func summaryView(row models.Summary, names map[string]string) Summary {
	if row.Version == 0 {
		return Summary{}
	}
	return Summary{
		Text: row.Text, HTML: text.HTML(row.Text), Version: row.Version, Pinned: !row.Unpinned, Reason: row.Reason,
		ChangedBy: names[row.MemberID], ChangedAt: &row.At,
	}
}

// ReadThread shows how many stand where in a thread, and its summary.
var ReadThread = Read[AtThread, topic, Thread]{
	Verb: access.ThreadRead,
	Find: findThread,
	Show: func(l *Look, _ AtThread, t topic) (Thread, error) { return l.thread(t) },
}

func (l *Look) thread(t topic) (Thread, error) {
	counts, err := models.CommentCounts(l.Query, t.Subject)
	if err != nil {
		return Thread{}, err
	}
	summary, err := models.FindSummary(l.Query, t.Subject)
	if err != nil {
		return Thread{}, err
	}
	names, err := l.names([]string{summary.MemberID})
	return Thread{
		For: counts[models.StanceFor], Against: counts[models.StanceAgainst], Neutral: counts[models.StanceNeutral],
		Question: counts[models.StanceQuestion], Replies: counts["reply"], Summary: summaryView(summary, names),
		Can: l.can("", nil, access.CommentMake, access.SummaryWrite, access.SummaryUnpin),
	}, err
}

// names returns the names of members of the process; none are asked for "".
func (l *Look) names(memberIDs []string) (map[string]string, error) {
	wanted := make([]string, 0, len(memberIDs))
	for _, id := range memberIDs {
		if id != "" {
			wanted = append(wanted, id)
		}
	}
	if len(wanted) == 0 {
		return map[string]string{}, nil
	}
	return models.Names(l.Query, l.Process, wanted)
}

// ListSummaries lists the versions of the summary of a thread, the newest first.
var ListSummaries = Read[AtThread, topic, List[Summary]]{
	Verb: access.SummaryList,
	Find: findThread,
	Show: func(l *Look, _ AtThread, t topic) (List[Summary], error) {
		rows, err := models.ListSummaries(l.Query, t.Subject)
		if err != nil {
			return List[Summary]{}, err
		}
		members := make([]string, len(rows))
		for i, row := range rows {
			members[i] = row.MemberID
		}
		names, err := l.names(members)
		return listed(rows, "", err, func(row models.Summary) Summary { return summaryView(row, names) })
	},
}

// NewSummary is the input of WriteSummary.
type NewSummary struct {
	AtThread
	Body struct {
		Text    string `json:"text" minLength:"1" maxLength:"5000" doc:"Markdown"`
		Version int    `json:"version" minimum:"0" doc:"The version that was read; 0 if there was none"`
	}
}

// WriteSummary writes the next version of the summary of a thread, and pins it.
var WriteSummary = Write[NewSummary, topic, Thread]{
	Verb: access.SummaryWrite,
	Find: atThread[NewSummary],
	Do: func(c *Call, in NewSummary, t topic) (Thread, error) {
		words := text.Block(in.Body.Text)
		if !text.Readable(words) {
			return Thread{}, fault.Field("text", "Please write what the discussion comes to.")
		}
		present, err := models.FindSummary(c.Query, t.Subject)
		if err != nil {
			return Thread{}, err
		}
		if present.Version != in.Body.Version {
			return Thread{}, models.Stale("summary")
		}
		c.About("summary", t.Kind+"/"+t.ID)
		c.Note("version %d", in.Body.Version+1)
		if _, err := models.AddSummary(c.Tx, models.Summary{
			ProcessID: t.ProcessID, SubjectKind: t.Kind, SubjectID: t.ID,
			Version: present.Version, MemberID: c.Member.ID, Text: words,
		}); err != nil {
			return Thread{}, err
		}
		return c.thread(t)
	},
}

// Unpinning is the input of UnpinSummary.
type Unpinning struct {
	AtThread
	Body struct {
		Reason  string `json:"reason" minLength:"1" maxLength:"500" doc:"Everybody can read it"`
		Version int    `json:"version" minimum:"1" doc:"The version that was read"`
	}
}

// UnpinSummary takes the summary off the top of a thread, until somebody writes
// the next version.
var UnpinSummary = Write[Unpinning, topic, Thread]{
	Verb: access.SummaryUnpin,
	Find: atThread[Unpinning],
	Do: func(c *Call, in Unpinning, t topic) (Thread, error) {
		reason, err := cleanReason(in.Body.Reason)
		if err != nil {
			return Thread{}, err
		}
		present, err := models.FindSummary(c.Query, t.Subject)
		if err != nil {
			return Thread{}, err
		}
		if present.Version != in.Body.Version {
			return Thread{}, models.Stale("summary")
		}
		c.About("summary", t.Kind+"/"+t.ID)
		if _, err := models.UnpinSummary(c.Tx, present, reason); err != nil {
			return Thread{}, err
		}
		return c.thread(t)
	},
}
