package app

import (
	"context"
	"log/slog"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Doubles are the entries of the roster that look like one, see org.FindDoubles. A roster is looked through once for each
// version of it.
func (a *App) Doubles(ctx context.Context, who access.Actor) (d org.Doubles, err error) {
	known := false
	if err := a.read(ctx, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.MergeRoster)); err != nil {
			return err
		}

		version, changed, err := tx.RosterVersion()
		if !changed {
			d, known = a.doubled.to(version)
		}

		return err
	}); err != nil || known {
		return d, err
	}

	return d, a.readWhole(ctx, who, func(tx *store.Tx) error {
		roster, err := tx.Roster()
		if err != nil {
			return err
		}

		d = org.FindDoubles(&roster)
		version, changed, err := tx.RosterVersion()
		if err == nil && !changed {
			a.doubled.keep(version, d)
		}

		return err
	})
}

// settingKeys tells that the roster has been looked through for numbers that mean the same since numbers have had keys.
const settingKeys = "roster.keys"

// doublesTold is how many pairs are named one by one.
const doublesTold = 20

// TellDoubles looks once through the roster of an older house for numbers and codes that differ only in how they are written:
// what was two is one to an import from now on. They are told, and nothing is changed.
func (a *App) TellDoubles(ctx context.Context, log *slog.Logger) error {
	told := false
	if err := a.read(ctx, func(tx *store.Tx) error {
		settings, err := tx.Settings()
		told = settings[settingKeys] != ""
		return err
	}); err != nil || told {
		return err
	}

	var notes []error
	if err := a.readAlone(ctx, func(tx *store.Tx) (err error) {
		notes, err = doubleNotes(tx)
		return err
	}); err != nil {
		return err
	}

	for _, note := range notes {
		log.Warn(i18n.Error(i18n.Chinese, note))
	}

	operator := access.LocalOperator()
	return a.write(ctx, operator, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(operator.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}
		return Entry{Object: "house:settings", Detail: map[string]any{"doubles": "told"}}, tx.SaveSetting(settingKeys, "told")
	})
}

// doubleNotes name the pairs of persons and units whose numbers or names are the same but for how they are written.
func doubleNotes(tx *store.Tx) (notes []error, err error) {
	roster, err := tx.Roster()
	if err != nil {
		return nil, err
	}

	more := 0
	note := func(sign org.Sign, a, b, numberA, numberB string) {
		switch {
		case sign != org.SameNumber && sign != org.SameName:
		case len(notes) == doublesTold:
			more++
		default:
			notes = append(notes, errs.NewConflict("“%s”（%s）和“%s”（%s）只是写法不同，很可能是同一个：请在“查找重复”页面核对、合并。", a, numberA, b, numberB))
		}
	}

	d := org.FindDoubles(&roster)
	for _, u := range d.Units {
		note(u.Sign, u.A.Name, u.B.Name, u.A.Code, u.B.Code)
	}

	for _, p := range d.Persons {
		note(p.Sign, p.A.Name, p.B.Name, p.A.Number, p.B.Number)
	}

	if more > 0 {
		notes = append(notes, errs.NewConflict("这样写法不同的还有 %d 对，见“查找重复”页面。", more))
	}

	return notes, nil
}

// doubles names pairs whose numbers mean the same.
func (h *Health) doubles(tx *store.Tx) error {
	notes, err := doubleNotes(tx)
	h.Notes = append(h.Notes, notes...)
	return err
}
