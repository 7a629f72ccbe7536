package actions

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
	"github.com/folkmoot/folkmoot/models"
)

func cursorBehind(reply models.Comment) string { return strconv.Itoa(reply.Place) }

// tellMentioned writes to those who are mentioned in a thread, or leaves it for
// later if they had a letter about it within the hour. Nobody is told what they
// wrote themselves.
func (c *Call) tellMentioned(t topic, members []string) error {
	for _, member := range members {
		if member == c.Member.ID {
			continue
		}
		letter, what, err := models.NoteMention(c.Tx, t.Subject, member)
		if err != nil {
			return err
		}
		switch what {
		case models.TellNow:
			err = c.mailMember(t.ProcessID, mentionMail(t, c.Service.BaseURL), member)
		case models.TellLater:
			err = c.Service.Jobs.Later(c.Context, c.Tx, Task{
				Deed: DeedTellMention, ID: letter.ID, Note: t.ProcessID, At: letter.ToldAt.Add(models.MentionPause),
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// AtLetter names a letter that waits.
type AtLetter struct {
	Process string
	Letter  string
}

// TellMention writes to somebody who was mentioned again since the last letter.
var TellMention = Write[AtLetter, models.MentionLetter, Accepted]{
	Verb: access.MentionTell,
	Find: func(q database.Query, at AtLetter) (Found[models.MentionLetter], error) {
		letter, err := models.FindMentionLetter(q, at.Process, at.Letter)
		return Found[models.MentionLetter]{Object: letter, What: "letter", Process: letter.ProcessID}, err
	},
	Do: func(c *Call, _ AtLetter, letter models.MentionLetter) (Accepted, error) {
		if !letter.Waiting {
			return Accepted{}, fault.New(fault.Closed, "This letter was written.")
		}
		due := letter.ToldAt.Add(models.MentionPause)
		if err := c.isTime(&due); err != nil {
			return Accepted{}, err
		}
		c.quiet = true // the letter tells of deeds that have their entries
		if err := models.TellMention(c.Tx, letter); err != nil {
			return Accepted{}, err
		}
		t, err := findTopic(c.Query, letter.SubjectKind, letter.SubjectID)
		if err != nil {
			return Accepted{}, err
		}
		return Accepted{}, c.mailMember(t.ProcessID, mentionMail(t, c.Service.BaseURL), letter.MemberID)
	},
}

// mentionMail has no words of what was written: they may be changed, or hidden,
// before it is read.
func mentionMail(t topic, base string) mail.Message {
	about := "a discussion"
	if t.title != "" {
		about = "the discussion of\n\n    “" + t.title + "”\n"
	}
	return mail.Message{
		Subject: "Somebody mentioned you",
		Text: fmt.Sprintf(`Hello,

you are mentioned in %s
Read it here, and answer if you like:

    %s

You get at most one letter an hour about one discussion.
`, strings.TrimSuffix(about, "\n")+"\n", pageAddress(base, t.ProcessID, t.page)),
	}
}

// pageAddress is where a page of a process is.
func pageAddress(base, process, page string) string {
	return base + "/processes/" + process + "/" + page
}
