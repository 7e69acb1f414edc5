package app

import (
	"context"

	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// ownVersion is a text of the office's own as the house would keep it; the number of its version is not known yet.
type ownVersion struct {
	scheme.Version
	above bool // it builds on the text before it in the row
}

// ownVersions are an office's own text and the texts beside it on which it builds, the highest first. The text names the
// version that it builds on, so that a later version of the parent changes nothing in it.
func (a *App) ownVersions(ctx context.Context, own OwnScheme) (row []ownVersion, err error) {
	s, faults := scheme.Parse(own.Name, own.Text, a.schemeSource(ctx, own.Beside))
	if err := faults.Err(); err != nil {
		return nil, err
	}

	v := ownVersion{Version: scheme.Version{Ref: scheme.Ref{Name: s.Name}, Title: s.Title, Text: string(own.Text), Whole: s.Text}}
	if err := v.Check(); err != nil {
		return nil, err
	}

	if parent := own.lying(s.Extends); parent != nil {
		v.above = true
		row, err = a.ownVersions(ctx, OwnScheme{s.Extends, parent, own.Beside})
	} else {
		v.Text, err = a.pinned(ctx, v.Text, s.Extends)
	}

	return append(row, v), err
}

// lying is the text beside it that the name means; nil when it means a scheme that is built in or that the house has.
func (own OwnScheme) lying(name string) []byte {
	if _, err := scheme.Source(name); name == "" || own.Beside == nil || err == nil {
		return nil
	}

	text, err := own.Beside(name)
	if err != nil {
		return nil
	}

	return text
}

// over is the version with the one named on which it builds.
func (v ownVersion) over(above scheme.Ref) (kept scheme.Version, err error) {
	kept = v.Version
	if v.above {
		kept.Text, err = scheme.Pinned(kept.Text, above)
	}
	return kept, err
}

// keepRow keeps the texts of a row, the highest first, and gives the version of the last. One that says what the newest
// version says is that version.
func keepRow(tx *store.Tx, who access.Actor, allow allowFunc, row []ownVersion) (ref scheme.Ref, entries []Entry, err error) {
	for _, own := range row {
		kept, err := own.over(ref)
		if err != nil {
			return ref, nil, err
		}

		newest, err := tx.SchemeVersion(scheme.Ref{Name: kept.Name})
		if err == nil && newest.Text == kept.Text && newest.Whole == kept.Whole {
			ref = newest.Ref
			continue
		}

		if err != nil && !errs.Is(err, errs.NotFound) {
			return ref, nil, err
		}

		entry, err := keepVersion(tx, who, allow, &kept, KeptText{})
		if err != nil {
			return ref, nil, err
		}

		ref, entries = kept.Ref, append(entries, entry)
	}

	return ref, entries, nil
}

// keepChosen keeps the office's own text with which a round is opened or changed, so that the house has every scheme of its
// rounds. Of one that it has already there is nothing to keep.
func keepChosen(tx *store.Tx, who access.Actor, chosen *chosenScheme) ([]Entry, error) {
	if len(chosen.row) == 0 {
		return nil, nil
	}

	may := func(relations access.Relation, stage access.Stage) error {
		return check(access.KeepScheme, relations, stage)
	}
	ref, entries, err := keepRow(tx, who, may, chosen.row)
	chosen.ref = ref.String()
	return entries, err
}

// pinned is the text with the version named that it builds on.
func (a *App) pinned(ctx context.Context, text, extends string) (string, error) {
	on := scheme.ParseRef(extends)
	if _, err := scheme.Source(on.Name); extends == "" || on.Version > 0 || err == nil {
		return text, nil
	}

	err := a.read(ctx, func(tx *store.Tx) error {
		newest, err := tx.SchemeVersion(on)
		if err == nil {
			on = newest.Ref
		}
		return err
	})
	if errs.Is(err, errs.NotFound) { // a round keeps it, in one version
		return text, nil
	}
	if err != nil {
		return text, err
	}

	return scheme.Pinned(text, on)
}
