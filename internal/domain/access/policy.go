package access

import "slices"

// Action is what somebody wants to do. One list serves permission, ledger, pages and command line.
type Action string

// The actions.
const (
	ReadRoster     Action = "roster.read"      // units of the tree, one's own page
	ReadPerson     Action = "person.read"      // a person's page and search inside one's scope
	ImportRoster   Action = "roster.import"    // dry run and writing of a roster
	UndoImport     Action = "roster.undo"      // take the last import back
	MergeRoster    Action = "roster.merge"     // two persons or units that are one
	ReadScheme     Action = "scheme.read"      // schemes and their check
	KeepScheme     Action = "scheme.keep"      // a new scheme of the house, or a new version of one
	TryScheme      Action = "scheme.try"       // what it would make of the roster, without a round
	KeepTemplate   Action = "template.keep"    // an office's own Word form, or a new version of one
	ReadRound      Action = "round.read"       // name, window, state
	OpenRound      Action = "round.open"       // a new round
	PlanRound      Action = "round.plan"       // the dry run: obligations, gaps, faults
	ChangeRound    Action = "round.change"     // another name, window or scheme while it is prepared
	WithdrawRound  Action = "round.withdraw"   // give its preparation up
	LaunchRound    Action = "round.launch"     // freeze the roster, make it owed
	UnlaunchRound  Action = "round.unlaunch"   // take a launch by mistake back
	CloseRound     Action = "round.close"      // end it
	ExemptSubject  Action = "subject.exempt"   // leave out with reason and approver
	HandOverSeat   Action = "seat.hand-over"   // what a seat owes passes to its new holder
	ResnapRound    Action = "round.resnap"     // accept changes of the roster in bulk
	AppointActing  Action = "acting.appoint"   // the remedy of a gap: the deputy leads for now
	ReadBoard      Action = "board.read"       // coverage, who still owes, reminder text of a subtree
	ReadStats      Action = "stats.read"       // annex 1 of a subtree
	SealStats      Action = "stats.seal"       // a dated, sealed copy
	ReadWhy        Action = "obligation.why"   // why me?
	ReadReview     Action = "review.read"      // the text
	WriteReview    Action = "review.write"     // save a draft, hand it in
	ReturnReview   Action = "review.return"    // send back with a reason
	ConfirmReview  Action = "review.confirm"   // make it count
	PaperReview    Action = "review.paper"     // record that the paper was signed
	AckReview      Action = "review.ack"       // 签收, with dissent
	AckOnPaper     Action = "review.ack-paper" // record that the subject signed the paper
	CorrectReview  Action = "review.correct"   // new version with a reason
	RecallReview   Action = "review.recall"    // back to draft, before it is acknowledged or filed
	AnswerDissent  Action = "dissent.answer"   // one sentence beside what the subject said against it
	ImportReviews  Action = "review.import"    // sheets from a workbook
	WriteOccasion  Action = "occasion.write"   // a meeting and its common cells
	NoteEveryday   Action = "everyday.note"    // a review outside a round
	MendEveryday   Action = "everyday.mend"    // its new version with a reason
	ReadEveryday   Action = "everyday.read"    // its text
	AckEveryday    Action = "everyday.ack"     // 签收
	PaperEveryday  Action = "everyday.paper"   // record that the subject signed the paper
	ReadClock      Action = "clock.read"       // whose half year without a review is over
	HoldDraw       Action = "draw.hold"        // freeze a pool, draw from it
	ReadDraw       Action = "draw.read"        // its record; those drawn see their own line
	ReadPool       Action = "draw.pool"        // everybody in the pool
	ReadOccasion   Action = "occasion.read"
	ReadArranged   Action = "arranged.read"   // the plan of a unit 点评方案
	ListArranged   Action = "arranged.list"   // who has handed one in
	WriteArranged  Action = "arranged.write"  // draft it, hand it in
	JudgeArranged  Action = "arranged.judge"  // accept it or send it back
	ExportForms    Action = "form.export"     // annexes 2 and 3 of a subtree in one go
	WriteFieldwork Action = "fieldwork.write" // a visit, symposium, talk, with what was found
	ReadFieldwork  Action = "fieldwork.read"  // what was found
	SeeFieldwork   Action = "fieldwork.see"   // that it took place
	AppointClerk   Action = "clerk.appoint"   // who writes for me
	ReadAccount    Action = "account.read"    // who has an account, with which roles
	ManageAccount  Action = "account.manage"  // make, reset, disable
	GrantRole      Action = "role.grant"      // appoint offices and administrators
	GuardAccount   Action = "account.guard"   // who must sign in by two steps; take a lost second step away
	ChangeOwn      Action = "account.own"     // own password, language, sessions
	ReadExport     Action = "export.own"      // files that one had made: see, fetch, stop, erase
	MakeExport     Action = "export.make"     // that it was made, for the ledger; each file asks by itself whether one may have it
	ReadLedger     Action = "ledger.read"     // what was done by whom
	ReadOutbox     Action = "outbox.read"     // what waits to be told by e-mail or webhook
	ClearOutbox    Action = "outbox.clear"    // it was delivered
	FoldCounters   Action = "counters.fold"   // housekeeping of figures
	BeginLedger    Action = "ledger.begin"    // from here on nothing that is kept changes unseen
	NoteAltered    Action = "record.altered"  // something kept is not what its digest says
	EndOver        Action = "house.end"       // housekeeping of what time has ended
	InitHouse      Action = "house.init"      // the first administrator
	SignIn         Action = "session.start"   // with login and secret
	RefuseSignIn   Action = "session.refuse"  // that it failed, for the ledger
	ChangeSetting  Action = "setting.change"  // what the house is called, whom to ask
	ReadFiling     Action = "filing.read"     // what a unit files, its packs and receipts
	ReadFilings    Action = "filing.list"     // who of a round has filed and who has not
	HandInFiling   Action = "filing.hand-in"  // a unit's pack
	DecideFiling   Action = "filing.decide"   // the office's receipt, or the return with its reason

	// Opinions by slips.
	OpenOpinions   Action = "opinion.open"     // a gathering of them
	RunOpinions    Action = "opinion.run"      // print slips, invite, close
	ReadBatch      Action = "opinion.batch"    // that they are gathered, not what they say
	WriteOpinion   Action = "opinion.write"    // with a slip
	ReadOpinions   Action = "opinion.read"     // what they say
	DisposeOpinion Action = "opinion.dispose"  // what becomes of one
	ReadAnswers    Action = "opinion.answers"  // what became of them, without their texts
	ReadAction     Action = "action.read"      // what is put right, its history and letters
	WorkAction     Action = "action.work"      // claim, plan, report, evidence; from paper by whoever asked
	GuideAction    Action = "action.guide"     // the leader's advice on a measure
	DecideAction   Action = "action.extension" // more time, granted or refused
	VerifyAction   Action = "action.verify"    // close, send back, reopen, cancel
	VerifyOnPaper  Action = "action.signed"    // record that whoever asked signed that it is put right
	WriteReply     Action = "reply.write"      // the letter to whoever asked
	AcceptReply    Action = "reply.accept"     // take it, or send it back
	ReplyOnPaper   Action = "reply.signed"     // record that whoever asked signed for it

	ReadCommitment  Action = "commitment.read"  // tasks, duties and promises of a dossier
	WriteCommitment Action = "commitment.write" // add, publish, report; for members from paper too
	ReadSummary     Action = "summary.read"
	WriteSummary    Action = "summary.write"  // save, hand in, attach; for members from paper too
	ReturnSummary   Action = "summary.return" // with the reason
	ListSummaries   Action = "summary.list"   // who has handed in and who has not
	ReadHelp        Action = "help.read"      // what leaders promised
	BeginHelp       Action = "help.begin"     // the reviewer promises it, those who are reviewed ask for it
	PromiseHelp     Action = "help.promise"   // answer a wish, say how far it is
	FinishHelp      Action = "help.finish"    // it is solved: only those who are helped can say so
	HelpOnPaper     Action = "help.signed"    // record that they signed it

	ProposeNotice  Action = "notice.propose"  // gather what is to be made public
	ReadNotice     Action = "notice.read"     // its text, and how far it is
	CheckNotice    Action = "notice.check"    // 保密审查
	ApproveNotice  Action = "notice.approve"  // allow it to be made public
	PaperNotice    Action = "notice.paper"    // record that either was signed on paper
	ReturnNotice   Action = "notice.return"   // send it back, or take it back
	PublishNotice  Action = "notice.publish"  // say by which channels it is public
	WithdrawNotice Action = "notice.withdraw" // end its display
	ReadPublic     Action = "notice.public"   // what is on display
	OpenNotice     Action = "notice.open"     // reach its public page by being of its unit
	WishNotice     Action = "notice.consent"  // agree or object to being in it
	SendFeedback   Action = "feedback.send"   // say something to a notice on display
	AnswerFeedback Action = "feedback.answer" // read it and answer

	// Experience and models 推介.
	MarkExperience      Action = "experience.mark"      // in a review
	ReadExperience      Action = "experience.read"      // what was marked, and how far it is
	AgreeExperience     Action = "experience.consent"   // agree or object to it
	RecommendExperience Action = "experience.recommend" // pass it on with a sentence
	JudgeExperience     Action = "experience.judge"     // take it up, or send it back
	WithdrawExperience  Action = "experience.withdraw"  // take the mark back
	ProposePromotion    Action = "promotion.propose"    // put an issue together
	ReadPromotion       Action = "promotion.read"       // its text, and how far it is
	CheckPromotion      Action = "promotion.check"      // 保密审查
	ApprovePromotion    Action = "promotion.approve"    // make it public
	PaperPromotion      Action = "promotion.paper"      // record that either was signed on paper
	ReturnPromotion     Action = "promotion.return"     // send it back, or take it back
	WithdrawPromotion   Action = "promotion.withdraw"   // end its display
)

// The actions of the archive.
const (
	ReadRetention Action = "round.archived" // what a round keeps and for how long, and all of it as one file
	ArchiveRound  Action = "round.archive"  // put a closed round into the archive
)

// grant gives an action to a relation at some stages; no stages means at every stage.
type grant struct {
	to     Relation
	stages []Stage
}

func to(r Relation, stages ...Stage) grant { return grant{r, stages} }

// policy is the whole of who may do what, deny by default. It is printed as the access matrix, a golden that a person
// reads (docs/access-matrix.txt), so a widened cell is seen.
var policy = map[Action][]grant{
	ReadRoster:    {to(SignedIn)},
	ReadPerson:    {to(Self), to(Line), to(Office), to(Local)},
	ImportRoster:  {to(Office), to(Local)},
	UndoImport:    {to(Office), to(Local)},
	MergeRoster:   {to(Office), to(Local)},
	ReadScheme:    {to(SignedIn)},
	KeepScheme:    {to(Office), to(Local)},
	TryScheme:     {to(Office), to(Local)},
	KeepTemplate:  {to(Office), to(Local)},
	ReadRound:     {to(SignedIn)},
	OpenRound:     {to(Office), to(Local)},
	PlanRound:     {to(Office), to(Local)},
	ChangeRound:   {to(Office, Draft), to(Local, Draft)},
	WithdrawRound: {to(Office, Draft), to(Local, Draft)},
	LaunchRound:   {to(Office, Draft), to(Local, Draft)},
	UnlaunchRound: {to(Office, Launched), to(Local, Launched)},
	CloseRound:    {to(Office, Launched), to(Local, Launched)},
	ExemptSubject: {to(Office, Draft, Launched), to(Local, Draft, Launched)},
	HandOverSeat:  {to(Office, Launched), to(Local, Launched)},
	ResnapRound:   {to(Office, Launched), to(Local, Launched)},
	AppointActing: {to(Office, Draft, Launched), to(Local, Draft, Launched)},
	ReadBoard:     {to(Line), to(Office), to(Local)},
	ReadStats:     {to(Line), to(Office), to(Local)},
	SealStats:     {to(Office, Launched, Ended), to(Local, Launched, Ended)},
	ReadWhy:       {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Line), to(Office), to(Local)},
	// A subject never sees the draft; the line and the office see what counts. The reviewed side has its relation only
	// while the text is its own, or counts.
	ReadReview: {
		to(Reviewer), to(Clerk), to(Local),
		to(Subject, Confirmed), to(Line, Confirmed), to(Office, Confirmed),
		to(ReviewedSide),
	},
	WriteReview: {
		to(Reviewer, Owed, Draft, Returned), to(Clerk, Owed, Draft, Returned),
		to(ReviewedSide, Owed, Draft, Returned), to(Local, Owed, Draft, Returned),
	},
	ReturnReview:  {to(Reviewer, Submitted)},
	ConfirmReview: {to(Reviewer, Submitted)},
	PaperReview: {
		to(Reviewer, Submitted), to(Clerk, Submitted), to(ReviewedSide, Submitted), to(Office, Submitted),
		to(Local, Submitted),
	},
	AckReview:      {to(Subject, Confirmed)},
	AckOnPaper:     {to(Reviewer, Confirmed), to(Clerk, Confirmed), to(ReviewedSide, Confirmed), to(Local, Confirmed)},
	CorrectReview:  {to(Reviewer, Confirmed)},
	RecallReview:   {to(Reviewer, Confirmed)},
	AnswerDissent:  {to(Reviewer, Confirmed)},
	ImportReviews:  {to(Local, Launched)},
	WriteOccasion:  {to(Reviewer, Launched), to(Clerk, Launched)},
	NoteEveryday:   {to(Reviewer), to(Clerk)},
	MendEveryday:   {to(Reviewer), to(Clerk)},
	ReadEveryday:   {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Line), to(Office), to(Local)},
	AckEveryday:    {to(Subject)},
	PaperEveryday:  {to(Reviewer), to(Clerk)},
	ReadClock:      {to(Line), to(Office), to(Local)},
	HoldDraw:       {to(Office, Launched), to(Line, Launched), to(Local, Launched)},
	ReadPool:       {to(Line), to(Office), to(Local)},
	ReadDraw:       {to(Subject), to(Line), to(Office), to(Local)},
	ReadOccasion:   {to(Reviewer), to(Clerk), to(Line), to(Office), to(Local)},
	ReadArranged:   {to(ReviewedSide, Launched, Ended), to(Line, Launched, Ended), to(Office, Launched, Ended), to(Local, Launched, Ended)},
	ListArranged:   {to(Line), to(Office), to(Local)},
	WriteArranged:  {to(ReviewedSide, Launched), to(Line, Launched), to(Local, Launched)},
	JudgeArranged:  {to(Office, Launched), to(Local, Launched)},
	ExportForms:    {to(Line), to(Office), to(Local)},
	WriteFieldwork: {to(Reviewer, Launched), to(Clerk, Launched)},
	ReadFieldwork:  {to(Reviewer), to(Clerk), to(Local)},
	SeeFieldwork:   {to(Reviewer), to(Clerk), to(Line), to(Office), to(Local)},
	AppointClerk:   {to(Self), to(Office), to(Local)},
	ReadAccount:    {to(System), to(Security), to(Local)},
	ManageAccount:  {to(System), to(Local)},
	GrantRole:      {to(Security), to(Local)},
	GuardAccount:   {to(Security), to(Local)},
	ChangeOwn:      {to(Self)},
	ReadExport:     {to(Self)},
	MakeExport:     {to(Self), to(Local)},
	ReadLedger:     {to(Auditor), to(Local)},
	FoldCounters:   {to(Local)},
	ReadOutbox:     {to(System), to(Local)},
	ClearOutbox:    {to(Local)},
	BeginLedger:    {to(Local)},
	NoteAltered:    {to(Local)},
	EndOver:        {to(Local)},
	InitHouse:      {to(Local)},
	SignIn:         {to(Anyone)},
	RefuseSignIn:   {to(Local)},
	ChangeSetting:  {to(System), to(Local)},
	ReadFiling:     {to(Line), to(Office), to(Local)},
	ReadFilings:    {to(Line), to(Office), to(Local)},
	HandInFiling:   {to(Line, Launched, Ended), to(Local, Launched, Ended)},
	DecideFiling:   {to(Office, Launched, Ended), to(Local, Launched, Ended)},

	OpenOpinions: {to(Reviewer, Launched), to(Clerk, Launched), to(Line, Launched), to(Office, Launched), to(Local, Launched)},
	RunOpinions:  {to(Reviewer, Gathering), to(Clerk, Gathering), to(Line, Gathering), to(Office, Gathering), to(Local, Gathering)},
	ReadBatch:    {to(Reviewer), to(Clerk), to(Line), to(Office), to(Local)},
	WriteOpinion: {to(Anyone)},
	// Nobody reads them while slips still come in, and the operator of the machine never does.
	ReadOpinions:   {to(Reviewer, Heard), to(Line, Heard), to(Office, Heard)},
	DisposeOpinion: {to(Reviewer, Heard), to(Line, Heard), to(Office, Heard)},
	ReadAnswers:    {to(Subject, Heard), to(ReviewedSide, Heard), to(Reviewer, Heard), to(Line, Heard), to(Office, Heard)},
	// A right on an action does not end with its round: what was found wrong is put right after it, too.
	ReadAction:    {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Line), to(Office), to(Local)},
	WorkAction:    {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Local)},
	GuideAction:   {to(Reviewer), to(Clerk)},
	DecideAction:  {to(Reviewer), to(Line)},
	VerifyAction:  {to(Reviewer), to(Line), to(Office)},
	VerifyOnPaper: {to(Clerk), to(Subject), to(ReviewedSide), to(Office), to(Local)},
	WriteReply:    {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Local)},
	AcceptReply:   {to(Reviewer)},
	ReplyOnPaper:  {to(Clerk), to(Subject), to(ReviewedSide), to(Office), to(Local)},

	ReadCommitment: {
		to(Subject), to(ReviewedSide), to(Reviewer), to(Clerk), to(Line), to(Office), to(Local),
	},
	WriteCommitment: {to(Subject, Launched), to(ReviewedSide, Launched), to(Local, Launched)},
	// A draft is its side's own; once handed in it is read by who reviews and by the line.
	ReadSummary: {
		to(Subject), to(ReviewedSide), to(Local),
		to(Reviewer, Submitted), to(Clerk, Submitted), to(Line, Submitted), to(Office, Submitted),
	},
	WriteSummary: {
		to(Subject, Owed, Draft, Returned), to(ReviewedSide, Owed, Draft, Returned), to(Local, Owed, Draft, Returned),
	},
	ReturnSummary: {to(Reviewer, Submitted), to(Line, Submitted)},
	ListSummaries: {to(Subject), to(ReviewedSide), to(Reviewer), to(Clerk), to(Line), to(Office), to(Local)},
	ReadHelp:      {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide), to(Line), to(Office), to(Local)},
	PromiseHelp:   {to(Reviewer), to(Clerk)},
	BeginHelp:     {to(Reviewer), to(Clerk), to(Subject), to(ReviewedSide)},
	FinishHelp:    {to(Subject), to(ReviewedSide)},
	HelpOnPaper:   {to(Reviewer), to(Clerk), to(Local)},
	// The unit's side proposes a notice and makes it public; in between decide others, who are not reviewed in it.
	ProposeNotice:  {to(ReviewedSide), to(Clerk), to(Line), to(Local)},
	ReadNotice:     {to(ReviewedSide), to(Clerk), to(Line), to(Office), to(Local), to(Subject, Published)},
	CheckNotice:    {to(Line, Proposed), to(Office, Proposed)},
	ApproveNotice:  {to(Line, Checked), to(Office, Checked)},
	PaperNotice:    {to(ReviewedSide, Proposed, Checked), to(Clerk, Proposed, Checked), to(Line, Proposed, Checked), to(Office, Proposed, Checked), to(Local, Proposed, Checked)},
	ReturnNotice:   {to(ReviewedSide, Proposed, Checked, Approved), to(Clerk, Proposed, Checked, Approved), to(Line, Proposed, Checked, Approved), to(Office, Proposed, Checked, Approved)},
	PublishNotice:  {to(ReviewedSide, Approved, Published), to(Clerk, Approved, Published), to(Line, Approved, Published), to(Office, Approved, Published), to(Local, Approved, Published)},
	WithdrawNotice: {to(ReviewedSide, Published), to(Line, Published), to(Office, Published)},
	OpenNotice:     {to(Self, Published), to(ReviewedSide, Published), to(Clerk, Published), to(Line, Published), to(Office, Published), to(Subject, Published), to(Local, Published)},
	WishNotice:     {to(Subject, Confirmed), to(Reviewer, Confirmed), to(Clerk, Confirmed), to(Local, Confirmed)},
	ReadPublic:     {to(Anyone)},
	SendFeedback:   {to(Anyone)},
	AnswerFeedback: {to(Line), to(Office)},

	// Who is named knows of it once the review counts; without his consent nobody above hears of it.
	MarkExperience: {
		to(Reviewer, Draft, Submitted, Returned, Confirmed), to(Clerk, Draft, Submitted, Returned, Confirmed),
	},
	ReadExperience: {
		to(Reviewer), to(Clerk), to(Local), to(Subject, Marked, Agreed, Declined, Recommended, Taken, Returned),
		to(Line, Agreed, Recommended, Taken, Returned), to(Office, Recommended, Taken, Returned),
	},
	AgreeExperience: {
		to(Subject, Marked, Agreed, Declined, Recommended, Taken, Returned), to(Reviewer, Marked, Agreed, Declined, Recommended, Taken, Returned),
		to(Clerk, Marked, Agreed, Declined, Recommended, Taken, Returned),
	},
	RecommendExperience: {to(Line, Agreed, Returned)},
	JudgeExperience:     {to(Office, Recommended)},
	WithdrawExperience: {
		to(Reviewer, Draft, Marked, Agreed, Declined, Recommended, Returned), to(Clerk, Draft, Marked, Agreed, Declined, Recommended, Returned),
	},
	ProposePromotion:  {to(Office)},
	ReadPromotion:     {to(Line), to(Office), to(Local)},
	CheckPromotion:    {to(Line, Proposed), to(Office, Proposed)},
	ApprovePromotion:  {to(Line, Checked), to(Office, Checked)},
	PaperPromotion:    {to(Office, Proposed, Checked)},
	ReturnPromotion:   {to(Line, Proposed, Checked), to(Office, Proposed, Checked)},
	WithdrawPromotion: {to(Line, Published), to(Office, Published)},

	ReadRetention: {to(Office), to(Local)},
	ArchiveRound:  {to(Office, Ended), to(Local, Ended)},
}

// Actions lists every action by name.
func Actions() []Action {
	out := make([]Action, 0, len(policy))
	for a := range policy {
		out = append(out, a)
	}
	slices.Sort(out)
	return out
}

// Allowed reports whether someone with these relations to the record may do the action at its stage.
func Allowed(action Action, relations Relation, stage Stage) bool {
	for _, g := range policy[action] {
		if relations.Has(g.to) && (len(g.stages) == 0 || slices.Contains(g.stages, stage)) {
			return true
		}
	}
	return false
}

// Stages lists the stages at which the action is given to anybody; one NoStage when it does not depend on the stage.
func Stages(action Action) []Stage {
	var out []Stage
	for _, g := range policy[action] {
		for _, s := range g.stages {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}

	if len(out) == 0 {
		return []Stage{NoStage}
	}

	slices.Sort(out)
	return out
}
