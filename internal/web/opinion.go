package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/qr"
	"lingping/internal/store"
	"lingping/internal/web/view"
)

func (r *request) opinions() error {
	before, err := r.number("before")
	if err != nil {
		return err
	}

	list, err := r.web.app.Opinions(r.Context(), r.actor, dossier.BatchID(before))
	if err != nil {
		return err
	}

	return r.render(view.OpinionsPage(r.page(r.T("征求意见"), "/opinions"), list))
}

// batchPlaces are on whom opinions can be gathered there, of a branch together with its members before by itself.
func batchPlaces(rows []store.PlaceRow) (out []view.BatchPlace) {
	for _, row := range rows {
		for _, place := range []view.BatchPlace{
			{PlaceRow: row, OfUnit: true, OfMembers: true}, {PlaceRow: row, OfUnit: true}, {PlaceRow: row, OfMembers: true},
		} {
			together := place.OfMembers && !place.OfUnit && row.Hears(true, true) // asked of in one batch
			if (row.Branch || !place.OfMembers) && row.Hears(place.OfUnit, place.OfMembers) && !together {
				out = append(out, place)
			}
		}
	}
	return out
}

func (r *request) opinionNew() error {
	unit, _ := strconv.ParseInt(r.text("unit"), 10, 64)
	recheck, err := r.recheck()
	if err != nil {
		return err
	}

	offered, err := r.web.app.BatchStart(r.Context(), r.actor, store.PlaceFilter{Text: r.text("q"), First: org.UnitID(unit)}, recheck)
	if err != nil {
		return err
	}

	places := batchPlaces(offered.List)
	f := view.BatchForm{Places: places, Query: offered.Text, More: offered.More, At: r.text("at"), Lines: r.text("lines")}
	f.In.Kind, f.In.Floor, f.In.Title = dossier.Gather, dossier.OpinionFloor, r.T("点评前征求意见")
	f.In.Until = org.DateOf(r.web.options.Clock()).AddDays(7)
	if f.At == "" {
		unit := "." + r.text("unit") + "."
		if i := slices.IndexFunc(places, func(p view.BatchPlace) bool { return strings.Contains(p.Key(), unit) }); i >= 0 {
			f.At = places[i].Key()
		}
	}

	if recheck != nil { // it proposes to ask whether what was closed some weeks ago was put right
		f.In.Kind, f.In.Title, f.Lines = dossier.Recheck, r.T("整改评价"), strings.Join(offered.Lines, "\n")
		f.At = view.BatchPlace{PlaceRow: store.PlaceRow{Round: recheck.Round, Unit: recheck.Unit}, OfUnit: true}.Key()
	}

	if r.problem != "" {
		f.In.Kind, f.In.Title, f.In.Until = dossier.BatchKind(r.text("kind")), r.text("title"), org.Date(r.text("until"))
		if n, err := strconv.Atoi(r.text("floor")); err == nil {
			f.In.Floor = n
		}
	}

	return r.render(view.OpinionNewPage(r.page(r.T("新的征求意见"), "/opinions"), f))
}

// recheck is of which unit the form asks whether what was closed was put right; nil when it asks something else, or is
// shown again.
func (r *request) recheck() (*app.RecheckOf, error) {
	if r.problem != "" || r.text("kind") != string(dossier.Recheck) {
		return nil, nil
	}

	at, err := r.number("round")
	if err != nil {
		return nil, err
	}

	unit, err := r.number("unit")
	return &app.RecheckOf{Round: round.ID(at), Unit: org.UnitID(unit)}, err
}

func (r *request) opinionOpen() error {
	in := app.NewBatch{Lines: strings.Split(r.text("lines"), "\n")}
	floor, err := r.number("floor")
	if err != nil {
		return r.again(err, r.opinionNew)
	}

	var at int64
	var unit int64
	if _, err := fmt.Sscanf(r.text("at"), "%d.%d.%t.%t", &at, &unit, &in.OfUnit, &in.OfMembers); err != nil {
		in.OfUnit, in.OfMembers = false, false // which is refused with what else is wrong
	}

	in.Round, in.Unit, in.Floor = round.ID(at), org.UnitID(unit), int(floor)
	in.Kind, in.Title, in.Until = dossier.BatchKind(r.text("kind")), r.text("title"), org.Date(r.text("until"))
	if !in.OfUnit && !in.OfMembers {
		_, err := dossier.OpenBatch(in.Batch, in.Lines, org.DateOf(r.web.options.Clock()))
		return r.again(err, r.opinionNew)
	}

	id, err := r.web.app.OpenBatch(r.Context(), r.actor, in)
	if err != nil {
		return r.again(err, r.opinionNew)
	}

	return r.done(view.BatchHref(id), "已经开始征求意见。接下来写下邀请了谁，再印意见条，折好放进碗里由大家抽取。")
}

func (r *request) batchID() (dossier.BatchID, error) {
	id, err := r.id("id")
	return dossier.BatchID(id), err
}

func (r *request) opinionBatch() error {
	id, err := r.batchID()
	if err != nil {
		return err
	}

	v, err := r.web.app.Batch(r.Context(), r.actor, id)
	if err != nil {
		return err
	}

	return r.render(view.OpinionBatchPage(r.page(v.Title, "/opinions"), v))
}

func (r *request) opinionInvite() error {
	id, err := r.batchID()
	if err != nil {
		return err
	}

	n, err := r.web.app.Invite(r.Context(), r.actor, id, dossier.Class(r.text("class")), r.text("names"))
	if err != nil {
		return r.again(err, r.opinionBatch)
	}

	return r.done(view.BatchHref(id), "名单上加了 %d 人。名单与意见条上的码没有任何联系。", n)
}

// opinionPrint makes slips and shows them this once: only their hashes are kept.
func (r *request) opinionPrint() error {
	id, err := r.batchID()
	if err != nil {
		return err
	}

	n, err := r.number("n")
	if err != nil || n > 1_000_000 {
		return r.again(errs.NewInvalid("请写要印多少张意见条。"), r.opinionBatch)
	}

	address, err := r.web.printable()
	if err != nil {
		return r.again(err, r.opinionBatch)
	}

	b, codes, err := r.web.app.PrintSlips(r.Context(), r.actor, id, int(n))
	if err != nil {
		return r.again(err, r.opinionBatch)
	}

	v := view.SlipSheets{Batch: b, Address: address + "/o"}
	for _, code := range codes {
		dots, err := qr.New(v.Address + "#" + code)
		if err != nil {
			return err
		}
		v.Slips = append(v.Slips, view.PrintedSlip{Code: code, QR: dots})
	}

	p := r.page(r.T("意见条"), "/opinions")
	return r.render(view.OpinionSlipsPage(p, v))
}

func (r *request) opinionClose() error {
	id, err := r.batchID()
	if err != nil {
		return err
	}

	heard, together, err := r.web.app.CloseBatch(r.Context(), r.actor, id)
	if err != nil {
		return r.again(err, r.opinionBatch)
	}

	switch {
	case heard:
		return r.done(view.BatchHref(id), "已经截止，意见已打乱整理好。请逐条写明怎样处理。")
	case together:
		return r.done("/opinions", "已经截止。收到的太少，已和相邻{党组织}的意见合在一起整理。")
	}

	return r.done(view.BatchHref(id), "已经截止。收到的太少，单独看会猜出是谁写的，所以不显示；等相邻{党组织}的意见够了再合在一起整理。")
}

// opinionLose ends a batch of which nothing can be read any more.
func (r *request) opinionLose() error {
	id, err := r.batchID()
	if err != nil {
		return err
	}

	if err := r.web.app.LoseBatch(r.Context(), r.actor, id); err != nil {
		return r.again(err, r.opinionBatch)
	}

	return r.done(view.BatchHref(id), "已经按密钥遗失截止，收到的意见已删去。需要的话，请重新征求一次。")
}
