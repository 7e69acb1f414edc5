package store

import (
	"fmt"
	"slices"
	"strings"

	"lingping/internal/blob"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
)

// recordKind is a kind of record of which the ledger keeps what every act left it as.
type recordKind struct {
	name    string
	tables  string // whose rows it is made of, for the law that whoever writes them witnesses it
	by      string // the column by which records are asked
	from    string // its first table and others, with the condition
	columns []recordColumn
	drafts  bool // rows that are no record yet do not show
	single  bool // one value asks for one record, whose key it is
	text    string
}

type recordColumn struct{ name, expression string }

// label is the kind with the number of its shape. Whoever changes what a kind is made of gives it another number, and has
// every record of it witnessed anew.
func (k *recordKind) label() string { return k.name + "/1" }

// kindOf makes a kind of the named columns of its first table, x, and others.
func kindOf(name, tables, from, by, key, columns string, more ...recordColumn) recordKind {
	k := recordKind{name: name, tables: tables, by: by, from: from, single: key == byID || key == by}
	for column := range strings.FieldsSeq(columns) {
		k.columns = append(k.columns, recordColumn{column, "x." + column})
	}

	k.columns = append(k.columns, more...)
	texts := []string{key}
	for _, c := range k.columns {
		texts = append(texts, c.expression)
	}

	k.text = `SELECT ` + strings.Join(texts, ", ") + ` FROM ` + from
	return k
}

func (k recordKind) withDrafts() recordKind {
	k.drafts = true
	return k
}

const byID = `CAST(x.id AS TEXT)`

// handedIn is what is true of the obligation o of a review whose text is in force, or waits to be.
var handedIn = fmt.Sprintf(`o.state IN ('%s', '%s')`, review.Submitted, review.Confirmed)

// inForce is the value of a column while the review is handed in; a draft is nobody's business but the writer's.
func inForce(column string) recordColumn {
	return recordColumn{column, `CASE WHEN ` + handedIn + ` THEN CAST(x.` + column + ` AS TEXT) ELSE '' END`}
}

// recordKinds are all of them. What ever changed without an act is not in a record: counters and when somebody was last seen.
var recordKinds = []recordKind{
	kindOf("round", "round", `round x WHERE 1 = 1`, "x.id", byID,
		"name scheme scheme_text theme unit_id from_day to_day snapshot_day state opened_at launched_at closed_at previous_id unlaunched withdrawn_at"),
	kindOf("exemption", "exemption", `exemption x WHERE 1 = 1`, "x.unit_id",
		`CAST(x.unit_id AS TEXT) || '/' || CAST(x.round_id AS TEXT) || '/' || x.kind || '/' || CAST(x.person_id AS TEXT)`,
		"class reason approver at by_name"),
	kindOf("hand-over", "handover", `handover x WHERE 1 = 1`, "x.id", byID, "round_id extent seat_id from_id to_id reason moved at by_name"),
	kindOf("review", "review obligation", `review x JOIN obligation o ON o.id = x.id WHERE x.version > 0`, "x.id", byID,
		`round_id sheet_id occasion_id version return_reason submitted_at confirmed_at confirmed_how paper_ref paper_blob
		acknowledged_at acknowledged_how dissent recalled`,
		recordColumn{"unit", "o.unit_id"}, recordColumn{"kind", "o.kind"}, recordColumn{"person", "o.person_id"},
		recordColumn{"reviewer", "o.reviewer_id"}, recordColumn{"seat", "o.seat_id"}, recordColumn{"owner", "o.owner_id"},
		recordColumn{"state", "o.state"}, recordColumn{"drawn", "o.drawn_id"}, inForce("mode"), inForce("selection"), inForce("carrier"), inForce("day"), inForce("place"),
		inForce("body"), inForce("writer_id"), inForce("writer_name"), inForce("side")).withDrafts(),
	kindOf("review-version", "review_version", `review_version x WHERE 1 = 1`, "x.review_id",
		`CAST(x.review_id AS TEXT) || '/' || CAST(x.version AS TEXT)`, "body reason writer_name at"),
	kindOf("dissent", "dissent", `dissent x WHERE 1 = 1`, "x.review_id",
		`CAST(x.review_id AS TEXT) || '/' || CAST(x.version AS TEXT)`, "body at answer answered_by answered_at"),
	kindOf("everyday", "everyday", `everyday x WHERE 1 = 1`, "x.id", byID, "kind unit_id person_id reviewer_id version acknowledged_at acknowledged_how"),
	kindOf("everyday-version", "everyday_version", `everyday_version x WHERE 1 = 1`, "x.everyday_id",
		`CAST(x.everyday_id AS TEXT) || '/' || CAST(x.version AS TEXT)`, "day place mode good problems advice reason by_name at"),
	kindOf("summary", "summary", `summary x WHERE x.state <> '`+string(dossier.SummaryDraft)+`'`, "x.id", byID,
		"round_id unit_id person_id state body took_part met_on paper return_reason returned_by handed_in_at by_name").withDrafts(),
	kindOf("notice", "notice notice_channel", `notice x WHERE 1 = 1`, "x.id", byID, "round_id unit_id code state edition shown from_day to_day ended_day reason",
		recordColumn{"channels", `(SELECT STRING_AGG(c.name || ' ' || c.day || ' ' || c.place, '|' ORDER BY c.ord) FROM notice_channel c WHERE c.notice_id = x.id)`}),
	kindOf("notice-edition", "notice_edition notice_sheet", `notice_edition x WHERE 1 = 1`, "x.notice_id",
		`CAST(x.notice_id AS TEXT) || '/' || CAST(x.edition AS TEXT)`, "body hash",
		recordColumn{"sheets", `(SELECT STRING_AGG(CAST(s.review_id AS TEXT) || ' ' || CAST(s.person_id AS TEXT) || ' ' || CAST(s.version AS TEXT) ||
			CASE WHEN s.included THEN '+' ELSE '-' END, '|' ORDER BY s.review_id) FROM notice_sheet s WHERE s.notice_id = x.notice_id AND s.edition = x.edition)`}),
	kindOf("notice-act", "notice_act", `notice_act x WHERE 1 = 1`, "x.id", byID,
		"notice_id edition act account_id person_id name paper_ref entered_by note at"),
	kindOf("consent", "notice_consent", `notice_consent x WHERE 1 = 1`, "x.person_id",
		`CAST(x.person_id AS TEXT) || '/' || CAST(x.round_id AS TEXT)`, "wish how by_name at"),
	kindOf("experience", "experience", `experience x WHERE 1 = 1`, "x.id", byID, `round_id review_id kind unit_id person_id body state by_name at
		wish how wish_by wish_at sentence recommended_by reason promotion_id`),
	kindOf("promotion", "promotion", `promotion x WHERE 1 = 1`, "x.id", byID, "round_id number code state edition shown reason day body hash"),
	kindOf("promotion-act", "promotion_act", `promotion_act x WHERE 1 = 1`, "x.id", byID,
		"promotion_id edition act account_id person_id name paper_ref entered_by note at"),
	kindOf("filing", "filing filing_sheet", `filing x WHERE 1 = 1`, "x.id", byID, `round_id unit_id duty version state sheets lacking reason due hour day at by_account by_person
		by_name blob_id hash size year number decided_at decided_by return_reason`,
		recordColumn{"forms", `(SELECT STRING_AGG(CAST(s.review_id AS TEXT) || ' ' || CAST(s.version AS TEXT), '|' ORDER BY s.review_id)
			FROM filing_sheet s WHERE s.filing_id = x.id)`}),
	kindOf("blob", "blob", `blob x WHERE x.media <> '`+blob.RosterMedia+`'`, "x.id", byID, "hash name media size").withDrafts(),
	kindOf("file", "dossier_file", `dossier_file x WHERE 1 = 1`, "x.id", byID, "round_id owner owner_id name media hash size version blob_id by_name at"),
	kindOf("draw", "draw draw_lot", `draw x WHERE 1 = 1`, "x.id", byID, `round_id unit_id kind unit_kind category group_ source pool_hash size want
		public drawn_at drawn_by again_id reason by_name at fresh due series_id layer own_hash own_text second_hash second_text witness`, recordColumn{"lots", `(SELECT STRING_AGG(l.ref || ' ' || CAST(l.unit_id AS TEXT) || ' ' ||
		CAST(l.person_id AS TEXT) || ' ' || l.ticket || ' ' || CAST(l.place AS TEXT) || ' ' || l.excluded || ' ' || l.absent, '|' ORDER BY l.unit_id, l.person_id)
		FROM draw_lot l WHERE l.draw_id = x.id)`}),
	kindOf("action", "action", `action x WHERE 1 = 1`, "x.id", byID, `round_id from_id review_id sheet_id number problem gone kind unit_id person_id
		owner_unit owner_person asker_id asker_seat state responsible_id suggestion goal measure deadline clock outcome reported_day returned
		extend_to extend_why reply_id verdict verifier closed_day reopened`),
	kindOf("action-event", "action_event", `action_event x WHERE 1 = 1`, "x.id", byID, "action_id act state said by_name paper at"),
	kindOf("reply", "reply", `reply x WHERE x.state <> '`+string(rectify.ReplyDraft)+`'`, "x.id", byID, `round_id sheet_id unit_id owner_unit owner_person state title salutation body
		signature day sent_at accepted_at accepted_by paper_ref reason`).withDrafts(),
	kindOf("sealed-copy", "stats_copy", `stats_copy x WHERE 1 = 1`, "x.id", byID, "round_id unit_id as_of body seal by_name"),
	kindOf("opinions", "opinion_pool opinion opinion_vote", `opinion_pool x WHERE 1 = 1`, "x.id", byID, `round_id unit_id batch_id title floor slips opinions closed_day`,
		recordColumn{"votes", `(SELECT STRING_AGG(v.question || ' ' || CAST(v.yes AS TEXT) || ' ' || CAST(v.partly AS TEXT) || ' ' || CAST(v.no AS TEXT), '|'
			ORDER BY v.ord) FROM opinion_vote v WHERE v.pool_id = x.id)`},
		recordColumn{"said", `(SELECT STRING_AGG(CAST(o.id AS TEXT) || ' ' || o.about || ' ' || CAST(o.person_id AS TEXT) || ' ' || o.question || ' ' || o.class || ' ' ||
		o.text || ' ' || CAST(o.times AS TEXT) || ' ' || o.disposition || ' ' || o.sentence || ' ' || CAST(o.review_id AS TEXT) || ' ' ||
		CAST(o.problem AS TEXT) || ' ' || o.demand || ' ' || o.by_name || ' ' || o.day, '|' ORDER BY o.id) FROM opinion o WHERE o.pool_id = x.id)`}),
	kindOf("account", "account account_role", `account x WHERE 1 = 1`, "x.id", byID, `login name person_id secret must_change disabled made_at spare_of`,
		recordColumn{"roles", `(SELECT STRING_AGG(r.role || ' ' || CAST(r.unit_id AS TEXT), '|' ORDER BY r.role, r.unit_id) FROM account_role r WHERE r.account_id = x.id)`}),
	kindOf("second-step", "second_step recovery_code", `second_step x WHERE 1 = 1`, "x.id", byID, "secret made_at",
		recordColumn{"codes", `(SELECT STRING_AGG(r.hash, '|' ORDER BY r.hash) FROM recovery_code r WHERE r.account_id = x.id)`}),
	kindOf("session", "session", `session x WHERE 1 = 1`, "x.hash", "x.hash", "account_id made_at ends_at shared"),
	kindOf("clerk", "clerk", `clerk x WHERE 1 = 1`, "x.reviewer_id", `CAST(x.reviewer_id AS TEXT) || '/' || CAST(x.clerk_id AS TEXT)`, "at"),
	kindOf("setting", "setting", `setting x WHERE x.name NOT LIKE '`+NotedSettings+`%'`, "x.name", "x.name", "value").withDrafts(),
}

// RecordKinds are the kinds of records that the ledger knows of, with the numbers of their shapes.
func RecordKinds() (all []string) {
	for i := range recordKinds {
		all = append(all, recordKinds[i].label())
	}
	return all
}

// labelled is the kind with this label, nil without one.
func labelled(label string) *recordKind {
	i := slices.IndexFunc(recordKinds, func(k recordKind) bool { return k.label() == label })
	if i < 0 {
		return nil
	}
	return &recordKinds[i]
}
