package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func noticeColumns(n *publish.Notice) columns {
	return columns{
		{"n.id", &n.ID}, {"n.round_id", &n.Round}, {"n.unit_id", &n.Unit}, {"n.code", &n.Code}, {"n.state", &n.State},
		{"n.edition", &n.Edition}, {"n.shown", &n.Shown}, {"n.from_day", &n.From}, {"n.to_day", &n.To},
		{"n.ended_day", &n.Ended}, {"n.doubted_day", &n.Doubted}, {"n.reason", &n.Reason},
	}
}

// Notice is one notice.
func (tx *Tx) Notice(id publish.NoticeID) (publish.Notice, error) {
	return tx.oneNotice(`n.id = $1`, id)
}

// PublicNotice is the notice whose public page has the code, as far as the public is concerned: whose it is, which edition
// is shown and when; and its version. The same version shows the public the same, on every machine: it grows with whatever
// is saved of the notice, with what its persons say to being in it, and with every step of those of whom it speaks.
func (tx *Tx) PublicNotice(code string) (n publish.Notice, version int64, err error) {
	n, err = One(tx, func(row Row) (n publish.Notice, err error) {
		n.Code = code
		err = row.Scan(&n.ID, &n.Round, &n.Unit, &n.Shown, &n.From, &n.To, &n.Ended, &version)
		return n, err
	}, `SELECT id, round_id, unit_id, shown, from_day, to_day, ended_day,
		version + COALESCE((SELECT size FROM ledger_checkpoint ORDER BY size DESC LIMIT 1), 0) FROM notice WHERE code = $1`, code)
	if errors.Is(err, ErrNone) {
		err = access.ErrRefused
	}

	return n, version, err
}

// NoticeOf is the notice of a unit in a round.
func (tx *Tx) NoticeOf(id round.ID, unit org.UnitID) (publish.Notice, error) {
	n, err := remember(tx, noticeKey{id, unit}, func() (publish.Notice, error) {
		n, err := tx.oneNotice(`n.round_id = $1 AND n.unit_id = $2`, id, unit)
		if errs.Is(err, errs.NotFound) {
			return publish.Notice{}, nil
		}
		return n, err
	})

	if err == nil && n.ID == 0 {
		return n, access.ErrRefused
	}

	return n, err
}

// noticeKey is a unit of a round, as what NoticeOf has found is remembered by.
type noticeKey struct {
	round round.ID
	unit  org.UnitID
}

// NoticesAhead asks at once what NoticeOf will be asked of a unit in the rounds.
func (tx *Tx) NoticesAhead(rounds []round.ID, unit org.UnitID) (err error) {
	defer errs.Wrap(&err, "store.NoticesAhead %d", unit)

	for part := range slices.Chunk(rounds, MaxIn) {
		know := tx.knowing()
		some, err := All(tx, scanned(noticeColumns), `SELECT `+selected(noticeColumns)+` FROM notice n WHERE n.unit_id = $1 AND n.round_id IN `+In(2, len(part)),
			Args([]any{unit}, part)...)
		if err != nil {
			return err
		}

		for _, id := range part {
			know(noticeKey{id, unit}, publish.Notice{})
		}

		for _, n := range some {
			know(noticeKey{n.Round, unit}, n)
		}
	}

	return nil
}

func (tx *Tx) oneNotice(where string, args ...any) (publish.Notice, error) {
	n, err := One(tx, scanned(noticeColumns), `SELECT `+selected(noticeColumns)+` FROM notice n WHERE `+where, args...)
	if errors.Is(err, ErrNone) {
		return n, access.ErrRefused
	}
	return n, err
}

// SaveNotice keeps where a notice stands.
func (tx *Tx) SaveNotice(n publish.Notice) (err error) {
	defer errs.Wrap(&err, "store.SaveNotice %d", n.ID)

	tx.witness("notice", int64(n.ID))
	_, err = tx.Exec(`INSERT INTO notice (id, round_id, unit_id, code, state, edition, shown, from_day, to_day, ended_day, doubted_day, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, edition = excluded.edition, shown = excluded.shown,
			from_day = excluded.from_day, to_day = excluded.to_day, ended_day = excluded.ended_day,
			doubted_day = excluded.doubted_day, reason = excluded.reason, version = notice.version + 1`,
		n.ID, n.Round, n.Unit, n.Code, n.State, n.Edition, n.Shown, n.From, n.To, n.Ended, n.Doubted, n.Reason)
	return err
}

// AddEdition keeps a text as it was proposed, with the reviews that were gathered for it.
func (tx *Tx) AddEdition(n publish.Notice, text publish.Text, gathered []NoticeSheet) (err error) {
	defer errs.Wrap(&err, "store.AddEdition %d", n.ID)

	body, err := json.Marshal(text)
	if err != nil {
		return err
	}

	tx.witness("notice-edition", int64(n.ID), n.Edition)
	if _, err := tx.Exec(`INSERT INTO notice_edition (notice_id, edition, body, hash) VALUES ($1, $2, $3, $4)`,
		n.ID, n.Edition, string(body), text.Hash()); err != nil {
		return err
	}

	i := -1
	return tx.Bulk("notice_sheet", []string{"notice_id", "edition", "review_id", "kind", "person_id", "name", "version", "included"},
		func() ([]any, bool) {
			if i++; i >= len(gathered) {
				return nil, false
			}
			g := gathered[i]
			return []any{int64(n.ID), n.Edition, int64(g.Review), string(g.Kind), int64(g.Person), g.Name, g.Version, g.Included}, true
		})
}

// Edition is a text of a notice with its hash as it was kept.
func (tx *Tx) Edition(id publish.NoticeID, edition int) (text publish.Text, hash string, err error) {
	defer errs.Wrap(&err, "store.Edition %d.%d", id, edition)

	type kept struct {
		text publish.Text
		hash string
	}

	unanswered := tx.unanswered()
	k, err := One(tx, func(row Row) (k kept, err error) {
		err = row.Scan(asJSON{&k.text}, &k.hash)
		return k, err
	}, `SELECT body, hash FROM notice_edition WHERE notice_id = $1 AND edition = $2`, id, edition)
	if err == nil && tx.unanswered() == unanswered {
		err = soundEdition(id, edition, k.text, k.hash)
	}

	return k.text, k.hash, err
}

// soundEdition refuses a text that is not what was checked and approved.
func soundEdition(id publish.NoticeID, edition int, text publish.Text, hash string) error {
	if text.Hash() == hash {
		return nil
	}
	return ledger.NewAltered(fmt.Sprintf("notice:%d.%d", id, edition), "%s的公开稿（第 %d 稿）与审定时的校验码不符：内容被改动过，不能显示。请告诉管理员用备份核对。", text.Unit, edition)
}

// EditionRow is a text of a notice as it is kept.
type EditionRow struct {
	Notice  publish.NoticeID
	Edition int
	Text    publish.Text
	Hash    string
}

// Sound is nil, or says that the text is not what its hash was made of.
func (e EditionRow) Sound() error { return soundEdition(e.Notice, e.Edition, e.Text, e.Hash) }

// EachEdition gives every text of every notice, one by one.
func (tx *Tx) EachEdition() iter.Seq2[EditionRow, error] {
	return Each(tx, func(row Row) (e EditionRow, err error) {
		err = row.Scan(&e.Notice, &e.Edition, asJSON{&e.Text}, &e.Hash)
		return e, err
	}, `SELECT notice_id, edition, body, hash FROM notice_edition ORDER BY notice_id, edition`)
}

// NoticeSheet is a review that an edition gathered, and whether it is shown.
type NoticeSheet struct {
	Review   review.ID
	Kind     scheme.SubjectKind
	Person   org.PersonID
	Name     string
	Version  int
	Included bool
}

// NoticeSheets are the reviews that an edition gathered.
func (tx *Tx) NoticeSheets(id publish.NoticeID, edition int) ([]NoticeSheet, error) {
	return All(tx, func(row Row) (s NoticeSheet, err error) {
		err = row.Scan(&s.Review, &s.Kind, &s.Person, &s.Name, &s.Version, &s.Included)
		return s, err
	}, `SELECT review_id, kind, person_id, name, version, included FROM notice_sheet
		WHERE notice_id = $1 AND edition = $2 ORDER BY review_id`, id, edition)
}

// EverAbout reports whether any text of a notice gathered a review of the person, and one of the unit or its secretary.
func (tx *Tx) EverAbout(id publish.NoticeID, person org.PersonID) (himself, ofUnit bool, err error) {
	if id == 0 {
		return false, false, nil
	}

	found, err := One(tx, func(row Row) (f [2]bool, err error) {
		err = row.Scan(&f[0], &f[1])
		return f, err
	}, `SELECT EXISTS (SELECT 1 FROM notice_sheet WHERE notice_id = $1 AND person_id = $2 AND person_id <> 0),
		EXISTS (SELECT 1 FROM notice_sheet WHERE notice_id = $1 AND kind IN ($3, $4))`, id, person, scheme.Unit, scheme.Secretary)
	return found[0], found[1], err
}

// Publishable is a review of a unit that counts, with what decides whether and how it is made public.
type Publishable struct {
	ObligationRow
	Text    review.Text
	Setting review.Setting
	Version int
	Reason  string // why the newest version corrected the one before
	Wish    publish.Wish
}

func publishableColumns(p *Publishable) columns {
	return obligationColumns(&p.ObligationRow).and(columns{
		{"v.version", &p.Version}, {"v.mode", &p.Setting.Modes}, {"v.day", &p.Setting.Day},
		{"v.place", &p.Setting.Place}, {"v.body", asJSON{&p.Text}}, {"COALESCE(e.reason, '')", &p.Reason},
		{"COALESCE(k.wish, '')", &p.Wish},
	}...)
}

// Publishables are the reviews of a unit's subjects that count: the unit before its secretary, its committee and its
// members.
func (tx *Tx) Publishables(id round.ID, unit org.UnitID) (_ []Publishable, err error) {
	defer errs.Wrap(&err, "store.Publishables round %d unit %d", id, unit)
	return All(tx, scanned(publishableColumns), `SELECT `+selected(publishableColumns)+
		obligationTables+` JOIN review v ON v.id = o.id
		LEFT JOIN review_version e ON e.review_id = v.id AND e.version = v.version
		LEFT JOIN notice_consent k ON k.round_id = o.round_id AND k.person_id = o.person_id
		WHERE o.round_id = $1 AND o.unit_id = $2 AND o.state = $3
		ORDER BY CASE o.kind WHEN 'unit' THEN 0 WHEN 'secretary' THEN 1 WHEN 'committee-member' THEN 2 ELSE 3 END, s.number, o.id`,
		id, unit, review.Confirmed)
}

// Unfinished counts the reviews of a unit's subjects that do not count yet.
func (tx *Tx) Unfinished(id round.ID, unit org.UnitID) (int, error) {
	return Count(tx, `SELECT COUNT(*) FROM obligation WHERE round_id = $1 AND unit_id = $2 AND state NOT IN ($3, $4, $5)`,
		id, unit, review.Confirmed, review.Exempt, review.Dropped)
}

// AddNoticeAct keeps a step that was taken.
func (tx *Tx) AddNoticeAct(id publish.NoticeID, a publish.Act) error {
	return tx.addAct("notice", int64(id), a)
}

// NoticeActs are the steps of a notice in their order.
func (tx *Tx) NoticeActs(id publish.NoticeID) ([]publish.Act, error) {
	return tx.acts("notice", int64(id))
}

// addAct keeps a step on the way of a text for the public, of is what that is.
func (tx *Tx) addAct(of string, id int64, a publish.Act) error {
	own := tx.NewID()
	tx.witnessNew(of+"-act", own)
	_, err := tx.Exec(`INSERT INTO `+of+`_act (id, `+of+`_id, edition, act, account_id, person_id, name, paper_ref, entered_by, note, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, own, id, a.Edition, a.Kind, a.Account, a.Person, a.Name,
		a.Paper, a.EnteredBy, a.Note, a.At)
	return err
}

func (tx *Tx) acts(of string, id int64) ([]publish.Act, error) {
	return All(tx, func(row Row) (a publish.Act, err error) {
		err = row.Scan(&a.Edition, &a.Kind, &a.Account, &a.Person, &a.Name, &a.Paper, &a.EnteredBy, &a.Note, &a.At)
		return a, err
	}, `SELECT edition, act, account_id, person_id, name, paper_ref, entered_by, note, at FROM `+of+`_act
		WHERE `+of+`_id = $1 ORDER BY id`, id)
}

// SaveChannels keeps how a notice was made public.
func (tx *Tx) SaveChannels(id publish.NoticeID, channels []publish.Channel) error {
	tx.witness("notice", int64(id))
	if _, err := tx.Exec(`DELETE FROM notice_channel WHERE notice_id = $1`, id); err != nil {
		return err
	}

	for i, c := range channels {
		if _, err := tx.Exec(`INSERT INTO notice_channel (notice_id, ord, name, day, place) VALUES ($1, $2, $3, $4, $5)`,
			id, i, c.Name, c.Day, c.Place); err != nil {
			return err
		}
	}

	return nil
}

// Channels are how a notice was made public.
func (tx *Tx) Channels(id publish.NoticeID) ([]publish.Channel, error) {
	return All(tx, func(row Row) (c publish.Channel, err error) {
		err = row.Scan(&c.Name, &c.Day, &c.Place)
		return c, err
	}, `SELECT name, day, place FROM notice_channel WHERE notice_id = $1 ORDER BY ord`, id)
}

// ReviewChannel is a channel by which the review of a unit or its secretary was made public.
type ReviewChannel struct {
	Review review.ID
	publish.Channel
}

// ReviewChannels are the channels by which some reviews of units and secretaries are public.
func (tx *Tx) ReviewChannels(ids []review.ID) (out []ReviewChannel, err error) {
	for part := range slices.Chunk(ids, MaxIn) {
		some, err := All(tx, func(row Row) (c ReviewChannel, err error) {
			err = row.Scan(&c.Review, &c.Name, &c.Day, &c.Place)
			return c, err
		}, `SELECT s.review_id, c.name, c.day, c.place FROM notice_sheet s
			JOIN notice n ON n.id = s.notice_id AND n.shown = s.edition AND n.shown > 0
			JOIN notice_channel c ON c.notice_id = n.id
			WHERE s.kind IN ($1, $2) AND s.review_id IN `+In(3, len(part))+` ORDER BY s.review_id, n.id, c.ord`,
			Args([]any{scheme.Unit, scheme.Secretary}, part)...)
		if err != nil {
			return nil, err
		}

		out = append(out, some...)
	}
	return out, nil
}

// NoticeRow is a notice in a list.
type NoticeRow struct {
	publish.Notice
	UnitName, RoundName string
}

func noticeRowColumns(n *NoticeRow) columns {
	return noticeColumns(&n.Notice).and(column{"u.name", &n.UnitName}, column{"r.name", &n.RoundName})
}

const noticeRowTables = ` FROM notice n CROSS JOIN round r CROSS JOIN round_unit u
	WHERE r.id = n.round_id AND u.round_id = n.round_id AND u.unit_id = n.unit_id`

// PublicNotices are the notices that were made public with a page of which the end is not kept, those that end first
// before the others. Which of them may be read today the caller decides.
func (tx *Tx) PublicNotices() ([]NoticeRow, error) {
	return All(tx, scanned(noticeRowColumns), `SELECT `+selected(noticeRowColumns)+noticeRowTables+` AND n.shown > 0 AND n.from_day <> '' AND n.ended_day = '' ORDER BY n.to_day, u.ord`)
}
