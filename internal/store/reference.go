package store

import (
	"fmt"
	"strings"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// references are which columns hold the number of a row of which table; 0 there means none. The databases do not watch
// over them (docs/adr/0014-references.md): Orphans does. A unit is one of the frozen tree of the row's round, or, while
// the round is prepared, of the living one.
var references = []struct{ parent, children string }{
	{"round", `action.round_id arrangement.round_id arrangement_row.round_id commitment.round_id counter.round_id
		counter_delta.round_id day_counter.round_id decision.round_id dossier_file.round_id dossier_step.round_id draw.round_id
		exemption.round_id experience.round_id fieldwork.round_id fieldwork_unit.round_id filing.round_id gap.round_id handover.round_id
		help.round_id holding.round_id ledger.round_id notice.round_id notice_consent.round_id obligation.round_id
		occasion.round_id opinion_batch.round_id opinion_pool.round_id promotion.round_id reply.round_id retention.round_id
		review.round_id round.previous_id round_charge.round_id round_person.round_id round_post.round_id
		round_seat.round_id round_unit.round_id stats_copy.round_id summary.round_id`},
	{"person", `account.person_id action.person_id action.owner_person action.asker_id action.responsible_id
		arrangement_row.owner_id charge.person_id clerk.reviewer_id clerk.clerk_id commitment.person_id
		dossier_step.person_id draw_lot.person_id everyday.person_id everyday.reviewer_id exemption.person_id experience.person_id
		fieldwork.leader_id filing.by_person gap.person_id gap.propose_id handover.from_id handover.to_id
		help.person_id help.leader_id holding.person_id notice_act.person_id notice_consent.person_id
		notice_sheet.person_id obligation.person_id obligation.reviewer_id obligation.owner_id occasion.leader_id
		opinion.person_id person_word.person_id post.person_id promotion_act.person_id reply.owner_person round_charge.person_id
		round_person.person_id round_post.person_id round_seat.person_id summary.person_id`},
	{"unit", `account_role.unit_id charge.unit_id everyday.unit_id person.branch_id post.unit_id round.unit_id
		unit.parent_id draw_lot.unit_id opinion_pool_unit.unit_id person_word.branch_id scheme_version.unit_id template.unit_id`},
	{"round_unit", `action.unit_id action.owner_unit action.asker_seat arrangement.unit_id arrangement_row.unit_id
		commitment.unit_id counter.unit_id counter_delta.unit_id day_counter.unit_id dossier_step.unit_id draw.unit_id exemption.unit_id
		experience.unit_id fieldwork_unit.unit_id filing.unit_id gap.unit_id handover.seat_id help.unit_id help.seat_id holding.unit_id
		notice.unit_id obligation.unit_id obligation.seat_id occasion.unit_id opinion_batch.unit_id
		opinion_pool.unit_id reply.unit_id reply.owner_unit round_charge.unit_id round_person.branch_id
		round_post.unit_id round_seat.unit_id round_unit.parent_id stats_copy.unit_id summary.unit_id`},
	{"account", `account_role.account_id account_word.account_id recovery_code.account_id second_step.id session.account_id sign_in.account_id`},
	{"obligation", `action.review_id action.sheet_id collected.review_id dissent.review_id experience.review_id filing_lacking.review_id filing_sheet.review_id help.sheet_id
		notice_sheet.review_id opinion.review_id reply.sheet_id review.id review.sheet_id review_version.review_id`},
	{"action", `action.from_id action_event.action_id`},
	{"arrangement", `arrangement_row.arrangement_id`},
	{"blob", `dossier_file.blob_id filing.blob_id template.blob_id`},
	{"commitment", `commitment.from_id`},
	{"decision", `obligation.decision_id`},
	{"draw", `draw.again_id draw.series_id draw_lot.draw_id obligation.drawn_id`},
	{"everyday", `everyday_version.everyday_id`},
	{"fieldwork", `fieldwork_finding.fieldwork_id fieldwork_unit.fieldwork_id`},
	{"filing", `filing_lacking.filing_id filing_sheet.filing_id`},
	{"notice", `notice_act.notice_id notice_channel.notice_id notice_edition.notice_id notice_feedback.notice_id
		notice_sheet.notice_id`},
	{"occasion", `review.occasion_id`},
	{"opinion_batch", `invitation.batch_id opinion_buffer.batch_id opinion_code.batch_id opinion_pool.batch_id opinion_sealed.batch_id`},
	{"opinion_pool", `opinion.pool_id opinion_pool_unit.pool_id opinion_vote.pool_id`},
	{"promotion", `experience.promotion_id promotion_act.promotion_id`},
	{"reply", `action.reply_id`},
}

// mergeWords are what the rows of a table are called.
var mergeWords = map[string]i18n.Word{
	"account": "账号", "account_role": "账号权限", "recovery_code": "恢复码", "second_step": "两步验证", "action": "整改事项", "arrangement": "点评方案", "arrangement_row": "点评方案",
	"charge": "分工", "clerk": "委托", "commitment": "公开承诺", "dossier_step": "五步进度", "draw": "抽取记录", "draw_lot": "抽取记录",
	"everyday": "平时点评", "exemption": "免评", "experience": "经验和典型", "fieldwork": "调研记录", "fieldwork_unit": "调研记录", "filing": "备案",
	"gap": "没有点评人的对象", "handover": "移交任务", "help": "帮助事项", "notice": "通报", "notice_act": "通报", "notice_consent": "对公开的意见",
	"notice_sheet": "通报", "obligation": "点评任务", "occasion": "会议活动", "opinion": "征求意见", "opinion_batch": "征求意见",
	"opinion_pool": "征求意见", "opinion_pool_unit": "征求意见", "person": "人员", "post": "职务", "promotion_act": "推介", "reply": "书面回复", "round": "轮次",
	"round_charge": "轮次名册", "round_person": "轮次名册", "round_post": "轮次名册", "round_seat": "轮次名册", "round_unit": "轮次名册",
	"scheme_version": "方案", "stats_copy": "封存统计", "summary": "总结", "template": "本单位的 Word 表", "unit": "党组织",
}

// Orphans is how many rows hold the number of a row that is not there.
type Orphans struct {
	Child  string // table.column
	Parent string // the table in which it is missed
	Rows   int
}

// Orphans looks through every reference of every table and gives those that lead nowhere.
func (tx *Tx) Orphans() (out []Orphans, err error) {
	defer errs.Wrap(&err, "store.Orphans")

	for _, r := range references {
		for _, child := range strings.Fields(r.children) {
			table, column, _ := strings.Cut(child, ".")
			n, err := Count(tx, orphansSQL(table, column, r.parent))
			if err != nil {
				return nil, err
			}

			if n > 0 {
				out = append(out, Orphans{child, r.parent, n})
			}
		}
	}

	return out, nil
}

// orphansSQL counts the rows of the table whose column leads nowhere. The names are from the source code.
func orphansSQL(table, column, parent string) string {
	missing := fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM %s p WHERE p.id = c.%s)`, parent, column)
	switch parent {
	case "unit":
		missing += ` AND NOT EXISTS (SELECT 1 FROM merged m WHERE m.what = 'unit' AND m.gone_id = c.` + column + `)`
	case "round_unit":
		missing = fmt.Sprintf(`NOT EXISTS (SELECT 1 FROM round_unit p WHERE p.round_id = c.round_id AND p.unit_id = c.%s)
			AND NOT EXISTS (SELECT 1 FROM unit p WHERE p.id = c.%[1]s)`, column)
	}
	return fmt.Sprintf(`SELECT COUNT(*) FROM %s c WHERE c.%s > 0 AND %s`, table, column, missing)
}
