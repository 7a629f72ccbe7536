package actions

import (
	"strings"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/text"
	"github.com/folkmoot/folkmoot/models"
)

// A Link is an address that belongs to a proposal, beside its files.
type Link struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Address string `json:"address"`
	Host    string `json:"host" doc:"To whom it leads, to be shown beside the title"`
}

func linkOf(row models.Link) Link {
	_, host, _ := text.Address(row.Address) // it was good when it was stored
	return Link{ID: row.ID, Title: row.Title, Address: row.Address, Host: host}
}

// Linking is the input of AddLink.
type Linking struct {
	AtProposal
	Body struct {
		Title   string `json:"title" minLength:"1" maxLength:"160" doc:"What is there"`
		Address string `json:"address" minLength:"1" maxLength:"2000" doc:"With https or http"`
	}
}

// AddLink adds an address to a proposal. Nothing asks that address for anything.
var AddLink = Write[Linking, authored, Attachments]{
	Verb: access.LinkAdd,
	Find: func(q database.Query, in Linking) (Found[authored], error) { return findAuthored(q, in.AtProposal) },
	Do: func(c *Call, in Linking, p authored) (Attachments, error) {
		title := text.Line(in.Body.Title)
		if !text.Readable(title) {
			return Attachments{}, fault.Field("title", "Say in a few words what is there.")
		}
		address, _, wrong := text.Address(in.Body.Address)
		if wrong != "" {
			return Attachments{}, fault.Field("address", "%s", wrong)
		}
		c.aboutProposal(p.Proposal)
		link := models.Link{ProcessID: p.ProcessID, ProposalID: p.ID, MemberID: c.Member.ID, Title: title, Address: address}
		if _, err := models.AddLink(c.Tx, link); err != nil {
			return Attachments{}, err
		}
		return c.attachments(p)
	},
}

// AtLink names a link of a proposal.
type AtLink struct {
	AtProposal
	Link string `path:"link" maxLength:"60"`
}

// RemoveLink takes a link off a proposal.
var RemoveLink = Write[AtLink, models.Proposal, Accepted]{
	Verb: access.LinkRemove,
	Find: atProposal[AtLink],
	Do: func(c *Call, in AtLink, p models.Proposal) (Accepted, error) {
		link, err := models.FindLink(c.Query, p, in.Link)
		if err != nil {
			return Accepted{}, err
		}
		c.aboutProposal(p)
		return Accepted{}, models.RemoveLink(c.Tx, link)
	},
}

// An ExportedLink is one as it stands in a file.
type ExportedLink struct {
	Title   string `json:"title"`
	Address string `json:"address"`
}

func exportedLinks(rows []models.Link) []ExportedLink {
	links := make([]ExportedLink, len(rows))
	for i, row := range rows {
		links[i] = ExportedLink{Title: row.Title, Address: row.Address}
	}
	return links
}

// linksIn writes links into one cell, each on a line of its own.
func linksIn(links []ExportedLink) string {
	lines := make([]string, len(links))
	for i, link := range links {
		lines[i] = link.Title + ": " + link.Address
	}
	return strings.Join(lines, "\n")
}
