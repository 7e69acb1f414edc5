package app

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// importBefore is what an import changed, as it was before.
type importBefore struct {
	Tree    bool         // units were new or changed
	Units   []org.Unit   // all of them then, as they stand in one tree
	Persons []org.Person `json:",omitempty"`
	Posts   []org.Post
	Charges []org.Charge
	Shown   UndoShown
}

// UndoShown is what taking an import back would do: how many things of each kind go and are as they were before, and the first
// of them by name.
type UndoShown struct {
	Gone, Back []UndoPart
}

// UndoPart is how many things of a kind, and the first of them.
type UndoPart struct {
	Kind  org.SheetKind
	Count int
	Names []string
}

// RosterUndo is the last import that may be taken back.
type RosterUndo struct {
	store.RosterUndo
	UndoShown
	Barred error // why it can't be taken back any more
}

// undoKeeper gathers what an import changes, so that it can be taken back: persons as they come, squeezed, as they may be very
// many.
type undoKeeper struct {
	body        bytes.Buffer
	zip         *gzip.Writer
	kept        int
	first, last int64 // of the numbers of what is new; 0: nothing is
}

func newUndoKeeper() *undoKeeper {
	k := &undoKeeper{}
	k.zip = gzip.NewWriter(&k.body)
	return k
}

// added keeps the numbers of the new ones.
func (k *undoKeeper) added(persons []org.Person) {
	for i := range persons {
		k.see(int64(persons[i].ID))
	}
}

// changed keeps the changed ones as they were.
func (k *undoKeeper) changed(d org.Delta[org.Person]) error {
	for _, c := range d.Changed {
		text, err := json.Marshal(c.Before)
		if err != nil {
			return err
		}

		begin := `{"Persons":[`
		if k.kept > 0 {
			begin = `,`
		}

		k.kept++
		if _, err := k.zip.Write(append([]byte(begin), text...)); err != nil {
			return err
		}
	}

	return nil
}

func (k *undoKeeper) see(id int64) {
	if k.first == 0 || id < k.first {
		k.first = id
	}
	k.last = max(k.last, id)
}

// keep adds the others and keeps all of it.
func (k *undoKeeper) keep(tx *store.Tx, who access.Actor, im *org.Import, file string) error {
	before := importBefore{Posts: befores(im.Posts), Charges: befores(im.Charges)}
	if len(im.Units.New)+len(im.Units.Changed) > 0 {
		before.Tree, before.Units = true, unitsBefore(im)
	}

	names := importedNames(im)
	before.Shown = UndoShown{
		Gone: []UndoPart{newPart(org.UnitSheet, im.Units, names.unit), newPart(org.PersonSheet, im.Persons, names.person),
			newPart(org.PostSheet, im.Posts, names.post), newPart(org.ChargeSheet, im.Charges, names.charge)},
		Back: []UndoPart{changedPart(org.UnitSheet, im.Units, names.unit), changedPart(org.PersonSheet, im.Persons, names.person),
			changedPart(org.PostSheet, im.Posts, names.post), changedPart(org.ChargeSheet, im.Charges, names.charge)},
	}

	if err := k.close(before); err != nil {
		return err
	}

	k.seeOthers(im)
	return tx.SaveRosterUndo(store.RosterUndo{ID: tx.NewID(), At: tx.Now.UnixMilli(), By: who.Name, File: file, First: k.first, Last: k.last, Body: k.body.Bytes()})
}

// close ends the body with what is no person: one object of JSON, whose persons stand before the rest.
func (k *undoKeeper) close(rest importBefore) error {
	text, err := json.Marshal(rest)
	if err != nil {
		return err
	}

	if k.kept > 0 {
		text = append([]byte("],"), text[1:]...)
	}

	_, err = k.zip.Write(text)
	return errors.Join(err, k.zip.Close())
}

// seeOthers takes the numbers of new units, posts and charges into account.
func (k *undoKeeper) seeOthers(im *org.Import) {
	for _, u := range im.Units.New {
		k.see(int64(u.ID))
	}

	for _, p := range im.Posts.New {
		k.see(int64(p.ID))
	}

	for _, c := range im.Charges.New {
		k.see(int64(c.ID))
	}
}

// befores are the things that changed, as they were.
func befores[T any](d org.Delta[T]) []T {
	out := make([]T, len(d.Changed))
	for i, c := range d.Changed {
		out[i] = *c.Before
	}
	return out
}

// unitsBefore are all units as they were.
func unitsBefore(im *org.Import) []org.Unit {
	was := map[org.UnitID]org.Unit{}
	for _, c := range im.Units.Changed {
		was[c.Before.ID] = *c.Before
	}

	added := map[org.UnitID]bool{}
	for _, u := range im.Units.New {
		added[u.ID] = true
	}

	var units []org.Unit
	for _, u := range im.After.Units {
		if old, changed := was[u.ID]; changed {
			u = old
		}

		if !added[u.ID] {
			units = append(units, u)
		}
	}

	return units
}

// undoNames names what an import brings.
type undoNames struct {
	units   map[org.UnitID]string
	persons map[org.PersonID]string
}

func importedNames(im *org.Import) undoNames {
	n := undoNames{map[org.UnitID]string{}, map[org.PersonID]string{}}
	shown := im.Shown(ImportShown)
	for _, u := range shown.After.Units {
		n.units[u.ID] = u.Label()
	}

	for _, p := range shown.After.Persons {
		n.persons[p.ID] = p.Name
	}

	return n
}

func (n undoNames) unit(u org.Unit) string     { return u.Name }
func (n undoNames) person(p org.Person) string { return p.Name + " " + p.Number }
func (n undoNames) post(p org.Post) string {
	return n.persons[p.Person] + " " + n.units[p.Unit] + " " + p.Title()
}
func (n undoNames) charge(c org.Charge) string {
	return n.persons[c.Person] + " " + n.units[c.Unit] + " " + string(c.Kind.Word())
}

func newPart[T any](kind org.SheetKind, d org.Delta[T], name func(T) string) UndoPart {
	part := UndoPart{Kind: kind, Count: d.Added()}
	for _, v := range d.New[:min(ImportShown, len(d.New))] {
		part.Names = append(part.Names, name(v))
	}
	return part
}

func changedPart[T any](kind org.SheetKind, d org.Delta[T], name func(T) string) UndoPart {
	part := UndoPart{Kind: kind, Count: d.Altered()}
	for _, c := range d.Changed[:min(ImportShown, len(d.Changed))] {
		text := name(*c.After)
		for _, f := range c.Fields {
			text += "；" + string(f.Field) + " " + f.After + " → " + f.Before
		}
		part.Names = append(part.Names, text)
	}

	return part
}

func unsqueezed(body []byte) (before importBefore, err error) {
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err == nil {
		err = json.NewDecoder(r).Decode(&before)
	}
	return before, err
}

// barredUndo says why an import can't be taken back any more: something builds on it. nil when nothing does.
func barredUndo(tx *store.Tx, u store.RosterUndo) (barred, err error) {
	version, _, err := tx.RosterVersion()
	if err != nil {
		return nil, err
	}

	if version != u.Version {
		return errs.NewConflict("上一次导入以后，名册又有了变动（另一次导入、合并或改动），不能撤销了。"), nil
	}

	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}

	later := func(r round.Round) bool { return int64(r.ID) > u.ID || r.LaunchedAt > u.At }
	if at := slices.IndexFunc(rounds, later); at >= 0 {
		return errs.NewConflict("上一次导入以后，已经筹备或启动了轮次“%s”，不能撤销了。", rounds[at].Name), nil
	}

	if u.Last == 0 {
		return nil, nil
	}

	what, err := tx.BuiltOn(u.First, u.Last)
	if err == nil && what != "" {
		barred = errs.NewConflict("上一次导入的人员或党组织已经有了%s，不能撤销了。", what)
	}

	return barred, err
}

// LastImport is the last import of a roster with what taking it back would do; one that is barred when there is none.
func (a *App) LastImport(ctx context.Context, who access.Actor) (u RosterUndo, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.UndoImport)); err != nil {
			return err
		}

		before, err := wholeUndo(tx, &u)
		u.UndoShown = before.Shown
		return err
	})
	return u, err
}

func wholeUndo(tx *store.Tx, u *RosterUndo) (before importBefore, err error) {
	u.RosterUndo, err = tx.RosterUndoWhole()
	if errors.Is(err, store.ErrNone) {
		u.Barred = errs.NewConflict("没有可以撤销的导入。")
		return before, nil
	}

	if err != nil {
		return before, err
	}

	if u.Barred, err = barredUndo(tx, u.RosterUndo); err != nil {
		return before, err
	}

	return unsqueezed(u.Body)
}

// ImportStart is what stands where a roster comes in: whether it is that of the whole house, what the house and its schemes call
// things, and whether there is an import that was written and is kept.
type ImportStart struct {
	Whole bool
	Words []org.Synonym
	Last  bool
}

// ImportStart gives it; whoever keeps a part of the house only sees no more than that.
func (a *App) ImportStart(ctx context.Context, who access.Actor) (s ImportStart, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		relations, err := relationsToHouse(tx, who)
		s.Whole = access.Allowed(access.ImportRoster, relations, access.NoStage)
		if err != nil || !s.Whole {
			return err
		}

		if s.Words, err = allSynonyms(tx); err != nil {
			return err
		}

		_, err = tx.RosterUndo()
		if s.Last = err == nil; errors.Is(err, store.ErrNone) {
			return nil
		}

		return err
	})
	return s, err
}

// UndoImport takes the last import back: what was new goes, and what was changed is as it was, as long as nothing builds on
// it.
func (a *App) UndoImport(ctx context.Context, who access.Actor) (u RosterUndo, err error) {
	err = a.writeAlone(ctx, who, access.UndoImport, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		before, err := wholeUndo(tx, &u)
		if err != nil {
			return Entry{}, err
		}

		if u.Barred != nil {
			return Entry{}, u.Barred
		}

		u.UndoShown = before.Shown
		return Entry{Object: "roster", Detail: map[string]any{"undone": u.File, "gone": counts(u.Gone), "back": counts(u.Back)}}, before.restore(tx, u.RosterUndo)
	})
	return u, err
}

func counts(parts []UndoPart) []int {
	var out []int
	for _, p := range parts {
		out = append(out, p.Count)
	}
	return out
}

// restore writes what was before, and forgets what was new.
func (b importBefore) restore(tx *store.Tx, u store.RosterUndo) error {
	if u.Last > 0 {
		if err := tx.ForgetImported(u.First, u.Last); err != nil {
			return err
		}
	}

	if err := tx.SavePersons(b.Persons); err != nil {
		return err
	}

	for _, p := range b.Posts {
		if err := tx.SavePost(p); err != nil {
			return err
		}
	}

	for _, c := range b.Charges {
		if err := tx.SaveCharge(c); err != nil {
			return err
		}
	}

	if b.Tree {
		if err := saveTree(tx, b.Units); err != nil {
			return err
		}
	}

	return tx.DropRosterUndo()
}
