package export

import (
	"strconv"

	"github.com/folkmoot/folkmoot/internal/text"
)

// titleSizes are tried one after the other until the title has few enough lines.
var titleSizes = []float64{34, 29, 24, 20}

const (
	titleLines   = 3
	newsWidth    = 0.86 // of the page: a line that the eye can follow
	slotSpace    = 13
	hairline     = 0.7
	tallLetters  = 0.25 // of the size: the empty part of a line above its letters
	sectionSpace = 22
)

func (p *poster) head() {
	var b block
	if p.a.Cancelled {
		height := 34.0
		p.box(&b, 0, 0, p.inner(), height, inkPrint)
		b.height = (height - 17*looseLeading) / 2
		p.write(&b, column{14, p.inner() - 28}, "P", "", looseLeading, words{cancelled, style{sansBold, 17, whitePrint}})
		b.height = height + 18
	}
	p.write(&b, p.whole(), "P", "", looseLeading, words{p.a.ProcessName, style{sans, 12, quietPrint}})
	b.height += 3
	p.title(&b)
	b.height += 9
	p.when(&b)
	if purpose := text.Excerpt(p.a.Purpose, purposeRunes); purpose != "" {
		b.height += 9
		p.write(&b, column{0, p.inner() * newsWidth}, "P", "", looseLeading, words{purpose, style{serif, 11.5, quietPrint}})
	}
	b.height += 16
	p.bar(&b)
	b.height += 10
	p.place(b)
}

func (p *poster) title(b *block) {
	for i, size := range titleSizes {
		title := words{p.a.Title, style{serifBold, size, inkPrint}}
		if i == len(titleSizes)-1 || len(p.t.set(p.inner(), 0, title)) <= titleLines {
			p.write(b, p.whole(), "H1", "", tightLeading, title)
			return
		}
	}
}

func (p *poster) when(b *block) {
	large, strong, quiet := style{sans, 15, inkPrint}, style{sansBold, 15, inkPrint}, style{sans, 11, quietPrint}
	end := p.a.clock(p.a.EndsAt)
	if !p.a.sameDay(p.a.StartsAt, p.a.EndsAt) {
		end = p.a.day(p.a.EndsAt) + ", " + end
	}
	p.write(b, p.whole(), "P", "", looseLeading, words{p.a.day(p.a.StartsAt) + ", ", large},
		words{p.a.clock(p.a.StartsAt) + " – " + end + " ", strong}, words{" " + p.a.zone(), quiet})
	place := style{sans, 13, inkPrint}
	p.write(b, p.whole(), "P", "", looseLeading, words{p.a.Place, place})
	if link := line(p.a.Link); link != "" {
		p.write(b, p.whole(), "P", link, looseLeading, words{"From afar: ", style{sans, 13, quietPrint}}, words{link, place})
	}
}

// bar is the meeting as a line of time.
func (p *poster) bar(b *block) {
	total := float64(minutes(p.a.StartsAt, p.a.EndsAt))
	if len(p.a.Slots) == 0 || total <= 0 {
		return
	}
	const gap = 1.2
	for i := range len(p.a.Slots) + 1 { // free time shows as a thin line
		from, n := p.a.free(i)
		p.box(b, float64(minutes(p.a.StartsAt, from))/total*p.inner(), b.height+barHeight/2, float64(n)/total*p.inner(), hairline, rulePrint)
	}
	for _, s := range p.a.Slots {
		x := float64(minutes(p.a.StartsAt, s.StartsAt)) / total * p.inner()
		width := float64(minutes(s.StartsAt, s.EndsAt)) / total * p.inner()
		if width > 0 {
			p.box(b, x, b.height, max(width-gap, width/2), barHeight, tint(s.Kind))
		}
	}
	b.height += barHeight
}

// row begins a block of the list: a line above, the time beside the words. It
// returns the block and how to end it.
func (p *poster) row(start, end string, size float64, quiet bool) (b *block, done func()) {
	b = &block{}
	p.box(b, 0, 0, p.inner(), hairline, rulePrint)
	b.height = slotSpace - size*tallLetters
	from := b.height
	clock, face := inkPrint, sansBold
	if quiet {
		clock, face = quietPrint, sans
	}
	p.write(b, p.times(), "P", "", tightLeading, words{start, style{face, size, clock}})
	if end != "" {
		p.write(b, p.times(), "P", "", tightLeading, words{"– " + end, style{sans, 12, quietPrint}})
	}
	below := b.height
	b.height = from
	return b, func() {
		b.height = max(b.height, below) + slotSpace - 3
		p.place(*b)
	}
}

func (p *poster) slot(s Slot) {
	if s.Kind == Break {
		p.quietRow(p.a.clock(s.StartsAt), line(s.Title), plural(s.Minutes, "minute", "minutes"))
		return
	}
	b, done := p.row(p.a.clock(s.StartsAt), p.a.clock(s.EndsAt), 27, s.Kind == "")
	c := p.words()
	titleFace := serifBold
	if s.Kind == "" {
		titleFace = serif
	}
	b.height += onBaseline(27, 17)
	p.write(b, c, "H2", "", tightLeading, words{s.Title, style{titleFace, 17, inkPrint}})
	b.height += 2
	p.facts(b, s)
	if question := line(s.Question); question != "" {
		b.height += 4
		p.write(b, c, "P", "", looseLeading, words{"To decide: ", style{sans, 12.5, quietPrint}}, words{question, style{sansBold, 12.5, inkPrint}})
	}
	p.people(b, s)
	p.parts(b, s)
	p.reasons(b, s)
	p.papers(b, s)
	done()
}

// facts are the minutes, and the kind with its shape.
func (p *poster) facts(b *block, s Slot) {
	c, plain := p.words(), style{sansBold, 11.5, inkPrint}
	length := words{plural(s.Minutes, "minute", "minutes"), plain}
	kind := kindWords(s.Kind)
	if kind == "" {
		p.write(b, c, "P", "", looseLeading, length)
		return
	}
	top := b.height
	width := p.t.set(c.width, 1, length)[0].width
	p.write(b, c, "P", "", looseLeading, length)
	bottom := b.height
	b.height = top
	p.write(b, column{c.x + width + 29, c.width - width - 29}, "P", "", looseLeading, words{kind, style{sans, 11.5, inkPrint}})
	b.height = bottom
	p.mark(b, c.x+width+16, top+11.5*looseLeading/2, s.Kind)
}

// mark is the shape of a kind: a bar, a diamond or an open square.
func (p *poster) mark(b *block, x, middle float64, kind string) {
	switch kind {
	case SymbolicChange:
		const r = 4.6
		left := p.start(x, 2*r)
		b.pieces = append(b.pieces, piece{y: middle - r, height: 2 * r, ink: tint(kind), shape: []point{
			{left, middle}, {left + r, middle - r}, {left + 2*r, middle}, {left + r, middle + r}}})
	case Fixed:
		p.box(b, x, middle-3.6, 7.2, 7.2, tint(kind))
		p.box(b, x+1.6, middle-2, 4, 4, whitePrint)
	default:
		p.box(b, x, middle-2.8, 8.4, 5.6, tint(kind))
	}
}

func (p *poster) people(b *block, s Slot) {
	plain, quiet := style{sans, 11.5, inkPrint}, style{sans, 11.5, quietPrint}
	facilitator := line(s.Facilitator)
	said := speakers("With ", s.Speakers, quiet, plain)
	if len(said) > 0 && facilitator != "" {
		said = append(said, words{" · ", quiet})
	}
	if facilitator != "" {
		said = append(said, words{"Facilitated by ", quiet}, words{facilitator, plain})
	}
	p.write(b, p.words(), "P", "", looseLeading, said...)
}

// speakers are names behind a word of ours; each keeps its direction to itself.
func speakers(before string, people []string, ours, theirs style) []words {
	var said []words
	for _, name := range lines(people) {
		said = append(said, words{before, ours}, words{name, theirs})
		before = ", "
	}
	return said
}

func (p *poster) parts(b *block, s Slot) {
	plain, quiet := style{sans, 11.5, inkPrint}, style{sans, 11.5, quietPrint}
	const clock = 40
	c := p.words()
	for i, part := range s.Parts {
		if i == 0 {
			b.height += 3
		}
		top := b.height
		p.write(b, column{c.x, clock}, "P", "", looseLeading, words{p.a.clock(part.StartsAt), quiet})
		b.height = top
		said := []words{{line(part.Title) + " ", plain}, {plural(part.Minutes, "minute", "minutes"), quiet}}
		said = append(said, speakers(" · ", part.Speakers, quiet, quiet)...)
		p.write(b, column{c.x + clock, c.width - clock}, "P", "", looseLeading, said...)
		if question := line(part.Question); question != "" {
			p.write(b, column{c.x + clock, c.width - clock}, "P", "", looseLeading,
				words{"To decide: ", quiet}, words{question, style{sansBold, 11.5, inkPrint}})
		}
	}
}

func (p *poster) reasons(b *block, s Slot) {
	quiet := style{sans, 10.5, quietPrint}
	for _, said := range [][]words{
		{{line(s.Reason), quiet}},
		{{"Here the organisers depart from the outcome. ", style{sansBold, 10.5, inkPrint}}, {line(s.Departure), quiet}},
	} {
		if said[len(said)-1].text != "" {
			b.height += 3
			p.write(b, p.words(), "P", "", looseLeading, said...)
		}
	}
}

func (p *poster) papers(b *block, s Slot) {
	for i, paper := range s.Papers {
		if i == 0 {
			b.height += 3
		}
		quiet := style{sans, 10.5, quietPrint}
		p.write(b, p.words(), "P", paper.URL, looseLeading, words{"Paper: ", quiet},
			words{line(paper.Title) + " ", style{sans, 10.5, inkPrint}}, words{webLink(paper.URL), quiet})
	}
}

// quietRow is a stretch of time in one line: a break, or nothing at all.
func (p *poster) quietRow(clock, title, length string) {
	b, done := p.row(clock, "", 16, true)
	size := 14.0
	if title == "" {
		size = 11
	}
	if title != "" && length != "" {
		title += " · "
	}
	b.height += onBaseline(16, size)
	p.write(b, p.words(), "P", "", tightLeading, words{title, style{serif, size, quietPrint}}, words{length, style{sans, 11, quietPrint}})
	done()
}

// onBaseline is how much lower a line of the smaller size begins to stand on the
// base line of one of the larger size beside it.
func onBaseline(larger, smaller float64) float64 {
	return (larger - smaller) * (tightLeading/2 + baseline)
}

func (p *poster) free(i int) {
	if from, n := p.a.free(i); n > 0 {
		p.quietRow(p.a.clock(from), "", plural(n, "minute", "minutes")+" free")
	}
}

func (p *poster) day(i int) {
	var b block
	b.height = 10
	p.write(&b, p.whole(), "H2", "", looseLeading, words{p.a.day(p.a.Slots[i].StartsAt), style{sansBold, 13, inkPrint}})
	b.height += 4
	p.place(b)
}

func (p *poster) end() {
	if len(p.a.Slots) == 0 {
		var b block
		b.height = 14
		p.write(&b, p.whole(), "P", "", looseLeading, words{"Nothing is on this agenda yet.", style{serif, 15, quietPrint}})
		p.place(b)
		return
	}
	p.quietRow(p.a.clock(p.a.EndsAt), "End", "")
}

func (p *poster) left() {
	for i, l := range p.a.Left {
		var b block
		if i == 0 {
			b.height = sectionSpace
			p.write(&b, p.whole(), "H2", "", tightLeading, words{"What did not fit", style{serifBold, 17, inkPrint}})
			b.height += 6
		}
		p.write(&b, p.whole(), "P", "", looseLeading, words{l.Title, style{serif, 12.5, inkPrint}})
		p.write(&b, p.whole(), "P", "", looseLeading, words{l.Reason, style{sans, 10.5, quietPrint}})
		b.height += 6
		p.place(b)
	}
}

// about says what is new, how it came about and who published it.
func (p *poster) about() {
	p.rtl = false // these words are ours, and English
	plain, strong := style{sans, 10.5, quietPrint}, style{sansBold, 10.5, inkPrint}
	p.y += sectionSpace
	say := func(label, said, link string) {
		if said = line(said); said != "" {
			var b block
			p.write(&b, column{0, p.inner() * newsWidth}, "P", link, looseLeading, words{label, strong}, words{said, plain})
			b.height += 4
			p.place(b)
		}
	}
	say("What is new. ", p.a.Note, "")
	for _, change := range lines(p.a.Changes) {
		say("", "· "+change, "")
	}
	say("How this was chosen. ", p.a.Method, "")
	say("Why in this order. ", p.a.OrderReason, "")
	say("Check it yourself: ", webLink(p.a.CheckURL), p.a.CheckURL)
	say("", "Version "+strconv.Itoa(p.a.Version)+", "+p.a.published()+".", "")
}
