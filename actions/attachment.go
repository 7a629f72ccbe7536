package actions

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/files"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// An Attachment is a picture or a PDF that belongs to a proposal.
type Attachment struct {
	ID      string `json:"id"`
	Kind    string `json:"kind" enum:"image/jpeg,image/png,application/pdf"`
	Name    string `json:"name" doc:"That its file had"`
	Caption string `json:"caption" doc:"What a picture shows, for those who do not see it"`
	Size    int    `json:"size" doc:"In bytes"`
	Width   int    `json:"width" doc:"Of a picture, in points"`
	Height  int    `json:"height"`
}

// Attachments are those of a proposal, the first first.
type Attachments struct {
	Items []Attachment  `json:"items"`
	Links []Link        `json:"links"`
	Can   []access.Verb `json:"can"`
}

func (l *Look) attachments(p authored) (Attachments, error) {
	view := Attachments{Items: []Attachment{}, Links: []Link{}}
	rows, links, err := models.ListBeside(l.Query, p.ProcessID, p.ID)
	if err != nil {
		return view, err
	}
	for _, row := range rows {
		view.Items = append(view.Items, Attachment{
			ID: row.ID, Kind: row.Kind, Name: row.Name, Caption: row.Caption, Size: row.Size, Width: row.Width, Height: row.Height,
		})
	}
	for _, row := range links {
		view.Links = append(view.Links, linkOf(row))
	}
	view.Can = l.can(p.State, p.Authors(p.coauthors), access.AttachmentAdd, access.AttachmentRemove, access.LinkAdd, access.LinkRemove)
	return view, nil
}

// ListAttachments lists what is attached to a proposal.
var ListAttachments = Read[AtProposal, authored, Attachments]{
	Verb: access.AttachmentList,
	Find: findAuthored,
	Show: func(l *Look, _ AtProposal, p authored) (Attachments, error) { return l.attachments(p) },
}

// AtAttachment names an attachment of a proposal.
type AtAttachment struct {
	AtProposal
	Attachment string `path:"attachment" maxLength:"60"`
}

// A File is the bytes of an attachment.
type File struct {
	Kind    string
	Name    string // a safe one, with the ending of its kind
	Content []byte
}

// ReadAttachment reads the bytes of an attachment, as whoever may read the proposal.
var ReadAttachment = Read[AtAttachment, models.Proposal, File]{
	Verb: access.AttachmentRead,
	Find: atProposal[AtAttachment],
	Show: func(l *Look, in AtAttachment, p models.Proposal) (File, error) {
		a, err := models.FindAttachment(l.Query, p, in.Attachment)
		if err != nil {
			return File{}, err
		}
		content, err := l.Service.Files.Get(l.Context, a.File)
		return File{Kind: a.Kind, Name: "attachment." + endings[a.Kind], Content: content}, err
	},
}

var endings = map[string]string{files.JPEG: "jpg", files.PNG: "png", files.PDF: "pdf"}

// Attaching is the input of Attach.
type Attaching struct {
	AtProposal
	Caption string
	Name    string
	Sum     string // of the bytes that were sent: the same again is a repetition

	content []byte
	kept    models.Attachment
}

// NewAttaching is what somebody sends.
func NewAttaching(proposal, name, caption string, content []byte) Attaching {
	sum := sha256.Sum256(content)
	return Attaching{
		AtProposal: AtProposal{Proposal: proposal}, Name: name, Caption: caption, Sum: hex.EncodeToString(sum[:]), content: content,
	}
}

// mayAttach asks whether somebody may, before their picture is looked at: that takes
// time, and the transaction of a write has none to give. Whether there is a place left
// is asked later: what was attached and is sent again has its own.
var mayAttach = Read[Attaching, models.Proposal, struct{}]{
	Verb: access.AttachmentAdd,
	Find: atProposal[Attaching],
	Show: func(*Look, Attaching, models.Proposal) (struct{}, error) { return struct{}{}, nil },
}

// AddAttachment joins bytes that are kept already to a proposal. Attach does all of
// it.
var AddAttachment = Write[Attaching, authored, Attachments]{
	Verb: access.AttachmentAdd,
	Find: func(q database.Query, in Attaching) (Found[authored], error) { return findAuthored(q, in.AtProposal) },
	Do: func(c *Call, in Attaching, p authored) (Attachments, error) {
		in.kept.ProcessID, in.kept.ProposalID, in.kept.MemberID = p.ProcessID, p.ID, c.Member.ID
		c.aboutProposal(p.Proposal)
		c.Note("%s, %d bytes", in.kept.Kind, in.kept.Size)
		if _, err := models.AddAttachment(c.Tx, in.kept); err != nil {
			return Attachments{}, err
		}
		return c.attachments(p)
	},
}

const longestName = 100

// Attach looks at a file that somebody sent, keeps what may be kept of it, and joins
// it to a proposal. If anything fails on the way, the bytes belong to nothing, and
// are taken away by Tidy.
func Attach(ctx context.Context, s *Service, actor Actor, in Attaching, key string) (Attachments, error) {
	if _, err := View(ctx, s, actor, mayAttach, in); err != nil {
		return Attachments{}, err
	}
	in.Caption = text.Line(in.Caption)
	prepared, err := files.Prepare(ctx, in.content)
	switch {
	case err != nil:
		return Attachments{}, err
	case prepared.Kind != files.PDF && in.Caption == "":
		return Attachments{}, fault.Field("caption", "What does the picture show? Not everybody can see it.")
	}
	in.kept = models.Attachment{
		Kind: prepared.Kind, Name: text.Excerpt(strings.ReplaceAll(text.Line(in.Name), "/", " "), longestName), Caption: in.Caption,
		File: models.NewToken(), Size: len(prepared.Content), Width: prepared.Width, Height: prepared.Height,
	}
	if err := s.Files.Put(ctx, in.kept.File, prepared.Content); err != nil {
		return Attachments{}, err
	}
	return Run(ctx, s, actor, AddAttachment, in, key)
}

// RemoveAttachment takes an attachment off a proposal.
var RemoveAttachment = Write[AtAttachment, models.Proposal, Accepted]{
	Verb: access.AttachmentRemove,
	Find: atProposal[AtAttachment],
	Do: func(c *Call, in AtAttachment, p models.Proposal) (Accepted, error) {
		a, err := models.FindAttachment(c.Query, p, in.Attachment)
		if err != nil {
			return Accepted{}, err
		}
		c.aboutProposal(p)
		c.Note("%s, %d bytes", a.Kind, a.Size)
		c.Tx.After(func() { _ = c.Service.Files.Delete(context.WithoutCancel(c.Context), a.File) }) // what fails here is tidied later
		return Accepted{}, models.RemoveAttachment(c.Tx, a)
	},
}

const (
	unclaimed  = 24 * time.Hour // after which a file that belongs to nothing goes
	tidyAtOnce = 500
)

// tidy takes away the files that belong to nothing any more: whose proposal is gone,
// that were taken off, or whose upload did not come to its end.
func (s *Service) tidy(ctx context.Context) error {
	if s.Files == nil {
		return nil
	}
	var old []string
	look := func() error {
		err := s.forget(ctx, old)
		old = old[:0]
		return err
	}
	err := s.Files.Each(ctx, func(name string, put time.Time) error {
		if put.After(s.Clock.Now().Add(-unclaimed)) {
			return nil
		}
		if old = append(old, name); len(old) < tidyAtOnce {
			return nil
		}
		return look()
	})
	if err != nil {
		return err
	}
	return look()
}

// forget takes away those of some files that belong to nothing.
func (s *Service) forget(ctx context.Context, names []string) error {
	if len(names) == 0 {
		return nil
	}
	var known map[string]bool
	err := s.DB.Read(ctx, func(q database.Query) (err error) {
		known, err = models.KnownFiles(q, names)
		return err
	})
	for _, name := range names {
		if err == nil && !known[name] {
			err = s.Files.Delete(ctx, name)
		}
	}
	return err
}
