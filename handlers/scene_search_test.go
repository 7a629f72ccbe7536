package handlers_test

import "github.com/folkmoot/folkmoot/access"

// findingBody is a good body for what finds proposals, and for what brings many.
func findingBody(c cell) any {
	type object = map[string]any
	switch c.route.Verb {
	case access.ProposalSimilar:
		return object{"title": "A title", "text": "A text", "except": "none"}
	case access.ProposalPreview:
		return object{"text": "title\tminutes\nA bench\t20"}
	default:
		return object{"proposals": []object{{"kind": "agenda_item", "title": "A bench", "minutes": 20}}}
	}
}
