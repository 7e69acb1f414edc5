package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
)

// packBuild is a unit's pack in the making.
type packBuild struct {
	RoundView
	top    org.Place
	duty   filing.Duty
	by     org.Place
	stats  Stats
	wanted []formSheet
	forms  *formPrint
}

// packBuild loads what the unit hands in, for somebody who may do the action.
func (a *App) packBuild(tx *store.Tx, who access.Actor, action access.Action, id round.ID, unit org.UnitID) (*packBuild, error) {
	v, top, err := a.measured(tx, who, action, id, unitByID(unit))
	if err != nil {
		return nil, err
	}
	b := &packBuild{RoundView: v, top: top}
	tree, err := tx.FrozenUnits(id)
	if err != nil {
		return nil, err
	}
	duties := filing.Duties(v.Plan, tree, v.Top)
	b.duty = dutyOf(duties, top)
	if len(b.duty.Demands) == 0 {
		for _, d := range duties {
			if top.Within(d.Unit) {
				b.by = d.Unit
			}
		}
		return b, nil
	}
	posts, err := tx.FrozenPosts(id)
	if err != nil {
		return nil, err
	}
	if b.stats, err = a.statsOf(tx, access.LocalOperator(), access.ReadStats, id, unitByID(top.ID)); err != nil {
		return nil, err
	}
	if b.forms, err = newFormPrint(tx, v); err != nil {
		return nil, err
	}
	if b.forms.right, err = putRightBelow(tx, id, top); err != nil {
		return nil, err
	}
	givers := filing.GiversOf(posts, tree[0].ID, top.ID, v.SnapshotDay)
	for _, form := range b.duty.Forms() {
		for s, err := range b.forms.sheets(tx.FormRows(id, top), form) {
			if err != nil {
				return nil, err
			}
			if o := s.rows[0]; b.duty.Wants(form, givers, o.Owner, o.Reviewer) {
				b.wanted = append(b.wanted, s)
			}
		}
	}
	return b, nil
}

// view says what goes into the pack and what is lacking.
func (b *packBuild) view(tx *store.Tx) (FilingView, error) {
	v := FilingView{RoundView: b.RoundView, Unit: b.top, Duty: b.duty, By: b.by}
	if len(b.duty.Demands) == 0 {
		return v, nil
	}
	v.Due = b.duty.Due(b.From, b.To)
	for _, s := range b.wanted {
		sheet := b.sheet(s)
		if !s.counts() {
			v.Lacking++
		}
		v.Sheets = append(v.Sheets, sheet)
	}
	t := b.stats.Total.Tally
	v.OpenLeft = t[round.TimesDue] - t[round.TimesDone] - t[round.TimesExempt]
	var err error
	if v.Versions, err = tx.Filings(b.ID, b.top.ID); err != nil {
		return v, err
	}
	if len(v.Versions) > 0 {
		v.Last = v.Versions[0]
	}
	corrected, err := tx.Corrected(b.ID)
	v.Corrected = corrected[b.top.ID]
	return v, err
}

func (b *packBuild) sheet(s formSheet) FilingSheet {
	o := s.rows[0]
	sheet := FilingSheet{ID: o.ID, Form: s.form(b.Plan), Unit: o.Unit.Label(), Reviewer: o.OwnerName, State: review.Confirmed,
		Place: o.Subject.Unit}
	if sheet.Form == MemberForm {
		sheet.Subject = o.Name
	}
	for _, r := range s.rows {
		if r.State != review.Confirmed {
			sheet.State = r.State
		}
	}
	return sheet
}

// build writes the pack and says which reviews it holds in which version.
func (b *packBuild) build(tx *store.Tx, f filing.Filing, v FilingView) (blob.File, map[review.ID]int, error) {
	var zip bytes.Buffer
	pack := office.NewPack(&zip)
	data, err := b.data(tx, f, v)
	if err != nil {
		return blob.File{}, nil, err
	}
	held, err := b.addForms(tx, pack, &data)
	if err != nil {
		return blob.File{}, nil, err
	}
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{packStats, func(w io.Writer) error { return WriteStats(w, b.stats) }},
		{packData, data.Write},
		{packIndex, func(w io.Writer) error { _, err := io.WriteString(w, packContents(data)); return err }},
	} {
		var body bytes.Buffer
		if err := part.write(&body); err != nil {
			return blob.File{}, nil, err
		}
		if _, err := pack.Add("", part.name, body.Bytes()); err != nil {
			return blob.File{}, nil, err
		}
	}
	if err := pack.Close(); err != nil {
		return blob.File{}, nil, err
	}
	if zip.Len() > blob.MaxSize {
		return blob.File{}, nil, errs.NewInvalid("报送包有 %d MB，超过 %d MB，不能在这里报送：请与活动办商量，按方案减少报送的登记表。",
			zip.Len()>>20, blob.MaxSize>>20)
	}
	sum := sha256.Sum256(zip.Bytes())
	return blob.File{Name: packName(b.top, b.Round, f), Media: packMedia, Hash: hex.EncodeToString(sum[:]), Body: zip.Bytes()}, held, nil
}

// addForms writes every finished form into the pack and its text into the data.
func (b *packBuild) addForms(tx *store.Tx, pack *office.Pack, data *filing.Data) (map[review.ID]int, error) {
	var ids []review.ID
	for _, s := range b.wanted {
		for _, r := range s.rows {
			ids = append(ids, r.ID)
		}
	}
	written, err := tx.Reviews(ids)
	if err != nil {
		return nil, err
	}
	held := map[review.ID]int{}
	for _, s := range b.wanted {
		if !s.counts() {
			continue
		}
		var docx bytes.Buffer
		if err := b.forms.write(&docx, s); err != nil {
			return nil, err
		}
		o := s.rows[0]
		at, err := pack.Add(packForms, fmt.Sprintf("%03d %s", len(data.Sheets)+1, s.name()), docx.Bytes())
		if err != nil {
			return nil, err
		}
		sheet := filing.Sheet{File: at, Form: s.form(b.Plan), Unit: o.Unit.Name, Reviewer: o.OwnerName, Setting: o.Review.Setting}
		for _, r := range s.rows {
			held[r.ID] = written[r.ID].Version
			subject := r.Name
			if subject == "" {
				subject = r.Unit.Name
			}
			sheet.Records = append(sheet.Records, filing.Record{Review: r.ID, Kind: r.Subject.Kind, Subject: subject,
				Version: written[r.ID].Version, Text: r.Review.Text})
		}
		data.Sheets = append(data.Sheets, sheet)
	}
	return held, nil
}

// data is data.json without the forms.
func (b *packBuild) data(tx *store.Tx, f filing.Filing, v FilingView) (filing.Data, error) {
	d, err := tx.FilingRows(b.ID, b.top)
	if err != nil {
		return d, err
	}
	d.Format, d.Round, d.From, d.To, d.Scheme, d.SchemeText = filing.Format, b.Name, b.From, b.To, b.Scheme, b.SchemeText
	d.Unit, d.Code, d.FiledTo, d.Due = b.top.Name, b.top.Code, b.duty.To(), v.Due
	d.Version, d.HandedAt, d.HandedBy, d.Reason = f.Version, time.UnixMilli(f.At).In(tx.Now.Location()).Format(time.RFC3339), f.By.Name, f.Reason
	for _, s := range v.Sheets {
		if s.State != review.Confirmed {
			d.Lacking = append(d.Lacking, lackingLine(s))
		}
	}
	d.Statistics = tableOf(b.stats)
	return d, b.others(tx, &d)
}

// others gives every unit its own figures that are no count of rows: its subtree's without those of its children.
func (b *packBuild) others(tx *store.Tx, d *filing.Data) error {
	ids := make([]org.UnitID, len(d.Units))
	for i, u := range d.Units {
		ids[i] = u.ID
	}
	tallies, err := tx.Tallies(b.ID, ids)
	if err != nil {
		return err
	}
	own := make(map[org.UnitID]round.Tally, len(ids))
	for _, id := range ids {
		own[id] = round.Tally{}
		own[id].Add(tallies[id])
	}
	for i, u := range d.Units {
		if i > 0 {
			own[u.Parent].Add(tallies[u.ID].Negated())
		}
	}
	for i, u := range d.Units {
		d.Units[i].Other = round.Tally{}
		for c, n := range own[u.ID] {
			if n != 0 && !filing.Counted(c) {
				d.Units[i].Other[c] = n
			}
		}
	}
	return nil
}

// tableOf is annex 1 as a pack says it.
func tableOf(s Stats) filing.Table {
	line := func(r StatsRow) filing.Line {
		return filing.Line{Unit: r.Unit.ID, Own: r.Own, Reviewers: r.Reviewers, Secretaries: r.Secretaries, Committee: r.Committee, Figures: r.Tally}
	}
	t := filing.Table{Total: line(s.Total)}
	for _, r := range s.Rows {
		t.Rows = append(t.Rows, line(r))
	}
	return t
}

// PreviewPack is the pack as it would be handed in now. Nothing is kept.
func (a *App) PreviewPack(ctx context.Context, who access.Actor, id round.ID, unit org.UnitID) (pack blob.File, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		b, err := a.packBuild(tx, who, access.ReadFiling, id, unit)
		if err != nil {
			return err
		}
		v, err := b.view(tx)
		if err != nil {
			return err
		}
		if len(b.duty.Demands) == 0 {
			return errs.NewInvalid("%s不单独报送备案，请由上级党组织一并报送。", b.top.Name)
		}
		pack, _, err = b.build(tx, filing.Filing{Version: v.Last.Version + 1, At: tx.Now.UnixMilli(),
			By: filing.Hand{Name: who.Name}}, v)
		return err
	})
	return pack, err
}
