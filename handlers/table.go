package handlers

import (
	"net/http"

	"github.com/folkmoot/folkmoot/actions"
)

const (
	post  = http.MethodPost
	put   = http.MethodPut
	patch = http.MethodPatch
)

// Table is the API.
func Table() []Route {
	return []Route{
		read("/session", "How one signs in here", actions.ReadSession),
		write(post, "/session/codes", http.StatusAccepted, "Send a one-time code by mail", actions.SendCode),
		signIn("/session", "Sign in with a code", actions.StartSession),
		signInFirst("/session/first", "Sign in the first organiser", actions.StartFirstSession),
		refresh("/session/refresh", "Get a new access token with the cookie", actions.RefreshSession),
		signOut("/session", "Sign this device out", actions.EndSession),
		read("/me", "My account", actions.ReadMe),
		write(patch, "/me", http.StatusOK, "Change my name", actions.ChangeMe),

		read("/processes", "My processes", actions.ListProcesses),
		write(post, "/processes", http.StatusCreated, "Make a process", actions.MakeProcess),
		write(post, "/processes/example", http.StatusCreated, "Make the example process", actions.MakeExample),
		read("/processes/{process}", "A process", actions.ReadProcess),
		remove(http.MethodDelete, "/processes/{process}", "Throw the example away", actions.DeleteProcess),
		read("/processes/{process}/purpose", "The common purpose", actions.ReadPurpose),
		write(put, "/processes/{process}/purpose", http.StatusOK, "Write the common purpose", actions.ChangePurpose),
		read("/processes/{process}/phases", "The cycle", actions.ListPhases),
		write(patch, "/processes/{process}/phases/{phase}", http.StatusOK, "Date a phase", actions.DatePhase),
		write(post, "/processes/{process}/phases/{phase}/open", http.StatusOK, "Move on to a phase", actions.OpenPhase),
		read("/processes/{process}/members", "Who takes part", actions.ListMembers),
		write(patch, "/processes/{process}/members/{member}", http.StatusOK, "Change a role", actions.ChangeRole),
		read("/processes/{process}/invitations", "Invitations", actions.ListInvitations),
		write(post, "/processes/{process}/invitations", http.StatusCreated, "Invite people", actions.Invite),
		remove(http.MethodDelete, "/processes/{process}/invitations/{invitation}", "Withdraw an invitation", actions.WithdrawInvitation),
		ask("/invitations/preview", "What an invitation is to", actions.PreviewInvitation),
		accept("/invitations/accept", "Accept an invitation", actions.AcceptInvitation),
		follow("/processes/{process}/events", "Hear what changes", actions.FollowEvents),

		read("/processes/{process}/proposals", "Proposals", actions.ListProposals),
		write(post, "/processes/{process}/proposals", http.StatusCreated, "Put a proposal forward", actions.MakeProposal),
		read("/proposals/{proposal}", "A proposal", actions.ReadProposal),
		write(patch, "/proposals/{proposal}", http.StatusOK, "Change my proposal", actions.ChangeProposal),
		write(put, "/proposals/{proposal}/cost", http.StatusOK, "Set the minutes of a proposal", actions.CostProposal),
		write(post, "/proposals/{proposal}/withdraw", http.StatusOK, "Withdraw my proposal", actions.WithdrawProposal),

		read("/processes/{process}/rounds", "Rounds", actions.ListRounds),
		write(post, "/processes/{process}/rounds", http.StatusCreated, "Prepare a round", actions.MakeRound),
		read("/rounds/{round}", "A round", actions.ReadRound),
		remove(http.MethodDelete, "/rounds/{round}", "Throw a prepared round away", actions.DeleteRound),
		read("/rounds/{round}/practice", "What rules make of made-up ballots", actions.TryRules),
		write(put, "/rounds/{round}/rule", http.StatusOK, "Choose the rule of a draft", actions.ChooseRule),
		write(put, "/rounds/{round}/terms", http.StatusOK, "Choose what of a draft's ballots is published, and when it opens", actions.ChooseTerms),
		write(post, "/rounds/{round}/open", http.StatusOK, "Open a round", actions.OpenRound),
		download("/rounds/{round}/rules", "rules.json", "The document that was frozen at the opening", actions.ReadRules),
		write(post, "/rounds/{round}/amendments", http.StatusOK, "Ask for a later deadline, or for somebody to be entered on the roll", actions.ProposeAmendment),
		write(post, "/rounds/{round}/amendments/{amendment}/confirm", http.StatusOK, "Confirm what another organiser asked for", actions.ConfirmAmendment),
		write(post, "/rounds/{round}/close", http.StatusOK, "End the voting of a round", actions.CloseRound),
		write(post, "/rounds/{round}/seal", http.StatusOK, "Count a round whose voting has ended", actions.SealRound),
		write(put, "/rounds/{round}/ballot", http.StatusOK, "Send my ballot", actions.CastBallot),
		read("/rounds/{round}/ballot", "My ballot", actions.ReadBallot),
		write(post, "/rounds/{round}/ballot/withdraw", http.StatusOK, "Take my ballot back", actions.WithdrawBallot),
		read("/rounds/{round}/paper/voters", "Who may be given a sheet", actions.ReadDesk),
		write(put, "/rounds/{round}/paper/voters/{member}", http.StatusOK, "Note that somebody is given a sheet", actions.HandSheet),
		remove(http.MethodDelete, "/rounds/{round}/paper/voters/{member}", "Note that a sheet came back unused", actions.ReturnSheet),
		read("/rounds/{round}/paper/sheets", "The sheets that were typed in", actions.ListSheets),
		write(put, "/rounds/{round}/paper/sheets/{serial}", http.StatusOK, "Type in a sheet", actions.TypeSheet),
		remove(http.MethodDelete, "/rounds/{round}/paper/sheets/{serial}", "Forget a sheet that is not there", actions.DropSheet),
		read("/rounds/{round}/outcome", "The outcome of a round", actions.ReadOutcome),
		read("/rounds/{round}/what-if", "What other rules would have made of the ballots", actions.ReadWhatIf),
		ask("/rounds/{round}/effect", "What became of my ballot", actions.ReadEffect),
		download("/rounds/{round}/ballots.pb", "ballots.pb", "The ballots of a closed round, as a Pabulib file", actions.ExportBallots),
		download("/rounds/{round}/bundle", "bundle.json", "Everything from which a closed round can be checked", actions.ReadBundle),
		download("/rounds/{round}/bundle/audit", "audit.json", "The same for its auditors, with all openings", actions.ReadAuditBundle),
		write(put, "/rounds/{round}/attestation", http.StatusOK, "Sign, as an auditor, that everything in the auditors' file holds", actions.SignAttestation),
		read("/rounds/{round}/attestations", "What auditors signed", actions.ListAttestations),
		read("/ledger", "The ledger as it was last signed", actions.ReadLedger),
		read("/ledger/inclusion", "Proof that a leaf is in a tree of the ledger", actions.ProveInclusion),
		read("/ledger/consistency", "Proof that the ledger only grew", actions.ProveConsistency),

		read("/processes/{process}/agendas", "Agendas", actions.ListAgendas),
		write(post, "/processes/{process}/agendas", http.StatusCreated, "Make an agenda from an outcome", actions.MakeAgenda),
		read("/agendas/{agenda}", "An agenda", actions.ReadAgenda),
		write(patch, "/agendas/{agenda}", http.StatusOK, "Change an agenda", actions.ChangeAgenda),
		ask("/agendas/{agenda}/fit", "Fit the items of an agenda into its time, as a trial", actions.FitAgenda),
		read("/agendas/{agenda}/offers", "What else could stand on an agenda", actions.ReadOffers),
		write(post, "/agendas/{agenda}/publish", http.StatusOK, "Publish an agenda", actions.PublishAgenda),

		read("/agendas/{agenda}/meeting", "A meeting as it is held", actions.ReadMeeting),
		write(post, "/agendas/{agenda}/meeting", http.StatusCreated, "Begin a meeting", actions.StartMeeting),
		write(post, "/agendas/{agenda}/meeting/next", http.StatusOK, "Go on to something else", actions.GoOn),
		write(post, "/agendas/{agenda}/meeting/replan", http.StatusOK, "Bring a meeting that runs over to its end", actions.Replan),
		write(patch, "/agendas/{agenda}/meeting/slots/{slot}", http.StatusOK, "Give an item other minutes, or drop it", actions.PlanTurn),
		write(put, "/agendas/{agenda}/meeting/slots/{slot}/notes", http.StatusOK, "Write down what was said", actions.WriteMinutes),
		write(post, "/agendas/{agenda}/meeting/end", http.StatusOK, "End a meeting", actions.EndMeeting),
		write(post, "/agendas/{agenda}/meeting/attendance", http.StatusOK, "Check in with the code", actions.CheckIn),
		write(post, "/agendas/{agenda}/meeting/speakers", http.StatusOK, "Ask for the floor", actions.AskForFloor),
		write(post, "/agendas/{agenda}/meeting/guests", http.StatusOK, "Put somebody else on the list of speakers", actions.AddSpeaker),
		remove(http.MethodDelete, "/agendas/{agenda}/meeting/speakers/{speaker}", "Leave the list of speakers", actions.LeaveFloor),
		write(put, "/agendas/{agenda}/meeting/floor", http.StatusOK, "Give somebody the floor", actions.GiveFloor),
		write(post, "/agendas/{agenda}/meeting/polls", http.StatusOK, "Ask everybody something", actions.OpenPoll),
		write(put, "/agendas/{agenda}/meeting/polls/{poll}/answer", http.StatusOK, "Answer", actions.AnswerPoll),
		write(post, "/agendas/{agenda}/meeting/polls/{poll}/close", http.StatusOK, "Close a poll", actions.ClosePoll),
		write(post, "/agendas/{agenda}/meeting/decisions", http.StatusOK, "Take down a decision", actions.Decide),
		write(put, "/agendas/{agenda}/meeting/decisions/{decision}", http.StatusOK, "Write a decision anew", actions.ChangeDecision),
		remove(http.MethodDelete, "/agendas/{agenda}/meeting/decisions/{decision}", "Take a decision back", actions.DropDecision),
		write(post, "/agendas/{agenda}/meeting/minutes", http.StatusOK, "Publish the minutes", actions.PublishMinutes),
	}
}
