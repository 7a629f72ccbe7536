package access

import (
	"maps"
	"slices"
)

var (
	everybody = []Role{Anybody, Account, Observer, Participant, Moderator, Organiser}
	signedIn  = []Role{Account, Observer, Participant, Moderator, Organiser}
	members   = []Role{Observer, Participant, Moderator, Organiser}
	voters    = []Role{Participant, Moderator, Organiser}
	keepers   = []Role{Moderator, Organiser} // of a safe space
	organiser = []Role{Organiser}
	system    = []Role{System}

	// seen are the states of a proposal that members see and that may still become
	// something.
	seen = []State{Published, InReview, Accepted, Declined, InRound, OnAgenda, Done}
)

// table is the law. What is not written here is refused.
var table = map[Verb]rule{
	SessionRead:    {roles: everybody},
	SessionCode:    {roles: everybody},
	SessionStart:   {roles: everybody},
	SessionFirst:   {roles: everybody},
	SessionRefresh: {roles: everybody},
	SessionEnd:     {roles: everybody},
	MeRead:         {roles: signedIn},
	MeEdit:         {roles: signedIn},

	ProcessList:        {roles: signedIn},
	ProcessMake:        {roles: signedIn},
	ProcessExample:     {roles: signedIn},
	ProcessImport:      {roles: signedIn},
	ProcessRead:        {roles: members},
	ProcessHome:        {roles: members},
	ProcessLanguage:    {roles: organiser},
	ProcessDelete:      {roles: organiser, states: []State{Example}},
	ProcessMoney:       {roles: organiser},
	ProcessPlaces:      {roles: organiser},
	PurposeRead:        {roles: members},
	PurposeEdit:        {roles: organiser},
	PhaseList:          {roles: members},
	PhaseDate:          {roles: organiser},
	PhaseMove:          {roles: []Role{Organiser, System}},
	MemberList:         {roles: members},
	MemberRole:         {roles: organiser},
	MemberReviewer:     {roles: organiser},
	InvitationList:     {roles: organiser},
	InvitationMake:     {roles: organiser},
	InvitationWithdraw: {roles: organiser},
	InvitationPreview:  {roles: everybody},
	InvitationAccept:   {roles: everybody},
	EventsFollow:       {roles: members},

	PurposeVersions:   {roles: members},
	AgreementRead:     {roles: members},
	AgreementEdit:     {roles: organiser},
	AgreementVersions: {roles: members},
	AgreementAccept:   {roles: members},
	AgreementTakeBack: {roles: members},
	TextAmendments:    {roles: members},
	TextAmendRead:     {roles: members},
	TextAmendMake:     {roles: voters},
	TextAmendReword:   {roles: voters, states: []State{Open}, author: true},
	TextAmendBack:     {roles: voters, states: []State{Open}},
	TextAmendAccept:   {roles: organiser, states: []State{Open}},
	TextAmendReject:   {roles: organiser, states: []State{Open}},
	TextAmendWithdraw: {roles: voters, states: []State{Open}, author: true},
	PartnerList:       {roles: members},
	PartnerRead:       {roles: members},
	PartnerMake:       {roles: organiser},
	PartnerEdit:       {roles: organiser},
	PartnerWrite:      {roles: voters, author: true}, // its members, and organisers
	PartnerVersions:   {roles: members},
	PartnerJoin:       {roles: members},
	PartnerSeat:       {roles: organiser},
	PartnerRemove:     {roles: organiser},
	OverlapRead:       {roles: members},
	GuidelineList:     {roles: members},
	GuidelineMake:     {roles: organiser},
	GuidelineEdit:     {roles: organiser},
	FlagList:          {roles: members},
	FlagRaise:         {roles: members, states: seen},
	FlagAnswer:        {roles: voters, states: seen, author: true},
	FlagSettle:        {roles: organiser, states: seen},

	ProposalList:     {roles: members},
	ProposalRead:     {roles: members},
	ProposalLineage:  {roles: members},
	ProposalPlaces:   {roles: members},
	ProposalMake:     {roles: voters},
	ProposalSave:     {roles: voters, states: []State{Private}, author: true},
	ProposalPublish:  {roles: voters, states: []State{Private}, author: true, to: Published},
	ProposalDiscard:  {roles: voters, states: []State{Private}, author: true},
	ProposalEdit:     {roles: voters, states: []State{Published, Declined}, author: true, to: Published},
	ProposalVersions: {roles: members},
	ProposalSee:      {roles: members},
	ProposalSupport:  {roles: voters, states: []State{Published, InReview, Accepted}},
	ProposalReact:    {roles: members, states: seen},
	ProposalsReview:  {roles: organiser, named: true},
	ProposalCost:     {roles: organiser, named: true, states: []State{Published, InReview, Accepted, Declined}},
	ProposalReview:   {roles: organiser, named: true, states: []State{Published, Accepted, Declined}, to: InReview},
	ProposalAccept:   {roles: organiser, named: true, states: []State{Published, InReview, Declined}, to: Accepted},
	ProposalDecline:  {roles: organiser, named: true, states: []State{Published, InReview, Accepted}, to: Declined},
	ProposalReopen:   {roles: organiser, named: true, states: []State{InReview, Accepted, Declined}, to: Published},
	ProposalAnswer:   {roles: voters, states: []State{InReview, Accepted, Declined}, author: true},
	ProposalWithdraw: {roles: voters, states: []State{Published, InReview, Accepted, Declined}, author: true, to: Withdrawn},
	ProposalAuthor:   {roles: voters, states: []State{Private, Published, InReview, Accepted, Declined}, author: true},
	ProposalJoin:     {roles: voters, states: []State{Private, Published, InReview, Accepted, Declined}},
	ProposalAmend:    {roles: voters, states: []State{Published, Declined}},
	ProposalBlend:    {roles: voters, states: []State{Published, Accepted, Declined}, to: Blended},
	AlternativesList: {roles: members},
	AlternativesMake: {roles: organiser, named: true},
	AlternativesUndo: {roles: organiser, named: true},
	ProposalCarry:    {roles: voters, states: []State{Published, InReview, Accepted}},

	ThresholdRead: {roles: members},
	ThresholdSet:  {roles: organiser},

	AmendmentList:     {roles: members},
	AmendmentAccept:   {roles: voters, states: []State{Open}, author: true, to: Accepted}, // the proposal's
	AmendmentDecline:  {roles: voters, states: []State{Open}, author: true, to: Declined},
	AmendmentWithdraw: {roles: voters, states: []State{Open}, author: true, to: Withdrawn}, // the amendment's

	BlendSuggest:  {roles: voters},
	BlendList:     {roles: members},
	BlendRead:     {roles: members},
	BlendAnswer:   {roles: voters, states: []State{Open}, author: true}, // of one of the proposals
	BlendFinish:   {roles: voters, states: []State{Open}, author: true, to: Done},
	BlendWithdraw: {roles: voters, states: []State{Open}, author: true, to: Withdrawn},
	BlendTell:     {roles: system},

	RoundList:      {roles: members},
	RoundRead:      {roles: members},
	RoundMake:      {roles: organiser},
	RoundDelete:    {roles: organiser, states: []State{Draft}},
	RoundTry:       {roles: organiser, states: []State{Draft}},
	RoundRule:      {roles: organiser, states: []State{Draft}},
	RoundTerms:     {roles: organiser, states: []State{Draft}},
	RoundOpen:      {roles: []Role{Organiser, System}, states: []State{Draft}},
	RoundPropose:   {roles: organiser, states: []State{Open}},
	RoundAmend:     {roles: organiser, states: []State{Open}},
	RoundRules:     {roles: members, states: []State{Open, Counting, Closed}},
	RoundTick:      {roles: system, states: []State{Open}},
	RoundSeal:      {roles: []Role{Organiser, System}, states: []State{Counting}},
	RoundClose:     {roles: []Role{Organiser, System}, states: []State{Open}},
	BallotCast:     {roles: members, states: []State{Open}}, // whoever is on the roll, whatever became of their role
	BallotRead:     {roles: members, states: []State{Open}}, // afterwards nobody knows whose it was
	BallotWithdraw: {roles: members, states: []State{Open}},
	BallotEffect:   {roles: members, states: []State{Closed}},
	PaperHand:      {roles: organiser, states: []State{Open}},
	PaperReturn:    {roles: organiser, states: []State{Open}},
	PaperDesk:      {roles: organiser, states: []State{Open}},
	PaperType:      {roles: organiser, states: []State{Counting}}, // what was voted is read by nobody before the close
	PaperDrop:      {roles: organiser, states: []State{Counting}},
	PaperList:      {roles: organiser, states: []State{Counting}},
	OutcomeWhatIf:  {roles: members, states: []State{Closed}},
	OutcomeRead:    {roles: members, states: []State{Closed}},
	BallotsExport:  {roles: members, states: []State{Closed}},
	BallotsCommit:  {roles: system},
	BundleRead:     {roles: members, states: []State{Closed}},
	BundleAudit:    {roles: members, states: []State{Closed}}, // if the frozen rules name them

	AttestationSign: {roles: members, states: []State{Closed}}, // likewise
	AttestationList: {roles: members, states: []State{Closed}},

	LedgerRead:    {roles: everybody},
	LedgerProve:   {roles: everybody},
	LedgerCompare: {roles: everybody},
	LedgerSign:    {roles: system},
	LedgerBegin:   {roles: system},
	LedgerPost:    {roles: system},

	AgendaList:    {roles: members},
	AgendaRead:    {roles: members},
	AgendaMake:    {roles: organiser, states: []State{Closed}}, // of the round
	AgendaEdit:    {roles: organiser, states: []State{Draft, Published}},
	AgendaFit:     {roles: organiser, states: []State{Draft, Published}},
	AgendaOffers:  {roles: organiser, states: []State{Draft, Published}},
	AgendaPublish: {roles: organiser, states: []State{Draft, Published}},
	AgendaTell:    {roles: system},
	AgendaPublic:  {roles: everybody},

	MeetingStart:   {roles: organiser, states: []State{Published}},
	MeetingRead:    {roles: members, states: []State{Published, Running, Ended}},
	MeetingNext:    {roles: organiser, states: []State{Running}},
	MeetingReplan:  {roles: organiser, states: []State{Running}},
	MeetingPlan:    {roles: organiser, states: []State{Running}},
	MeetingEnd:     {roles: organiser, states: []State{Running}},
	MeetingAttend:  {roles: members, states: []State{Running}},
	FloorAsk:       {roles: members, states: []State{Running}},
	FloorLeave:     {roles: members, states: []State{Running}},
	FloorAdd:       {roles: organiser, states: []State{Running}},
	FloorGive:      {roles: organiser, states: []State{Running}},
	PollOpen:       {roles: organiser, states: []State{Running}},
	PollAnswer:     {roles: members, states: []State{Running}},
	PollClose:      {roles: organiser, states: []State{Running}},
	MinutesWrite:   {roles: organiser, states: []State{Running, Ended}},
	DecisionMake:   {roles: organiser, states: []State{Running, Ended}},
	DecisionChange: {roles: organiser, states: []State{Running, Ended}},
	DecisionDrop:   {roles: organiser, states: []State{Running, Ended}},
	MinutesPublish: {roles: organiser, states: []State{Ended}},
	MinutesTell:    {roles: system},
	MinutesPublic:  {roles: everybody},
	BundlePublic:   {roles: everybody},

	ThreadRead:       {roles: members},
	CommentList:      {roles: members},
	CommentReplies:   {roles: members},
	CommentRead:      {roles: members},
	CommentMake:      {roles: voters},
	CommentEdit:      {roles: voters, states: []State{Published}, author: true},
	CommentWithdraw:  {roles: members, states: []State{Published, OutOfSight}, author: true},
	CommentHide:      {roles: keepers, states: []State{Published}},
	CommentShow:      {roles: keepers, states: []State{OutOfSight}},
	MentionTell:      {roles: system},
	SummaryList:      {roles: members},
	SummaryWrite:     {roles: voters},
	SummaryUnpin:     {roles: keepers},
	QuestionRegister: {roles: members},
	QuestionList:     {roles: members},
	QuestionRead:     {roles: members},
	QuestionAsk:      {roles: members},
	QuestionNameless: {roles: members},
	QuestionAnswer:   {roles: members, states: asked, author: true}, // its authors here are those who may answer it
	QuestionKeep:     {roles: members, states: []State{Open, Confidential}, author: true},
	QuestionDecline:  {roles: members, states: []State{Open, Confidential}, author: true},
	QuestionPass:     {roles: organiser, states: []State{Open, Confidential}},
	QuestionHide:     {roles: keepers, states: asked},
	QuestionShow:     {roles: keepers, states: []State{OutOfSight}},
	QuestionWithdraw: {roles: members, states: []State{Open}, author: true}, // its author here is who asked it
	QuestionRemind:   {roles: system, states: []State{Open}},
	QuestionReturn:   {roles: system, states: []State{Confidential}},
	GroundRead:       {roles: members},
	StatementMake:    {roles: voters},
	StatementAnswer:  {roles: voters, states: []State{Published}},
	StatementHide:    {roles: keepers, states: []State{Published}},
	StatementShow:    {roles: keepers, states: []State{OutOfSight}},
	AttachmentList:   {roles: members},
	AttachmentRead:   {roles: members},
	AttachmentAdd:    {roles: voters, states: []State{Private, Published, Declined}, author: true},
	AttachmentRemove: {roles: voters, states: []State{Private, Published, Declined}, author: true},
	LinkAdd:          {roles: voters, states: []State{Private, Published, Declined}, author: true},
	LinkRemove:       {roles: voters, states: []State{Private, Published, Declined}, author: true},

	ProcessSearch:   {roles: members},
	ProposalSimilar: {roles: voters},
	ProposalPreview: {roles: organiser},
	ProposalImport:  {roles: organiser},
	ProposalTable:   {roles: members},
	ProposalFile:    {roles: members},
}

// asked are the states of a question that everybody can read.
var asked = []State{Open, Answered, Confidential, Declined}

// Leads returns the state to which a verb leads its object, or the empty one.
func Leads(v Verb) State { return table[v].to }

// States returns the states in which a verb can be done; nil if in all.
func States(v Verb) []State { return slices.Clone(table[v].states) }

// Verbs returns every verb that the table knows, sorted.
func Verbs() []Verb { return slices.Sorted(maps.Keys(table)) }

// Permitted returns the roles and states of a verb's line, for the matrix that
// is tried against every route. States are nil where every state will do. Whoever
// is Named may more.
func Permitted(v Verb) (roles []Role, states []State, author bool) {
	line := table[v]
	return slices.Clone(line.roles), slices.Clone(line.states), line.author
}

// Named tells whether a verb is also for those who were named for it.
func Named(v Verb) bool { return table[v].named }
