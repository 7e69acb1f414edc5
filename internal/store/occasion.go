package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func occasionColumns(o *review.Occasion) columns {
	return columns{
		{"c.id", &o.ID}, {"c.round_id", &o.Round}, {"c.unit_id", &o.Unit}, {"c.leader_id", &o.Leader},
		{"c.kind", &o.Kind}, {"c.title", &o.Title}, {"c.mode", &o.Setting.Modes},
		{"c.selection", &o.Setting.Selection}, {"c.carrier", &o.Setting.Carrier}, {"c.day", &o.Setting.Day},
		{"c.place", &o.Setting.Place}, {"c.expected", &o.Expected}, {"c.members", &o.Members},
		{"c.committee", &o.Committee}, {"c.representatives", &o.Representatives},
		{"c.members_leave", &o.Turnout.Leave}, {"c.committee_expected", &o.Turnout.CommitteeExpected},
		{"c.committee_leave", &o.Turnout.CommitteeLeave},
		{"c.representatives_expected", &o.Turnout.RepresentativesExpected},
		{"c.representatives_leave", &o.Turnout.RepresentativesLeave}, {"c.absent", &o.Absent},
		{"c.invited", &o.Invited}, {"c.talk_with", &o.Talk.With}, {"c.talk_reason", &o.Talk.Reason}, {"c.talk_demand", &o.Talk.Demand},
		{"c.follow_day", &o.Talk.FollowUp}, {"c.follow_result", &o.Talk.Result}, {"c.follow_by", &o.Talk.ResultBy},
		{"c.follow_at", &o.Talk.ResultAt}, {"c.agenda", &o.Agenda}, {"c.minutes", &o.Minutes},
		{"c.finished_at", &o.FinishedAt}, {"c.entry_key", &o.Key}, {"c.revision", &o.Revision}, {"c.by_name", &o.By},
		{"c.at", &o.At},
	}
}

// Occasion is one occasion.
func (tx *Tx) Occasion(id review.OccasionID) (review.Occasion, error) {
	o, err := One(tx, scanned(occasionColumns), `SELECT `+selected(occasionColumns)+` FROM occasion c WHERE c.id = $1`, id)
	if errors.Is(err, ErrNone) {
		return o, access.ErrRefused
	}
	return o, err
}

// OccasionRow is an occasion in a list.
type OccasionRow struct {
	review.Occasion
	UnitName, LeaderName string
	Sheets, Counted      int // records given on it, and those of them that count
}

func occasionRowColumns(o *OccasionRow) columns {
	return occasionColumns(&o.Occasion).and(columns{
		{"COALESCE(u.name, '')", &o.UnitName}, {"COALESCE(p.name, '')", &o.LeaderName},
		{"(SELECT COUNT(*) FROM review v WHERE v.occasion_id = c.id AND v.occasion_id <> 0)", &o.Sheets},
		{"(SELECT COUNT(*) FROM review v WHERE v.occasion_id = c.id AND v.occasion_id <> 0 AND v.confirmed_at > 0)", &o.Counted},
	}...)
}

// OccasionsIn are the occasions held in a unit in a round, the newest first.
func (tx *Tx) OccasionsIn(id round.ID, unit org.UnitID) ([]OccasionRow, error) {
	return tx.occasions(`c.round_id = $1 AND c.unit_id = $2`, id, unit)
}

func (tx *Tx) occasions(where string, args ...any) ([]OccasionRow, error) {
	return All(tx, scanned(occasionRowColumns), `SELECT `+selected(occasionRowColumns)+`
		FROM occasion c LEFT JOIN round_unit u ON u.round_id = c.round_id AND u.unit_id = c.unit_id
		LEFT JOIN person p ON p.id = c.leader_id WHERE `+where+` ORDER BY c.day DESC, c.id DESC`, args...)
}

// SaveOccasion keeps an occasion, new or known.
func (tx *Tx) SaveOccasion(o review.Occasion) (err error) {
	defer errs.Wrap(&err, "store.SaveOccasion %d", o.ID)

	_, err = tx.Exec(`INSERT INTO occasion (id, round_id, unit_id, leader_id, kind, title, mode, selection, carrier, day, place,
			expected, members, committee, representatives, members_leave, committee_expected, committee_leave,
			representatives_expected, representatives_leave, absent, invited, talk_reason, talk_demand, follow_day,
			follow_result, follow_by, follow_at, agenda, minutes, finished_at, entry_key, revision, by_name, at, talk_with)
		VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,
			$31,$32,$33,$34,$35,$36)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, mode = excluded.mode, selection = excluded.selection,
			carrier = excluded.carrier, day = excluded.day, place = excluded.place, expected = excluded.expected,
			members = excluded.members, committee = excluded.committee, representatives = excluded.representatives,
			members_leave = excluded.members_leave, committee_expected = excluded.committee_expected,
			committee_leave = excluded.committee_leave, representatives_expected = excluded.representatives_expected,
			representatives_leave = excluded.representatives_leave, absent = excluded.absent, invited = excluded.invited,
			talk_reason = excluded.talk_reason, talk_demand = excluded.talk_demand, follow_day = excluded.follow_day,
			follow_result = excluded.follow_result, follow_by = excluded.follow_by, follow_at = excluded.follow_at,
			agenda = excluded.agenda, minutes = excluded.minutes, finished_at = excluded.finished_at,
			revision = excluded.revision, by_name = excluded.by_name, at = excluded.at, talk_with = excluded.talk_with`,
		o.ID, o.Round, o.Unit, o.Leader, o.Kind, o.Title, o.Setting.Modes, o.Setting.Selection, o.Setting.Carrier, o.Setting.Day,
		o.Setting.Place, o.Expected, o.Members, o.Committee, o.Representatives, o.Turnout.Leave, o.Turnout.CommitteeExpected,
		o.Turnout.CommitteeLeave, o.Turnout.RepresentativesExpected, o.Turnout.RepresentativesLeave, o.Absent, o.Invited,
		o.Talk.Reason, o.Talk.Demand, o.Talk.FollowUp, o.Talk.Result, o.Talk.ResultBy, o.Talk.ResultAt, o.Agenda, o.Minutes,
		o.FinishedAt, o.Key, o.Revision, o.By, o.At, o.Talk.With)
	return err
}

// SpreadSetting writes the common cells of an occasion onto its sheets that are still open, and gives how many there
// were. Texts and revisions stay: whoever is writing one of them loses nothing.
func (tx *Tx) SpreadSetting(o review.Occasion) (int64, error) {
	if err := tx.lookAt("review", `SELECT id FROM review WHERE occasion_id = $1 AND occasion_id <> 0 AND id IN (SELECT b.id FROM obligation b
		WHERE b.owner_id = $2 AND b.round_id = $3 AND b.state IN ($4, $5))`, o.ID, o.Leader, o.Round, review.Draft, review.Returned); err != nil {
		return 0, err
	}

	return tx.witnessing("review", `UPDATE review SET mode = $2, selection = $3, carrier = $4, day = $5, place = $6
		WHERE occasion_id = $1 AND occasion_id <> 0 AND id IN (SELECT b.id FROM obligation b WHERE b.owner_id = $7 AND b.round_id = $8
			AND b.state IN ($9, $10))`, o.ID, o.Setting.Modes, o.Setting.Selection, o.Setting.Carrier, o.Setting.Day,
		o.Setting.Place, o.Leader, o.Round, review.Draft, review.Returned)
}

// AttachSheets says of the sheets of these records that they are given on the occasion and writes its common cells onto
// them, as far as they are still open and its leader's own; it gives how many records those were.
func (tx *Tx) AttachSheets(o review.Occasion, ids []review.ID) (n int64, err error) {
	defer errs.Wrap(&err, "store.AttachSheets %d", o.ID)

	for part := range slices.Chunk(ids, MaxIn) {
		args := []any{o.ID, o.Setting.Modes, o.Setting.Selection, o.Setting.Carrier, o.Setting.Day, o.Setting.Place, o.Leader,
			o.Round, review.Draft, review.Returned}
		sheets := []any{o.Leader, o.Round, review.Draft, review.Returned}
		if err := tx.lookAt("review", `SELECT id FROM review WHERE sheet_id IN (SELECT v.sheet_id FROM review v WHERE v.id IN `+In(len(sheets)+1, len(part))+`)
			AND id IN (SELECT b.id FROM obligation b WHERE b.owner_id = $1 AND b.round_id = $2 AND b.state IN ($3, $4))`,
			Args(sheets, part)...); err != nil {
			return 0, err
		}

		touched, err := tx.witnessing("review", `UPDATE review SET occasion_id = $1, mode = $2, selection = $3, carrier = $4, day = $5, place = $6
			WHERE sheet_id IN (SELECT v.sheet_id FROM review v WHERE v.id IN `+In(len(args)+1, len(part))+`)
			AND id IN (SELECT b.id FROM obligation b WHERE b.owner_id = $7 AND b.round_id = $8 AND b.state IN ($9, $10))`,
			Args(args, part)...)
		if err != nil {
			return 0, err
		}

		n += touched
	}

	return n, nil
}

// OnOccasion are the obligations whose reviews can be given on the occasion: what its leader owes, or has met, in the
// unit itself or the units directly under it, in the order in which a meeting would take them.
func (tx *Tx) OnOccasion(o review.Occasion) ([]ObligationRow, error) {
	return All(tx, scanObligation, obligationSQL+`
		WHERE o.owner_id = $1 AND o.round_id = $2 AND o.state <> $4 AND (u.unit_id = $3 OR u.parent_id = $3)
		ORDER BY u.ord, o.kind DESC, s.number, s.name, o.id`, o.Leader, o.Round, o.Unit, review.Dropped)
}

// GivenOn says for each record of a round by this reviewer on which occasion it was given (0: none).
func (tx *Tx) GivenOn(id round.ID, owner org.PersonID) (map[review.ID]review.OccasionID, error) {
	type given struct {
		id review.ID
		on review.OccasionID
	}

	all, err := All(tx, func(row Row) (g given, err error) {
		err = row.Scan(&g.id, &g.on)
		return g, err
	}, `SELECT v.id, v.occasion_id FROM obligation o JOIN review v ON v.id = o.id WHERE o.owner_id = $1 AND o.round_id = $2`, owner, id)

	out := make(map[review.ID]review.OccasionID, len(all))
	for _, g := range all {
		out[g.id] = g.on
	}

	return out, err
}
