package page

import (
	"net/url"

	"lingping/bench/house"
)

// Page is one page as somebody asks for it. Route is its name in the table of routes; one route may be asked for in several
// ways, told apart by Note.
type Page struct {
	Route, Note string
	As          string // a part of package house; empty: the public
	At          string // address, with the placeholders that house.Address fills
}

// belowRoot is the note of pages about the first unit below the root, or of who leads it. In a small house that is a general
// branch, in a large one what stands above twenty of them.
const belowRoot = "below the root"

// Uneven reports whether the page is about units that are larger in a larger house, so that it may show more there: the
// first below the root, and those two levels below it whom its leader sees too.
func (p Page) Uneven() bool { return p.Note == belowRoot || p.As == leader }

// Name tells a page from all others.
func (p Page) Name() string {
	name := p.Route
	if p.Note != "" {
		name += ", " + p.Note
	}

	if p.As == "" {
		return name + " (public)"
	}

	return name + " (" + p.As + ")"
}

// The shorter names of who asks most.
const (
	office  = house.Office
	leader  = house.Leader
	middle  = house.Middle
	general = house.General
	branch  = house.Branch
	member  = house.Member
)

// Pages are all pages that are measured. A route that has none of them stands in Unmeasured.
func Pages() []Page { return append(append(append(own(), ofRound()...), records()...), desk()...) }

// own is what somebody finds who has signed in, and what the public sees.
func own() []Page {
	return []Page{
		{"health", "", "", "/healthz"},
		{"ready", "", "", "/readyz"},
		{"login", "", "", "/login"},
		{"handbook", "", member, "/handbook"},
		{"form-token", "", branch, "/form-token"},
		{"home", "", branch, "/"},
		{"home", "", general, "/"},
		{"home", belowRoot, middle, "/"},
		{"home", "", leader, "/"},
		{"home", "", member, "/"},
		{"home", "", office, "/"},
		{"series", "", branch, "/series?round={round}&owner={secretary}&kind=member&unit={unit}"},
		{"occasions", "", branch, "/occasions"},
		{"occasion-new", "", branch, "/occasions/new"},
		{"on-site", "", general, "/on-site"},
		{"opinions", "", branch, "/opinions"},
		{"opinions", "", general, "/opinions"},
		{"opinions", "", office, "/opinions"},
		{"opinion-new", "", general, "/opinions/new"},
		{"own-actions", "", branch, "/actions"},
		{"own-actions", "", member, "/actions"},
		{"own-helps", "", branch, "/helps"},
		{"everydays", "", branch, "/everyday"},
		{"everydays", "", general, "/everyday"},
		{"everydays", "", leader, "/everyday"},
		{"everyday-new", "", branch, "/everyday/new?subject=member.{unit}.{person}"},
		{"clock", "", branch, "/clock"},
		{"clock", "", general, "/clock?unit={general}"},
		{"clock", "", office, "/clock"},
		{"clock", "summed up", office, "/clock?sum=on"},
		{"clock", belowRoot, office, "/clock?unit={first}"},
		{"clerks", "", branch, "/clerks"},
		{"exports", "", office, "/exports"},
		{"settings", "", branch, "/settings"},
		{"password", "", branch, "/settings/password"},
		{"second", "", branch, "/settings/second"},
		{"slip-form", "", "", "/o"},
		{"public-notices", "", "", "/n"},
		{"receipt", "", "", "/n/receipt"},
		{"public-notice", "", "", "/n/{code}"},
		{"public-text", "", "", "/n/{code}/text"},
		{"notice-door", "", "", "/n/{notice}/door"},
	}
}

// ofRound is what is seen of a whole round, and of a part of it.
func ofRound() []Page {
	return []Page{
		{"rounds", "", office, "/rounds"},
		{"round-new", "", office, "/rounds/new"},
		{"round", "", office, "/rounds/{round}"},
		{"round", "", branch, "/rounds/{round}"},
		{"plan", "", office, "/rounds/{round}/plan"},
		{"plan", "further on", office, "/rounds/{round}/plan?from=400"},
		{"plan", "of a kind", office, "/rounds/{round}/plan?kind=member"},
		{"plan", "one character", office, "/rounds/{round}/plan?q=" + url.QueryEscape("王")},
		{"plan", "nobody", office, "/rounds/{round}/plan?q=" + url.QueryEscape("诸葛")},
		{"handover", "", office, "/rounds/{round}/handover"},
		{"changes", "", office, "/rounds/{round}/changes"},
		{"board", "", office, "/rounds/{round}/board"},
		{"board", belowRoot, office, "/rounds/{round}/board?unit={first}"},
		{"board", "", general, "/rounds/{round}/board?unit={general}"},
		{"dossiers", "", office, "/rounds/{round}/dossiers"},
		{"dossiers", "that lack", office, "/rounds/{round}/dossiers?lacks=summary"},
		{"pairs", "", office, "/rounds/{round}/pairs"},
		{"compare", "", office, "/rounds/{round}/compare"},
		{"owed", "", office, "/rounds/{round}/owed"},
		{"owed", "further on", office, "/rounds/{round}/owed?from=400"},
		{"owed", "", general, "/rounds/{round}/owed?unit={general}"},
		{"owed", "of a kind", office, "/rounds/{round}/owed?kind=member"},
		{"owed", "of a kind, done", office, "/rounds/{round}/owed?kind=secretary&state=done"},
		{"owed", "one reviewer", office, "/rounds/{round}/owed?q=" + url.QueryEscape("王")},
		{"reminders", "", office, "/rounds/{round}/reminders"},
		{"reminders", "", general, "/rounds/{round}/reminders?unit={general}"},
		{"reminders", "late", office, "/rounds/{round}/reminders?late=on"},
		{"reminders", "by a day", office, "/rounds/{round}/reminders?by=2011-12-31"},
		{"reminders", "one reviewer", office, "/rounds/{round}/reminders?q=" + url.QueryEscape("王")},
		{"stats", "", office, "/rounds/{round}/stats"},
		{"stats", belowRoot, office, "/rounds/{round}/stats?unit={first}"},
		{"stats", "", general, "/rounds/{round}/stats?unit={general}"},
		{"stats-book", "", office, "/rounds/{round}/stats.xlsx"},
		{"stats-pdf", "", office, "/rounds/{round}/stats.pdf"},
		{"stats-copy", "", office, "/rounds/{round}/stats/copies/{copy}?unit={unit}"},
		{"arrangements", "", office, "/rounds/{round}/arrangements"},
		{"arrangement", "", general, "/rounds/{round}/arrangements/{general}"},
		{"arrangement-word", "", general, "/rounds/{round}/arrangements/{general}/plan.docx"},
		{"arrangement-pdf", "", general, "/rounds/{round}/arrangements/{general}/plan.pdf"},
		{"draws", "", office, "/rounds/{round}/draws"},
		{"commitments", "", office, "/rounds/{round}/commitments"},
		{"commitments", "", branch, "/rounds/{round}/commitments?unit={unit}"},
		{"commitments-own", "", member, "/rounds/{round}/commitments/own?unit={unit}&person={person}"},
		{"summaries", "", office, "/rounds/{round}/summaries"},
		{"summaries", "", branch, "/rounds/{round}/summaries?unit={unit}"},
		{"fieldwork-list", "", general, "/rounds/{round}/fieldwork"},
		{"fieldwork-list", "", office, "/rounds/{round}/fieldwork"},
		{"fieldwork-new", "", general, "/rounds/{round}/fieldwork/new"},
		{"meetings", "", office, "/rounds/{round}/meetings"},
		{"experiences", "", office, "/rounds/{round}/experience"},
		{"actions", "", office, "/rounds/{round}/actions"},
		{"actions", "", general, "/rounds/{round}/actions?unit={general}"},
		{"actions", "further on", office, "/rounds/{round}/actions?from=400"},
		{"actions", "of a kind", office, "/rounds/{round}/actions?kind=member"},
		{"actions", "of a colour", office, "/rounds/{round}/actions?light=overdue"},
		{"actions", "of a rare colour", office, "/rounds/{round}/actions?light=behind"},
		{"actions", "in a state", office, "/rounds/{round}/actions?state=closed"},
		{"helps", "", office, "/rounds/{round}/helps"},
		{"filings", "", office, "/rounds/{round}/filing"},
		{"filing", "", general, "/rounds/{round}/filing/unit?unit={general}"},
		{"filing", belowRoot, office, "/rounds/{round}/filing/unit?unit={first}"},
		{"forms", "", office, "/rounds/{round}/forms"},
		{"retentions", "", office, "/archive"},
		{"retention", "", office, "/rounds/{round}/archive"},
	}
}

// records are single things.
func records() []Page {
	return []Page{
		{"review-edit", "", branch, "/reviews/{open}/edit"},
		{"review", "to write", branch, "/reviews/{open}"},
		{"review", "that counts", branch, "/reviews/{sheet}"},
		{"review", "that counts", member, "/reviews/{sheet}"},
		{"review", "that counts", office, "/reviews/{sheet}"},
		{"review-correct-form", "", branch, "/reviews/{sheet}/correct"},
		{"review-form", "", office, "/reviews/{sheet}/form.docx"},
		{"review-print", "", office, "/reviews/{sheet}/print"},
		{"review-form-pdf", "", office, "/reviews/{sheet}/form.pdf"},
		{"review-scan", "", office, "/reviews/{signed}/scan"},
		{"occasion", "", branch, "/occasions/{occasion}"},
		{"grid", "", branch, "/occasions/{occasion}/grid"},
		{"fieldwork", "", general, "/fieldwork/{fieldwork}"},
		{"opinion-batch", "", office, "/opinions/{batch}"},
		{"heard", "", general, "/heard/{pool}"},
		{"heard-answers", "", general, "/heard/{pool}/answers"},
		{"everyday", "", branch, "/everyday/{everyday}"},
		{"action", "", branch, "/actions/{action}"},
		{"evidence", "", branch, "/actions/{action}/files/{evidence}"},
		{"reply-edit", "", member, "/reviews/{sheet}/reply"},
		{"reply", "", branch, "/replies/{reply}"},
		{"reply-letter", "", branch, "/replies/{reply}/letter.docx"},
		{"reply-letter-pdf", "", branch, "/replies/{reply}/letter.pdf"},
		{"help", "", office, "/helps/{help}"},
		{"help-new", "", branch, "/reviews/{sheet}/help"},
		{"notice-new", "", general, "/notices/new?round={round}&unit={general}"},
		{"notice", "", office, "/notices/{notice}"},
		{"bulletin", "", office, "/notices/{notice}/bulletin"},
		{"bulletin-word", "", office, "/notices/{notice}/bulletin.docx"},
		{"bulletin-pdf", "", office, "/notices/{notice}/bulletin.pdf"},
		{"notice-proof", "", office, "/notices/{notice}/files/{proof}"},
		{"summary", "", member, "/rounds/{round}/summary?unit={unit}&person={person}"},
		{"summary-file", "", member, "/rounds/{round}/summary/files/{photo}?unit={unit}&person={person}"},
		{"draw", "", office, "/draws/{draw}"},
		{"draw-record", "", office, "/draws/{draw}/record.json"},
		{"draw-pool", "", office, "/draws/{draw}/pool.txt"},
		{"filing-pack", "", office, "/filings/{pack}/pack.zip"},
		{"export", "", office, "/exports/{export}"},
		{"export-file", "", office, "/exports/{export}/file"},
	}
}

// desk is what offices and administrators look things up in.
func desk() []Page {
	return []Page{
		{"units", "", office, "/units"},
		{"units", "two characters", office, "/units?q=" + url.QueryEscape("江州")},
		{"unit", "root", office, "/units/{root}"},
		{"unit", "general branch", office, "/units/{general}"},
		{"unit", "branch", office, "/units/{unit}"},
		{"unit", "branch", branch, "/units/{unit}"},
		{"unit-children", "", office, "/units/{root}/children"},
		{"search", "", office, "/search?q=" + url.QueryEscape("欧阳")},
		{"search", "a unit", general, "/search?q=" + url.QueryEscape("机械")},
		{"search", "number", branch, "/search?q=00000017"},
		{"persons", "nothing asked", office, "/persons"},
		{"persons", "two characters", office, "/persons?q=" + url.QueryEscape("欧阳")},
		{"persons", "two characters", general, "/persons?q=" + url.QueryEscape("欧阳")},
		{"persons", "one character", office, "/persons?q=" + url.QueryEscape("王")},
		{"persons", "end of a name", office, "/persons?q=" + url.QueryEscape("清源")},
		{"persons", "end of many names", office, "/persons?q=" + url.QueryEscape("伟")},
		{"persons", "pinyin", office, "/persons?q=ouyang"},
		{"persons", "initials", office, "/persons?q=oyqy"},
		{"persons", "number", office, "/persons?q=00000017"},
		{"persons", "nobody", office, "/persons?q=" + url.QueryEscape("诸葛")},
		{"person", "", office, "/persons/{person}"},
		{"import", "", office, "/import"},
		{"import-blank", "", office, "/import/blank.xlsx"},
		{"import-check", "", office, "/import/{import}"},
		{"import-running", "", office, "/import/{import}/running"},
		{"import-last", "", office, "/import/last"},
		{"import-faults", "", office, "/import/{import}/faults.txt"},
		{"doubles", "", office, "/roster/doubles"},
		{"schemes", "", office, "/schemes"},
		{"scheme", "", office, "/schemes/chuangxian-2010"},
		{"scheme-try", "", office, "/schemes/chuangxian-2010/try"},
		{"scheme-guide", "", office, "/schemes/chuangxian-2010/guide"},
		{"templates", "", office, "/templates"},
		{"accounts", "", office, "/accounts"},
		{"account", "", office, "/accounts/{account}"},
		{"ledger", "", house.Auditor, "/ledger"},
		{"ledger", "of a round", house.Auditor, "/ledger?round={round}"},
		{"ledger", "of an act", house.Auditor, "/ledger?act=confirm-review"},
	}
}

// Unmeasured are the routes of which no page is asked for, each with the reason.
func Unmeasured() map[string]string {
	return map[string]string{
		"template-file":          "the house that is measured keeps no form; it is two rows",
		"import-rows":            "the roster of the scene has no faulty rows",
		"merge-look":             "two persons who look alike are seldom; it reads what leads to them",
		"round-change-form":      "the house that is measured has no round in preparation; it is one row",
		"experience":             "the house that is measured has marked none; it is one row",
		"promotion":              "the house that is measured has put no issue together; it is a row and a few beside it",
		"promotion-bulletin":     "the same issue",
		"promotion-bulletin-pdf": "the same issue",
		"public-promotion":       "the same issue",
		"notice-display":         "it leads to the page of the notice, which is measured",
		"second-step":            "it asks for a code of whoever has given his password just now; it is his row",
		"institution":            "it leads to the single sign-on of the institution, and asks nothing of the database",
		"institution-back":       "it leads on, once the single sign-on has said who comes; it is a session and an account",
		"static":                 "a file of the program, the same in every house",
		"ledger-checkpoint":      "the house that is measured makes none; it is one row",
		"filing-receipt":         "there is one only after the office has received a whole filing; it is the row of the pack and no more",
	}
}
