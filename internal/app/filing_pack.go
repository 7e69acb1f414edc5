package app

import (
	"context"
	"io"
	"slices"
	"time"

	"lingping/internal/blob"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// packBuild is a unit's pack in the making.
type packBuild struct {
	RoundView
	top    org.Place
	all    []FilingRow // all that the unit hands in
	duty   FilingRow   // the one that is made
	filed  []filing.Filing
	by     org.Place
	stats  Stats
	wanted []paper.Sheet
}

// packBuild loads what the unit hands in, for somebody who may do the action.
func (a *App) packBuild(tx *store.Tx, who access.Actor, action access.Action, id round.ID, key filing.Key) (*packBuild, error) {
	v, top, err := a.measured(tx, who, action, id, unitByID(key.Unit))
	if err != nil {
		return nil, err
	}

	b := &packBuild{RoundView: v, top: top}
	line, err := tx.FrozenLine(id, top.ID)
	if err != nil {
		return nil, err
	}

	if err := b.duties(tx, line); err != nil || len(b.all) == 0 {
		return b, err
	}

	if err := b.choose(key.Duty); err != nil {
		return nil, err
	}

	posts, err := tx.FrozenPostsIn(id, []org.UnitID{line[0].ID, top.ID})
	if err != nil {
		return nil, err
	}

	if b.stats, err = a.statsOf(tx, access.LocalOperator(), access.ReadStats, id, unitByID(top.ID)); err != nil {
		return nil, err
	}

	leaders := filing.LeadersOf(posts, line[0].ID, top.ID, v.SnapshotDay)
	on, all := b.duty.WantsOf(leaders)
	forms := b.duty.Forms()
	if len(forms) == 0 {
		return b, nil
	}

	sheets, err := sheetsIn(tx, v, top, BothForms, store.FormFilter{Some: !all, Givers: on.Reviewers, Receivers: on.Subjects})
	if err != nil {
		return nil, err
	}

	for _, form := range forms {
		for _, s := range sheets {
			if s.Form(v.Plan) == form && b.duty.Wants(form, leaders, partiesOn(s)) {
				b.wanted = append(b.wanted, s)
			}
		}
	}

	return b, nil
}

// partiesOn are the persons on both sides of a form.
func partiesOn(s paper.Sheet) (on filing.Parties) {
	on.Reviewers = []org.PersonID{s.Rows[0].Owner, s.Rows[0].Reviewer}
	for _, r := range s.Rows {
		if r.Subject.Person != 0 {
			on.Subjects = append(on.Subjects, r.Subject.Person)
		}
	}
	return on
}

// lacks are the reviews on each of the forms that the pack should hold and does not.
func (b *packBuild) lacks() (out [][]review.ID) {
	for _, s := range b.wanted {
		if !s.Counts() {
			out = append(out, recordsOn([]paper.Sheet{s}))
		}
	}
	return out
}

// duties finds all that the unit hands in, with how far each pack is. line leads down to the unit.
func (b *packBuild) duties(tx *store.Tx, line []org.Place) (err error) {
	if b.filed, err = tx.Filings(b.ID, b.top.ID); err != nil {
		return err
	}

	since, err := tx.SinceFiled([]round.ID{b.ID}, []org.UnitID{b.top.ID})
	if err != nil {
		return err
	}

	together := slices.ContainsFunc(b.filed, func(f filing.Filing) bool { return f.Duty == 0 })
	duties, by := dutiesIn(b.RoundView, line, together)
	b.by = by
	for _, d := range duties {
		b.all = append(b.all, FilingRow{Duty: d, Due: d.Due(b.From, b.To), Last: newestOf(b.filed, d.Key()),
			Since: since[store.PackOf{Round: b.ID, Key: d.Key()}]})
	}

	return nil
}

// newestOf is the newest of the packs for a duty; zero when there is none.
func newestOf(filed []filing.Filing, key filing.Key) (last filing.Filing) {
	for _, f := range filed {
		if f.Key() == key && f.Version > last.Version {
			last = f
		}
	}
	return last
}

// choose takes the duty of the number; 0 is the first for which nothing waits or was received.
func (b *packBuild) choose(number int) error {
	at := slices.IndexFunc(b.all, func(r FilingRow) bool { return r.Number == number })
	if number == 0 && at < 0 {
		at = max(0, slices.IndexFunc(b.all, func(r FilingRow) bool { return r.Last.State == filing.Building || r.Last.State == filing.Returned }))
	}

	if at < 0 {
		return errs.NewNotFound("%s没有这一份要报的材料，请从备案名单里打开。", b.top.Name)
	}

	b.duty = b.all[at]
	return nil
}

// view says what goes into the pack and what is lacking.
func (b *packBuild) view(tx *store.Tx) (FilingView, error) {
	v := FilingView{RoundView: b.RoundView, Unit: b.top, By: b.by, All: b.all, FilingRow: b.duty}
	if len(b.all) == 0 {
		return v, nil
	}

	for _, s := range b.wanted {
		sheet := b.sheet(s)
		if !s.Counts() {
			v.Lacking++
		}
		v.Sheets = append(v.Sheets, sheet)
	}

	t := b.stats.Total.Tally
	v.OpenLeft = t[round.TimesDue] - t[round.TimesDone] - t[round.TimesExempt]
	for _, f := range b.filed {
		if f.Key() == b.duty.Key() {
			v.Versions = append(v.Versions, f)
		}
	}

	return v, nil
}

// lastFiled is what was handed in last for a duty, zero when nothing, and how many of its forms a supplement would say anew.
func lastFiled(tx *store.Tx, id round.ID, key filing.Key) (last filing.Filing, changed int, err error) {
	filed, err := tx.Filings(id, key.Unit)
	if err != nil {
		return last, 0, err
	}

	since, err := tx.SinceFiled([]round.ID{id}, []org.UnitID{key.Unit})
	return newestOf(filed, key), since[store.PackOf{Round: id, Key: key}].Changed(), err
}

func (b *packBuild) sheet(s paper.Sheet) FilingSheet {
	o := s.Rows[0]
	sheet := FilingSheet{ID: o.ID, Form: s.Form(b.Plan), Unit: o.Unit.Label(), Reviewer: o.OwnerName, State: review.Confirmed,
		Place: o.Subject.Unit}
	if sheet.Form == MemberForm {
		sheet.Subject = o.Name
	}

	for _, r := range s.Rows {
		if r.State != review.Confirmed {
			sheet.State = r.State
		}
	}

	return sheet
}

// packContent is all that a pack says, of one moment.
type packContent struct {
	*packBuild
	view    FilingView
	data    filing.Data
	written map[review.ID]review.Review
	common  paper.Common
	beside  paper.Beside
}

// packContent reads what the pack says, for somebody who may do the action: all of it in one transaction, because its
// receiver holds the figures against the forms. The pack is made of it when the transaction is over.
func (a *App) packContent(ctx context.Context, who access.Actor, action access.Action, id round.ID, key filing.Key) (c packContent, err error) {
	err = a.readApart(ctx, func(tx *store.Tx) error {
		if c.packBuild, err = a.packBuild(tx, who, action, id, key); err != nil {
			return err
		}

		if len(c.all) == 0 {
			return errs.NewInvalid("%s不单独报送备案，请由上级{党组织}一并报送。", c.top.Name)
		}

		if c.view, err = c.packBuild.view(tx); err != nil {
			return err
		}

		if c.common, err = a.formCommon(tx, c.RoundView); err != nil {
			return err
		}

		if c.beside, err = besideBelow(tx, c.RoundView, c.top, c.wanted); err != nil {
			return err
		}

		if c.written, err = tx.Reviews(recordsOn(c.wanted)); err != nil {
			return err
		}

		c.data, err = c.readData(tx, c.view)
		return err
	})
	return c, err
}

// build makes the pack and says which reviews it holds in which version. in is the zone in which moments are written.
func (c packContent) build(f filing.Filing, in *time.Location, tell Progress) (blob.File, map[review.ID]int, error) {
	data := c.data
	data.Version, data.HandedBy, data.Reason = f.Version, f.By.Name, f.Reason
	data.HandedAt = clock.At(f.At, in).Format(time.RFC3339)
	pack := paper.NewPack(paper.NewForms(c.common), data)
	for i, s := range c.beside.Lay(c.Plan, c.wanted...) {
		tell.say(i, len(c.wanted))
		if !s.Counts() {
			continue
		}

		if err := pack.AddForm(s, c.written); err != nil {
			return blob.File{}, nil, err
		}
	}

	tell.say(len(c.wanted), len(c.wanted))
	return pack.Finish(paper.PackName(c.duty.Duty, c.Round, f), c.stats.paper())
}

// readData is data.json without the forms and without who hands in.
func (b *packBuild) readData(tx *store.Tx, v FilingView) (filing.Data, error) {
	d, err := tx.FilingRows(b.ID, b.top)
	if err != nil {
		return d, err
	}

	if !b.Plan.Counts(scheme.ColumnMembers) {
		d.Members = nil
	}

	d.Format, d.Round, d.From, d.To, d.Scheme, d.SchemeText = filing.Format, b.Name, b.From, b.To, b.Scheme, b.SchemeText
	d.Unit, d.Code, d.FiledTo, d.Due, d.Hour = b.top.Name, b.top.Code, b.duty.To(), v.Due.Day, v.Due.Hour
	for _, s := range b.wanted {
		if !s.Counts() {
			d.Lacking = append(d.Lacking, s.Lacking(b.Plan))
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
		own[id].Add(tallies[id].WithoutHeads())
	}

	for i, u := range d.Units {
		if i > 0 {
			own[u.Parent].Add(tallies[u.ID].WithoutHeads().Negated())
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
		return filing.Line{Unit: r.Unit.ID, Own: r.Own, Reviewers: r.Reviewers, Secretaries: r.Secretaries, Committee: r.Committee,
			Outsiders: r.Outsiders, Figures: r.Tally}
	}
	t := filing.Table{Total: line(s.Total)}
	for _, r := range s.Rows {
		t.Rows = append(t.Rows, line(r))
	}

	return t
}

// StartPreview begins to make the file of a unit's pack as it would be handed in now, see PreviewPack.
func (a *App) StartPreview(ctx context.Context, who access.Actor, id round.ID, key filing.Key, name string) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: name, media: paper.ZipMedia, kind: "pack", round: id, unit: key.Unit,
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				_, top, err := a.measured(tx, who, access.ReadFiling, id, unitByID(key.Unit))
				if err != nil {
					return err
				}
				return wholly(tx, who, id, top.ID)
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			_, err := a.PreviewPack(ctx, who, id, key, w, tell)
			return err
		},
	})
}

// PreviewPack writes the pack as it would be handed in now and gives its name, for whom all that it holds opens. Nothing
// is kept.
func (a *App) PreviewPack(ctx context.Context, who access.Actor, id round.ID, key filing.Key, w io.Writer, tell Progress) (name string, err error) {
	c, err := a.packContent(ctx, who, access.ReadFiling, id, key)
	if err != nil {
		return "", err
	}

	if err := a.readApart(ctx, func(tx *store.Tx) error { return wholly(tx, who, id, c.top.ID) }); err != nil {
		return "", err
	}

	now := a.store.Now()
	pack, _, err := c.build(filing.Filing{Version: c.view.Last.Version + 1, At: now.UnixMilli(), By: filing.Hand{Name: who.Name}}, now.Location(), tell)
	if err != nil {
		return "", err
	}

	_, err = w.Write(pack.Body)
	return pack.Name, err
}
