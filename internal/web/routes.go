package web

import "lingping/internal/domain/access"

// Route is one line of the table from which pages, permissions and the access matrix come.
type Route struct {
	Method  string
	Pattern string
	Action  access.Action // asked by the use case behind it; what nobody could be granted is refused before
	Name    string        // stands in the log and in the matrix
	Body    int64         // the most that may be sent, in bytes; 0: formLimit
	First   bool          // open to who must change his one-time code first
	Anon    bool          // nobody is asked who he is, and nothing of it is logged
	handle  func(*request) error
}

// wayIn is the action of what stands open to everybody: the login page, its files, the language.
const wayIn = access.SignIn

// formLimit is the most that a form without files may send.
const formLimit = 1 << 20

// routes is every page there is.
func routes() []Route {
	return []Route{
		{Method: "GET", Pattern: "/static/{file}", Action: wayIn, Name: "static", handle: (*request).static},
		{Method: "GET", Pattern: "/healthz", Action: wayIn, Name: "health", handle: (*request).health},
		{Method: "POST", Pattern: "/language", Action: wayIn, Name: "language", handle: (*request).language},
		{Method: "GET", Pattern: "/login", Action: wayIn, Name: "login", handle: (*request).login},
		{Method: "POST", Pattern: "/login", Action: wayIn, Name: "login-send", handle: (*request).loginSend},
		{Method: "POST", Pattern: "/logout", Action: access.ChangeOwn, First: true, Name: "logout", handle: (*request).logout},
		{Method: "GET", Pattern: "/form-token", Action: access.ChangeOwn, First: true, Name: "form-token", handle: (*request).freshToken},

		{Method: "GET", Pattern: "/{$}", Action: access.ReadRound, Name: "home", handle: (*request).home},
		{Method: "GET", Pattern: "/series", Action: access.ReadReview, Name: "series", handle: (*request).series},
		{Method: "GET", Pattern: "/reviews/{id}", Action: access.ReadReview, Name: "review", handle: (*request).review},
		{Method: "GET", Pattern: "/reviews/{id}/edit", Action: access.WriteReview, Name: "review-edit", handle: (*request).reviewEdit},
		{Method: "POST", Pattern: "/reviews/{id}/draft", Action: access.WriteReview, Name: "review-save", handle: (*request).reviewSave},
		{Method: "POST", Pattern: "/reviews/{id}/check", Action: access.WriteReview, Name: "review-check", handle: (*request).reviewCheck},
		{Method: "POST", Pattern: "/reviews/{id}/submit", Action: access.WriteReview, Name: "review-submit", handle: (*request).reviewSubmit},
		{Method: "POST", Pattern: "/reviews/{id}/return", Action: access.ReturnReview, Name: "review-return", handle: (*request).reviewReturn},
		{Method: "POST", Pattern: "/reviews/{id}/confirm", Action: access.ConfirmReview, Name: "review-confirm", handle: (*request).reviewConfirm},
		{Method: "POST", Pattern: "/reviews/{id}/acknowledge", Action: access.AckReview, Name: "review-acknowledge", handle: (*request).reviewAcknowledge},
		{Method: "GET", Pattern: "/reviews/{id}/correct", Action: access.CorrectReview, Name: "review-correct-form", handle: (*request).reviewCorrectForm},
		{Method: "POST", Pattern: "/reviews/{id}/correct", Action: access.CorrectReview, Name: "review-correct", handle: (*request).reviewCorrect},
		{Method: "POST", Pattern: "/reviews/{id}/recall", Action: access.RecallReview, Name: "review-recall", handle: (*request).reviewRecall},
		{Method: "POST", Pattern: "/reviews/{id}/answer", Action: access.AnswerDissent, Name: "dissent-answer", handle: (*request).dissentAnswer},
		{Method: "GET", Pattern: "/reviews/{id}/form.docx", Action: access.ReadReview, Name: "review-form", handle: (*request).reviewForm},
		{Method: "GET", Pattern: "/reviews/{id}/scan", Action: access.ReadReview, Name: "review-scan", handle: (*request).reviewScan},
		{Method: "POST", Pattern: "/reviews/confirm", Action: access.ConfirmReview, Name: "reviews-confirm", handle: (*request).reviewsConfirm},
		{Method: "POST", Pattern: "/reviews/signed", Action: access.PaperReview, Name: "reviews-signed", Body: scanLimit, handle: (*request).reviewsSigned},
		{Method: "POST", Pattern: "/reviews/received", Action: access.AckOnPaper, Name: "reviews-received", handle: (*request).reviewsReceived},
		{Method: "GET", Pattern: "/occasions", Action: access.ReadOccasion, Name: "occasions", handle: (*request).occasions},
		{Method: "GET", Pattern: "/occasions/new", Action: access.WriteOccasion, Name: "occasion-new", handle: (*request).occasionNew},
		{Method: "POST", Pattern: "/occasions", Action: access.WriteOccasion, Name: "occasion-open", handle: (*request).occasionOpen},
		{Method: "GET", Pattern: "/occasions/{id}", Action: access.ReadOccasion, Name: "occasion", handle: (*request).occasion},
		{Method: "POST", Pattern: "/occasions/{id}", Action: access.WriteOccasion, Name: "occasion-save", handle: (*request).occasionSave},
		{Method: "POST", Pattern: "/occasions/{id}/attach", Action: access.WriteOccasion, Name: "occasion-attach", handle: (*request).occasionAttach},
		{Method: "GET", Pattern: "/rounds/{id}/fieldwork", Action: access.SeeFieldwork, Name: "fieldwork-list", handle: (*request).fieldworkList},
		{Method: "GET", Pattern: "/rounds/{id}/fieldwork/new", Action: access.WriteFieldwork, Name: "fieldwork-new", handle: (*request).fieldworkNew},
		{Method: "POST", Pattern: "/rounds/{id}/fieldwork", Action: access.WriteFieldwork, Name: "fieldwork-open", handle: (*request).fieldworkOpen},
		{Method: "GET", Pattern: "/fieldwork/{id}", Action: access.SeeFieldwork, Name: "fieldwork", handle: (*request).fieldwork},
		{Method: "POST", Pattern: "/fieldwork/{id}", Action: access.WriteFieldwork, Name: "fieldwork-save", handle: (*request).fieldworkSave},
		{Method: "GET", Pattern: "/opinions", Action: access.ReadBatch, Name: "opinions", handle: (*request).opinions},
		{Method: "GET", Pattern: "/opinions/new", Action: access.OpenOpinions, Name: "opinion-new", handle: (*request).opinionNew},
		{Method: "POST", Pattern: "/opinions", Action: access.OpenOpinions, Name: "opinion-open", handle: (*request).opinionOpen},
		{Method: "GET", Pattern: "/opinions/{id}", Action: access.ReadBatch, Name: "opinion-batch", handle: (*request).opinionBatch},
		{Method: "POST", Pattern: "/opinions/{id}/invite", Action: access.RunOpinions, Name: "opinion-invite", handle: (*request).opinionInvite},
		{Method: "POST", Pattern: "/opinions/{id}/slips", Action: access.RunOpinions, Name: "opinion-print", handle: (*request).opinionPrint},
		{Method: "POST", Pattern: "/opinions/{id}/close", Action: access.RunOpinions, Name: "opinion-close", handle: (*request).opinionClose},
		{Method: "GET", Pattern: "/heard/{id}", Action: access.ReadOpinions, Name: "heard", handle: (*request).heard},
		{Method: "POST", Pattern: "/heard/{id}", Action: access.DisposeOpinion, Name: "heard-dispose", handle: (*request).heardDispose},
		{Method: "GET", Pattern: "/heard/{id}/answers", Action: access.ReadAnswers, Name: "heard-answers", handle: (*request).heardAnswers},
		{Method: "GET", Pattern: "/o", Action: access.WriteOpinion, Name: "slip-form", Anon: true, handle: (*request).slipForm},
		{Method: "POST", Pattern: "/o", Action: access.WriteOpinion, Name: "slip", Anon: true, handle: (*request).slip},
		{Method: "POST", Pattern: "/o/send", Action: access.WriteOpinion, Name: "slip-send", Anon: true, handle: (*request).slipSend},
		{Method: "POST", Pattern: "/occasions/{id}/finish", Action: access.WriteOccasion, Name: "occasion-finish", handle: (*request).occasionFinish},
		{Method: "POST", Pattern: "/occasions/{id}/follow", Action: access.WriteOccasion, Name: "occasion-follow", handle: (*request).occasionFollow},
		{Method: "GET", Pattern: "/on-site", Action: access.WriteOccasion, Name: "on-site", handle: (*request).onSite},
		{Method: "POST", Pattern: "/on-site", Action: access.WriteOccasion, Name: "on-site-note", handle: (*request).onSiteNote},
		{Method: "GET", Pattern: "/rounds/{id}/meetings", Action: access.ReadBoard, Name: "meetings", handle: (*request).meetings},
		{Method: "GET", Pattern: "/everyday", Action: access.ReadRoster, Name: "everydays", handle: (*request).everydays},
		{Method: "GET", Pattern: "/everyday/new", Action: access.NoteEveryday, Name: "everyday-new", handle: (*request).everydayNew},
		{Method: "POST", Pattern: "/everyday", Action: access.NoteEveryday, Name: "everyday-note", handle: (*request).everydayNote},
		{Method: "GET", Pattern: "/everyday/{id}", Action: access.ReadEveryday, Name: "everyday", handle: (*request).everyday},
		{Method: "POST", Pattern: "/everyday/{id}/correct", Action: access.MendEveryday, Name: "everyday-mend", handle: (*request).everydayCorrect},
		{Method: "POST", Pattern: "/everyday/{id}/acknowledge", Action: access.AckEveryday, Name: "everyday-ack", handle: (*request).everydayAcknowledge},
		{Method: "POST", Pattern: "/everyday/{id}/received", Action: access.PaperEveryday, Name: "everyday-paper", handle: (*request).everydayReceived},
		{Method: "GET", Pattern: "/clock", Action: access.ReadClock, Name: "clock", handle: (*request).clock},
		{Method: "GET", Pattern: "/clerks", Action: access.AppointClerk, Name: "clerks", handle: (*request).clerks},
		{Method: "POST", Pattern: "/clerks", Action: access.AppointClerk, Name: "clerk-appoint", handle: (*request).clerkAppoint},
		{Method: "POST", Pattern: "/clerks/dismiss", Action: access.AppointClerk, Name: "clerk-dismiss", handle: (*request).clerkDismiss},
		{Method: "GET", Pattern: "/rounds/{id}/forms", Action: access.ExportForms, Name: "forms", handle: (*request).forms},
		{Method: "GET", Pattern: "/rounds/{id}/forms/download", Action: access.ExportForms, Name: "forms-download", handle: (*request).formsDownload},

		{Method: "GET", Pattern: "/rounds", Action: access.ReadRound, Name: "rounds", handle: (*request).rounds},
		{Method: "GET", Pattern: "/rounds/new", Action: access.OpenRound, Name: "round-new", handle: (*request).roundNew},
		{Method: "POST", Pattern: "/rounds", Action: access.OpenRound, Name: "round-open", Body: 2 << 20, handle: (*request).roundOpen},
		{Method: "GET", Pattern: "/rounds/{id}", Action: access.ReadRound, Name: "round", handle: (*request).round},
		{Method: "GET", Pattern: "/rounds/{id}/plan", Action: access.PlanRound, Name: "plan", handle: (*request).plan},
		{Method: "POST", Pattern: "/rounds/{id}/launch", Action: access.LaunchRound, Name: "round-launch", handle: (*request).roundLaunch},
		{Method: "POST", Pattern: "/rounds/{id}/close", Action: access.CloseRound, Name: "round-close", handle: (*request).roundClose},
		{Method: "POST", Pattern: "/rounds/{id}/exempt", Action: access.ExemptSubject, Name: "subjects-exempt", handle: (*request).subjectsExempt},
		{Method: "POST", Pattern: "/rounds/{id}/acting", Action: access.AppointActing, Name: "acting-appoint", handle: (*request).actingAppoint},
		{Method: "GET", Pattern: "/rounds/{id}/handover", Action: access.HandOverSeat, Name: "handover", handle: (*request).handover},
		{Method: "POST", Pattern: "/rounds/{id}/handover", Action: access.HandOverSeat, Name: "seat-hand-over", handle: (*request).seatHandOver},
		{Method: "GET", Pattern: "/rounds/{id}/changes", Action: access.ResnapRound, Name: "changes", handle: (*request).changes},
		{Method: "POST", Pattern: "/rounds/{id}/changes", Action: access.ResnapRound, Name: "changes-accept", handle: (*request).changesAccept},

		{Method: "GET", Pattern: "/rounds/{id}/arrangements", Action: access.ListArranged, Name: "arrangements", handle: (*request).arrangements},
		{Method: "GET", Pattern: "/rounds/{id}/arrangements/{unit}", Action: access.ReadArranged, Name: "arrangement", handle: (*request).arrangement},
		{Method: "POST", Pattern: "/rounds/{id}/arrangements/{unit}", Action: access.WriteArranged, Name: "arrangement-save", handle: (*request).arrangementSave},
		{Method: "POST", Pattern: "/rounds/{id}/arrangements/{unit}/decide", Action: access.JudgeArranged, Name: "arrangement-decide", handle: (*request).arrangementDecide},
		{Method: "GET", Pattern: "/rounds/{id}/draws", Action: access.ReadDraw, Name: "draws", handle: (*request).draws},
		{Method: "POST", Pattern: "/rounds/{id}/draws", Action: access.HoldDraw, Name: "draw-freeze", handle: (*request).drawFreeze},
		{Method: "GET", Pattern: "/draws/{id}", Action: access.ReadDraw, Name: "draw", handle: (*request).draw},
		{Method: "GET", Pattern: "/draws/{id}/pool.txt", Action: access.ReadPool, Name: "draw-pool", handle: (*request).drawPool},
		{Method: "POST", Pattern: "/draws/{id}/cast", Action: access.HoldDraw, Name: "draw-cast", handle: (*request).drawCast},
		{Method: "POST", Pattern: "/draws/{id}/raise", Action: access.HoldDraw, Name: "draw-raise", handle: (*request).drawRaise},
		{Method: "POST", Pattern: "/draws/{id}/replace", Action: access.HoldDraw, Name: "draw-replace", handle: (*request).drawReplace},

		{Method: "GET", Pattern: "/settings", Action: access.ChangeOwn, Name: "settings", handle: (*request).settings},
		{Method: "GET", Pattern: "/settings/password", Action: access.ChangeOwn, First: true, Name: "password", handle: (*request).password},
		{Method: "POST", Pattern: "/settings/password", Action: access.ChangeOwn, First: true, Name: "password-change", handle: (*request).passwordChange},
		{Method: "POST", Pattern: "/settings/sessions", Action: access.ChangeOwn, Name: "sessions-end", handle: (*request).sessionsEnd},
		{Method: "POST", Pattern: "/settings/house", Action: access.ChangeSetting, Name: "house-change", handle: (*request).houseChange},

		{Method: "GET", Pattern: "/units", Action: access.ReadRoster, Name: "units", handle: (*request).units},
		{Method: "GET", Pattern: "/units/{id}", Action: access.ReadRoster, Name: "unit", handle: (*request).unit},
		{Method: "GET", Pattern: "/units/{id}/children", Action: access.ReadRoster, Name: "unit-children", handle: (*request).unitChildren},
		{Method: "GET", Pattern: "/persons", Action: access.ReadRoster, Name: "persons", handle: (*request).persons},
		{Method: "GET", Pattern: "/persons/{id}", Action: access.ReadPerson, Name: "person", handle: (*request).person},
		{Method: "GET", Pattern: "/import", Action: access.ImportRoster, Name: "import", handle: (*request).importForm},
		{Method: "POST", Pattern: "/import", Action: access.ImportRoster, Name: "import-upload", Body: importLimit, handle: (*request).importUpload},
		{Method: "GET", Pattern: "/import/blank.xlsx", Action: access.ImportRoster, Name: "import-blank", handle: (*request).importBlank},
		{Method: "GET", Pattern: "/import/{id}", Action: access.ImportRoster, Name: "import-check", handle: (*request).importCheck},
		{Method: "GET", Pattern: "/import/{id}/faults.txt", Action: access.ImportRoster, Name: "import-faults", handle: (*request).importFaults},
		{Method: "POST", Pattern: "/import/{id}", Action: access.ImportRoster, Name: "import-write", handle: (*request).importWrite},
		{Method: "POST", Pattern: "/import/{id}/drop", Action: access.ImportRoster, Name: "import-drop", handle: (*request).importDrop},
		{Method: "GET", Pattern: "/schemes", Action: access.ReadScheme, Name: "schemes", handle: (*request).schemes},
		{Method: "POST", Pattern: "/schemes/check", Action: access.ReadScheme, Name: "scheme-check", Body: schemeLimit, handle: (*request).schemeCheckSent},
		{Method: "GET", Pattern: "/schemes/{name}", Action: access.ReadScheme, Name: "scheme", handle: (*request).scheme},
		{Method: "GET", Pattern: "/rounds/{id}/board", Action: access.ReadBoard, Name: "board", handle: (*request).board},
		{Method: "GET", Pattern: "/rounds/{id}/dossiers", Action: access.ReadBoard, Name: "dossiers", handle: (*request).dossiers},
		{Method: "GET", Pattern: "/rounds/{id}/pairs", Action: access.ReadBoard, Name: "pairs", handle: (*request).pairs},
		{Method: "GET", Pattern: "/rounds/{id}/compare", Action: access.ReadBoard, Name: "compare", handle: (*request).compare},
		{Method: "GET", Pattern: "/rounds/{id}/owed", Action: access.ReadBoard, Name: "owed", handle: (*request).owed},
		{Method: "GET", Pattern: "/rounds/{id}/reminders", Action: access.ReadBoard, Name: "reminders", handle: (*request).reminders},
		{Method: "GET", Pattern: "/rounds/{id}/stats", Action: access.ReadStats, Name: "stats", handle: (*request).stats},
		{Method: "GET", Pattern: "/rounds/{id}/stats.xlsx", Action: access.ReadStats, Name: "stats-book", handle: (*request).statsBook},
		{Method: "POST", Pattern: "/rounds/{id}/stats/seal", Action: access.SealStats, Name: "stats-seal", handle: (*request).statsSeal},
		{Method: "GET", Pattern: "/rounds/{id}/stats/copies/{copy}", Action: access.ReadStats, Name: "stats-copy", handle: (*request).statsCopy},

		{Method: "GET", Pattern: "/rounds/{id}/filing", Action: access.ReadFilings, Name: "filings", handle: (*request).filings},
		{Method: "POST", Pattern: "/rounds/{id}/filing/receive", Action: access.DecideFiling, Name: "filing-receive", handle: (*request).filingReceive},
		{Method: "GET", Pattern: "/rounds/{id}/filing/unit", Action: access.ReadFiling, Name: "filing", handle: (*request).filing},
		{Method: "GET", Pattern: "/rounds/{id}/filing/draft.zip", Action: access.ReadFiling, Name: "filing-preview", handle: (*request).filingPreview},
		{Method: "POST", Pattern: "/rounds/{id}/filing/hand-in", Action: access.HandInFiling, Name: "filing-hand-in", handle: (*request).filingHandIn},
		{Method: "GET", Pattern: "/filings/{id}/pack.zip", Action: access.ReadFiling, Name: "filing-pack", handle: (*request).filingPack},
		{Method: "GET", Pattern: "/filings/{id}/receipt", Action: access.ReadFiling, Name: "filing-receipt", handle: (*request).filingReceipt},
		{Method: "POST", Pattern: "/filings/{id}/return", Action: access.DecideFiling, Name: "filing-return", handle: (*request).filingReturn},

		{Method: "GET", Pattern: "/accounts", Action: access.ReadAccount, Name: "accounts", handle: (*request).accounts},
		{Method: "POST", Pattern: "/accounts", Action: access.ManageAccount, Name: "account-make", handle: (*request).accountMake},
		{Method: "POST", Pattern: "/accounts/bulk", Action: access.ManageAccount, Name: "accounts-make", handle: (*request).accountsMake},
		{Method: "GET", Pattern: "/accounts/{id}", Action: access.ReadAccount, Name: "account", handle: (*request).account},
		{Method: "POST", Pattern: "/accounts/{id}/reset", Action: access.ManageAccount, Name: "account-reset", handle: (*request).accountReset},
		{Method: "POST", Pattern: "/accounts/{id}/disable", Action: access.ManageAccount, Name: "account-disable", handle: (*request).accountDisable},
		{Method: "POST", Pattern: "/accounts/{id}/roles", Action: access.GrantRole, Name: "role-grant", handle: (*request).roleGrant},
		{Method: "POST", Pattern: "/accounts/{id}/roles/revoke", Action: access.GrantRole, Name: "role-revoke", handle: (*request).roleRevoke},

		{Method: "GET", Pattern: "/ledger", Action: access.ReadLedger, Name: "ledger", handle: (*request).ledger},
	}
}
