package handlers_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"mime/multipart"

	"github.com/folkmoot/folkmoot/access"
	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/files"
	"github.com/folkmoot/folkmoot/internal/testkit"
	"github.com/folkmoot/folkmoot/models"
)

// findingBody is a good body for what finds proposals, for what brings many, and for
// what is attached to one.
func (s *scene) findingBody(w *server, c cell) any {
	type object = map[string]any
	switch c.route.Verb {
	case access.ProposalSimilar:
		return object{"title": "A title", "text": "A text", "except": "none"}
	case access.ProposalPreview:
		return object{"text": "title\tminutes\nA bench\t20"}
	case access.AttachmentAdd:
		return form(drawn(), "a.png", "A square")
	case access.AttachmentRead:
		if a, known := s.attached[c.state]; known { // bytes do not come with the copy of the database
			if err := w.Service.Files.Put(context.Background(), a.File, drawn()); err != nil {
				w.T.Fatal(err)
			}
		}
		return nil
	default:
		return object{"proposals": []object{{"kind": "agenda_item", "title": "A bench", "minutes": 20}}}
	}
}

// A formBody is sent as it is, and not as JSON.
type formBody []byte

const (
	boundary = "folkmoot-folkmoot-folkmoot"
	formType = "multipart/form-data; boundary=" + boundary
)

func form(content []byte, name, caption string) formBody {
	var out bytes.Buffer
	writer := multipart.NewWriter(&out)
	_ = writer.SetBoundary(boundary)
	part, _ := writer.CreateFormFile("file", name)
	_, _ = part.Write(content)
	_ = writer.WriteField("caption", caption)
	_ = writer.Close()
	return out.Bytes()
}

func drawn() []byte {
	var out bytes.Buffer
	_ = png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 4, 4)))
	return out.Bytes()
}

// fillAttachments gives each proposal of the scene one.
func (s *scene) fillAttachments(w *testkit.World, process actions.Process) {
	s.attached = map[access.State]models.Attachment{}
	err := w.Service.DB.Write(context.Background(), w.Clock.Now(), func(tx *database.Tx) error {
		for state, id := range s.proposals {
			found, err := models.FindProposals(tx.Query, process.ID, []string{id})
			if err != nil {
				return err
			}
			s.attached[state], err = models.AddAttachment(tx, models.Attachment{
				ProcessID: process.ID, ProposalID: id, MemberID: found[id].MemberID, Kind: files.PNG, Caption: "A square", File: models.NewToken(),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.T.Fatal(err)
	}
}
