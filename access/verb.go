package access

// A Verb names a use case as thing.deed.
type Verb string

// The verbs of signing in and of one's own account.
const (
	SessionRead    Verb = "session.read"
	SessionCode    Verb = "session.code"
	SessionStart   Verb = "session.start"
	SessionFirst   Verb = "session.first"
	SessionRefresh Verb = "session.refresh"
	SessionEnd     Verb = "session.end"
	MeRead         Verb = "me.read"
	MeEdit         Verb = "me.edit"
)

// The verbs of processes, their phases and people.
const (
	ProcessList        Verb = "process.list"
	ProcessMake        Verb = "process.make"
	ProcessExample     Verb = "process.example"
	ProcessImport      Verb = "process.import" // by a command only
	ProcessRead        Verb = "process.read"
	ProcessHome        Verb = "process.home"
	ProcessLanguage    Verb = "process.language" // in which most is written
	ProcessDelete      Verb = "process.delete"
	ProcessMoney       Verb = "process.money"  // the currency of its estimates
	ProcessPlaces      Verb = "process.places" // whether proposals have a place
	PurposeRead        Verb = "purpose.read"
	PurposeEdit        Verb = "purpose.edit"
	PhaseList          Verb = "phase.list"
	PhaseDate          Verb = "phase.date"
	PhaseMove          Verb = "phase.move"
	MemberList         Verb = "member.list"
	MemberRole         Verb = "member.role"
	MemberReviewer     Verb = "member.reviewer" // named to review proposals
	InvitationList     Verb = "invitation.list"
	InvitationMake     Verb = "invitation.make"
	InvitationWithdraw Verb = "invitation.withdraw"
	InvitationPreview  Verb = "invitation.preview"
	InvitationAccept   Verb = "invitation.accept"
	EventsFollow       Verb = "events.follow"
)

// The verbs of what a process holds in common: partners with their purposes,
// amendments, the working agreement and its guidelines.
const (
	PurposeVersions   Verb = "purpose.versions"
	AgreementRead     Verb = "agreement.read"
	AgreementEdit     Verb = "agreement.edit"
	AgreementVersions Verb = "agreement.versions"
	AgreementAccept   Verb = "agreement.accept"
	AgreementTakeBack Verb = "agreement.take-back"
	TextAmendments    Verb = "amendment.list"
	TextAmendRead     Verb = "amendment.read"
	TextAmendMake     Verb = "amendment.make"
	TextAmendReword   Verb = "amendment.reword"
	TextAmendBack     Verb = "amendment.back" // or say that one can live with it, or a concern
	TextAmendAccept   Verb = "amendment.accept"
	TextAmendReject   Verb = "amendment.reject"
	TextAmendWithdraw Verb = "amendment.withdraw"
	PartnerList       Verb = "partner.list"
	PartnerRead       Verb = "partner.read"
	PartnerMake       Verb = "partner.make"
	PartnerEdit       Verb = "partner.edit"
	PartnerWrite      Verb = "partner.write" // its own purpose
	PartnerVersions   Verb = "partner.versions"
	PartnerJoin       Verb = "partner.join"
	PartnerSeat       Verb = "partner.seat" // somebody else
	PartnerRemove     Verb = "partner.remove"
	OverlapRead       Verb = "overlap.read"
	GuidelineList     Verb = "guideline.list"
	GuidelineMake     Verb = "guideline.make"
	GuidelineEdit     Verb = "guideline.edit"
	FlagList          Verb = "flag.list"
	FlagRaise         Verb = "flag.raise"
	FlagAnswer        Verb = "flag.answer"
	FlagSettle        Verb = "flag.settle" // as an organiser
)

// The verbs of proposals.
const (
	ProposalList     Verb = "proposal.list"
	ProposalRead     Verb = "proposal.read"
	ProposalLineage  Verb = "proposal.lineage"
	ProposalPlaces   Verb = "proposal.places" // of all proposals, as a map shows them
	ProposalMake     Verb = "proposal.make"
	ProposalSave     Verb = "proposal.save" // a draft that only its authors see
	ProposalPublish  Verb = "proposal.publish"
	ProposalDiscard  Verb = "proposal.discard"
	ProposalEdit     Verb = "proposal.edit"
	ProposalVersions Verb = "proposal.versions"
	ProposalSee      Verb = "proposal.see" // note that one has read it
	ProposalSupport  Verb = "proposal.support"
	ProposalReact    Verb = "proposal.react"
	ProposalCost     Verb = "proposal.cost"
	ProposalReview   Verb = "proposal.review"
	ProposalAccept   Verb = "proposal.accept"
	ProposalDecline  Verb = "proposal.decline"
	ProposalReopen   Verb = "proposal.reopen"  // as if nobody had reviewed it
	ProposalsReview  Verb = "proposals.review" // many at once; each as the verbs above say
	ProposalAnswer   Verb = "proposal.answer"  // what its authors say to the review
	ProposalWithdraw Verb = "proposal.withdraw"
	ProposalAuthor   Verb = "proposal.author"   // whose it is too
	ProposalJoin     Verb = "proposal.join"     // ask to be one of its authors, or agree to be
	ProposalAmend    Verb = "proposal.amend"    // suggest other words
	ProposalBlend    Verb = "proposal.blend"    // let it be part of a blend or split
	ProposalCarry    Verb = "proposal.carry"    // support what one supported a part of, or not
	AlternativesList Verb = "alternatives.list" // groups of which a round chooses at most one
	AlternativesMake Verb = "alternatives.make"
	AlternativesUndo Verb = "alternatives.undo"
	ThresholdRead    Verb = "threshold.read"
	ThresholdSet     Verb = "threshold.set"

	AmendmentList     Verb = "proposal-amendment.list"
	AmendmentAccept   Verb = "proposal-amendment.accept"
	AmendmentDecline  Verb = "proposal-amendment.decline"
	AmendmentWithdraw Verb = "proposal-amendment.withdraw"

	BlendSuggest  Verb = "blend.suggest"
	BlendList     Verb = "blend.list" // those of one proposal
	BlendRead     Verb = "blend.read"
	BlendAnswer   Verb = "blend.answer"
	BlendFinish   Verb = "blend.finish" // with those who agreed
	BlendWithdraw Verb = "blend.withdraw"
	BlendTell     Verb = "blend.tell" // letters to supporters
)

// The verbs of rounds, ballots, outcomes and agendas.
const (
	RoundList       Verb = "round.list"
	RoundRead       Verb = "round.read"
	RoundMake       Verb = "round.make"
	RoundDelete     Verb = "round.delete"
	RoundTry        Verb = "round.try" // rules, on made-up ballots
	RoundRule       Verb = "round.rule"
	RoundTerms      Verb = "round.terms" // what of the ballots is published, to whom, and when it opens
	RoundOpen       Verb = "round.open"
	RoundAmend      Verb = "round.amend" // once two organisers agree
	RoundPropose    Verb = "round.propose-amendment"
	RoundRules      Verb = "round.rules"
	RoundClose      Verb = "round.close"
	RoundTick       Verb = "round.tick" // commitments enter the ledger, the turnout is looked at
	RoundSeal       Verb = "round.seal"
	BallotsCommit   Verb = "ballots.commit" // what a tick enters
	BallotCast      Verb = "ballot.cast"
	BallotRead      Verb = "ballot.read"
	BallotWithdraw  Verb = "ballot.withdraw"
	BallotEffect    Verb = "ballot.effect" // what became of one's own
	PaperHand       Verb = "paper.hand"    // a sheet, to somebody on the roll
	PaperReturn     Verb = "paper.return"
	PaperDesk       Verb = "paper.desk" // who may get a sheet
	PaperType       Verb = "paper.type"
	PaperDrop       Verb = "paper.drop"
	PaperList       Verb = "paper.list"
	OutcomeRead     Verb = "outcome.read"
	OutcomeWhatIf   Verb = "outcome.what-if"
	BallotsExport   Verb = "ballots.export"
	BundleRead      Verb = "bundle.read"
	BundleAudit     Verb = "bundle.audit"
	BundlePublic    Verb = "bundle.public"    // of a round behind a published agenda
	AttestationSign Verb = "attestation.sign" // by auditors, that everything holds
	AttestationList Verb = "attestation.list"
	LedgerRead      Verb = "ledger.read"
	LedgerProve     Verb = "ledger.prove"
	LedgerCompare   Verb = "ledger.compare"
	LedgerSign      Verb = "ledger.sign"
	LedgerBegin     Verb = "ledger.begin" // under another name, by a command only
	LedgerPost      Verb = "ledger.post"  // letters with checkpoints
	AgendaList      Verb = "agenda.list"
	AgendaRead      Verb = "agenda.read"
	AgendaMake      Verb = "agenda.make"
	AgendaEdit      Verb = "agenda.edit"
	AgendaFit       Verb = "agenda.fit" // tried, and not stored
	AgendaOffers    Verb = "agenda.offers"
	AgendaPublish   Verb = "agenda.publish"
	AgendaTell      Verb = "agenda.tell" // letters to members
	AgendaPublic    Verb = "agenda.public"
	MeetingStart    Verb = "meeting.start"
	MeetingRead     Verb = "meeting.read"
	MeetingNext     Verb = "meeting.next"
	MeetingReplan   Verb = "meeting.replan"
	MeetingPlan     Verb = "meeting.plan" // one item
	MeetingEnd      Verb = "meeting.end"
	MeetingAttend   Verb = "meeting.attend"
	FloorAsk        Verb = "floor.ask"
	FloorLeave      Verb = "floor.leave"
	FloorAdd        Verb = "floor.add" // somebody else
	FloorGive       Verb = "floor.give"
	PollOpen        Verb = "poll.open"
	PollAnswer      Verb = "poll.answer"
	PollClose       Verb = "poll.close"
	MinutesWrite    Verb = "minutes.write"
	DecisionMake    Verb = "decision.make"
	DecisionChange  Verb = "decision.change"
	DecisionDrop    Verb = "decision.drop"
	MinutesPublish  Verb = "minutes.publish"
	MinutesTell     Verb = "minutes.tell" // letters to members
	MinutesPublic   Verb = "minutes.public"
)

// The verbs of deliberation: threads, questions and common ground.
const (
	ThreadRead       Verb = "thread.read"
	CommentList      Verb = "comment.list"
	CommentReplies   Verb = "comment.replies"
	CommentRead      Verb = "comment.read" // with what it said before
	CommentMake      Verb = "comment.make"
	CommentEdit      Verb = "comment.edit"
	CommentWithdraw  Verb = "comment.withdraw"
	CommentHide      Verb = "comment.hide"
	CommentShow      Verb = "comment.show"
	MentionTell      Verb = "mention.tell" // a letter to who was mentioned again
	SummaryList      Verb = "summary.list"
	SummaryWrite     Verb = "summary.write"
	SummaryUnpin     Verb = "summary.unpin"
	QuestionRegister Verb = "question.register" // how many stand where
	QuestionList     Verb = "question.list"
	QuestionRead     Verb = "question.read"
	QuestionAsk      Verb = "question.ask"
	QuestionNameless Verb = "question.ask-nameless"
	QuestionAnswer   Verb = "question.answer" // by who was asked, or an organiser
	QuestionKeep     Verb = "question.keep"   // confidential, until a date
	QuestionDecline  Verb = "question.decline"
	QuestionPass     Verb = "question.pass" // to somebody else
	QuestionHide     Verb = "question.hide"
	QuestionShow     Verb = "question.show"
	QuestionWithdraw Verb = "question.withdraw" // by who asked it with their name
	QuestionRemind   Verb = "question.remind"   // a letter to who owes the answer
	QuestionReturn   Verb = "question.return"   // on the date that was said
	GroundRead       Verb = "ground.read"
	StatementMake    Verb = "statement.make"
	StatementAnswer  Verb = "statement.answer"
	StatementHide    Verb = "statement.hide"
	StatementShow    Verb = "statement.show"
)

// The verbs of what is attached to proposals.
const (
	AttachmentList   Verb = "attachment.list"
	AttachmentRead   Verb = "attachment.read"
	AttachmentAdd    Verb = "attachment.add"
	AttachmentRemove Verb = "attachment.remove"
	LinkAdd          Verb = "link.add"
	LinkRemove       Verb = "link.remove"
)

// The verbs of finding proposals, and of bringing in and taking out many.
const (
	ProcessSearch   Verb = "process.search"
	ProposalSimilar Verb = "proposal.similar" // to what is being written
	ProposalPreview Verb = "proposal.preview" // of a spreadsheet
	ProposalImport  Verb = "proposal.import"
	ProposalTable   Verb = "proposal.table" // as CSV
	ProposalFile    Verb = "proposal.file"  // as JSON
)
