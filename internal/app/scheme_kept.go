package app

import (
	"context"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// SchemeList is every scheme that a round can be opened with: built in, and kept by the house in versions.
type SchemeList struct {
	Builtin []scheme.Info
	Kept    []scheme.Version // the newest of each, without texts
}

// Newest is the reference by which the list has the scheme: its newest version; empty when it has none of the name.
func (l SchemeList) Newest(ref string) string {
	name := scheme.ParseRef(ref).Name
	for _, s := range l.Kept {
		if s.Name == name {
			return s.Ref.String()
		}
	}

	for _, s := range l.Builtin {
		if s.Name == name {
			return s.Name
		}
	}

	return ""
}

// SchemeList lists them.
func (a *App) SchemeList(ctx context.Context, who access.Actor) (l SchemeList, err error) {
	if l.Builtin, err = a.Schemes(who); err != nil {
		return l, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		l.Kept, err = tx.NewestSchemes()
		return err
	})
	return l, err
}

// SchemePage is a scheme with everything that it says, where it comes from and what changed.
type SchemePage struct {
	*scheme.Scheme
	Ref      scheme.Ref
	Source   string // as people wrote it
	Builtin  bool
	Own      bool                // the asker's office keeps it, and may keep further versions
	Kept     scheme.Version      // zero of a built-in one
	Versions []scheme.Version    // the newest first, without texts
	Faults   scheme.Faults       // what a check says of the source today: warnings, and what is not done
	Changes  []scheme.Difference // what it says otherwise than the scheme that it builds on
	Last     []scheme.Difference // what it says otherwise than the version before it
}

// Newest reports whether there is no later version of it.
func (p SchemePage) Newest() bool {
	return len(p.Versions) == 0 || p.Versions[0].Version == p.Kept.Version
}

// SchemePage is the scheme of the name, of the version where one is named.
func (a *App) SchemePage(ctx context.Context, who access.Actor, ref scheme.Ref) (p SchemePage, err error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return p, err
	}

	p.Ref = ref
	if text, err := scheme.Source(ref.Name); err == nil && ref.Version == 0 {
		p.Builtin, p.Source = true, string(text)
		p.Scheme, err = scheme.Load(ref.Name)
		if err != nil {
			return p, err
		}
	} else if a.store == nil {
		return p, errs.NewNotFound("没有名为“%s”的方案。", ref.String())
	} else if err := a.keptPage(ctx, who, &p); err != nil {
		return p, err
	}

	var read SchemeCheck
	if read, err = a.CheckScheme(ctx, who, OwnScheme{Name: ref.String(), Text: []byte(p.Source)}); err != nil {
		return p, err
	}

	p.Faults, p.Changes = read.Faults, read.Changes
	return p, nil
}

// keptPage fills in what the house keeps of the scheme.
func (a *App) keptPage(ctx context.Context, who access.Actor, p *SchemePage) error {
	var before scheme.Version
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		if p.Kept, err = tx.SchemeVersion(p.Ref); err != nil {
			return err
		}

		relations, err := relationsToUnit(tx, who, 0, p.Kept.Unit)
		if err != nil {
			return err
		}

		p.Own = access.Allowed(access.KeepScheme, relations, access.NoStage)

		if p.Versions, err = tx.SchemeVersions(p.Ref.Name); err != nil || p.Kept.Version < 2 {
			return err
		}

		before, err = tx.SchemeVersion(scheme.Ref{Name: p.Ref.Name, Version: p.Kept.Version - 1})
		return err
	})
	if err != nil {
		return err
	}

	p.Ref, p.Source = p.Kept.Ref, p.Kept.Text
	if p.Scheme, err = p.Kept.Scheme(); err != nil || before.Version == 0 {
		return err
	}

	was, err := before.Scheme()
	if err == nil {
		p.Last = scheme.Differences(was, p.Scheme)
	}

	return err
}

// KeptText is what the office keeps of a scheme.
type KeptText struct {
	Name   string // under which the text is read; what it calls itself goes before
	Text   string
	Beside func(name string) ([]byte, error) // texts on which it may build, see OwnScheme
	Note   string                            // what was changed
	Onto   int                               // the version that the office saw and changed; 0: it saw none
	New    bool                              // the office means a new scheme, not a version of one that the house keeps already
}

// KeepScheme keeps a scheme in the house: a new one, or a new version of one. A text with faults is not kept; all faults
// are told. Nothing that runs under an earlier version changes. Texts beside it on which it builds are kept with it.
func (a *App) KeepScheme(ctx context.Context, who access.Actor, in KeptText) (ref scheme.Ref, faults scheme.Faults, err error) {
	if !who.Could(access.KeepScheme) {
		return ref, nil, access.ErrRefused
	}

	own := OwnScheme{in.Name, []byte(in.Text), in.Beside}
	s, faults := scheme.Parse(own.Name, own.Text, a.schemeSource(ctx, own.Beside))
	if s == nil {
		return ref, faults, faults.Err()
	}

	row, err := a.ownVersions(ctx, own)
	if err != nil {
		return ref, faults, err
	}

	err = a.write(ctx, who, access.KeepScheme, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		last := len(row) - 1
		above, more, err := keepRow(tx, who, allow, row[:last])
		if err != nil {
			return Entry{}, err
		}

		kept, err := row[last].over(above)
		if err != nil {
			return Entry{}, err
		}

		kept.Note = strings.TrimSpace(in.Note)
		entry, err := keepVersion(tx, who, allow, &kept, in)
		ref, entry.Each = kept.Ref, more
		return entry, err
	})
	return ref, faults, err
}

// keepVersion keeps the next version of a scheme, unless it says what the last one says.
func keepVersion(tx *store.Tx, who access.Actor, allow allowFunc, kept *scheme.Version, in KeptText) (Entry, error) {
	versions, err := tx.SchemeVersions(kept.Name)
	if err != nil {
		return Entry{}, err
	}

	if len(versions) > 0 {
		kept.Unit, kept.Version = versions[0].Unit, versions[0].Version
	} else if kept.Unit, err = keepingUnit(tx, who); err != nil {
		return Entry{}, err
	}

	relations, err := relationsToUnit(tx, who, 0, kept.Unit)
	if err != nil {
		return Entry{}, err
	}

	if err := allow(relations, access.NoStage); err != nil {
		if len(versions) > 0 {
			return Entry{}, errs.NewConflict("“%s”由别的活动办保存着，请另取一个简称（name）。", kept.Name)
		}
		return Entry{}, err
	}

	if kept.Version > 0 {
		if err := mayFollow(tx, *kept, in); err != nil {
			return Entry{}, err
		}
	}

	kept.Version++
	kept.At, kept.By = tx.Now.UnixMilli(), who.Name
	return Entry{Object: "scheme:" + kept.Name, Detail: map[string]any{"scheme": kept.Ref.String()}}, tx.AddSchemeVersion(*kept)
}

// mayFollow refuses a version that says what the newest one says, and one whose writer did not see the newest.
func mayFollow(tx *store.Tx, kept scheme.Version, in KeptText) error {
	switch {
	case in.New:
		return errs.NewConflict("已经有简称为“%s”的方案：请另取一个简称；要改那一个，请打开它再改。", kept.Name)
	case in.Onto != 0 && in.Onto != kept.Version:
		return errs.NewConflict("“%s”已经有第 %d 版，您改的是第 %d 版：请看过新的一版再改。", kept.Name, kept.Version, in.Onto)
	}

	last, err := tx.SchemeVersion(kept.Ref)
	if err == nil && last.Text == kept.Text && last.Whole == kept.Whole {
		return errs.NewConflict("内容与“%s”的第 %d 版完全一样，没有再存一版。", kept.Name, kept.Version)
	}

	return err
}

// keepingUnit is the unit whose office keeps a new scheme: the actor's first, else the root; 0 before there is a roster.
func keepingUnit(tx *store.Tx, who access.Actor) (org.UnitID, error) {
	if offices := who.Offices(); len(offices) > 0 && offices[0] != 0 {
		return offices[0], nil
	}

	root, err := tx.RootUnit()
	if errs.Is(err, errs.Conflict) { // no roster yet
		return 0, nil
	}

	return root.ID, err
}

// KeepEdited keeps what an office changed of a scheme on the page that asks for it: a new scheme over one that is built in or
// that another office keeps, or the next version of its own. The text says only what is otherwise than in the scheme that it builds on.
func (a *App) KeepEdited(ctx context.Context, who access.Actor, on scheme.Ref, e scheme.Edit, note string) (scheme.Ref, scheme.Faults, error) {
	page, err := a.SchemePage(ctx, who, on)
	if err != nil {
		return scheme.Ref{}, nil, err
	}

	parent, ref := page.Scheme, page.Ref.String()
	if from := page.extends(); from != "" {
		above, err := a.SchemePage(ctx, who, scheme.ParseRef(from))
		if err == nil {
			parent, ref = above.Scheme, above.Ref.String()
		}
	}

	edited := page.Edited(e)
	text := scheme.Over(parent, edited, ref)
	if page.Own {
		text = scheme.Amend(page.Source, parent, page.Scheme, edited, ref)
	}

	in := KeptText{Name: e.Name, Text: text, Note: note, New: e.Name != page.Ref.Name || !page.Own}
	if !in.New {
		in.Onto = page.Kept.Version
	}

	return a.KeepScheme(ctx, who, in)
}

// extends is the scheme on which the office built; empty where it begins one of its own on what others keep or is built in.
func (p SchemePage) extends() string {
	if !p.Own {
		return ""
	}
	return scheme.Extends(p.Source)
}
