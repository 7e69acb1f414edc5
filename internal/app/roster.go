package app

import (
	"context"
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/pinyin"
	"lingping/internal/store"
)

// ImportOptions says how a roster is imported.
type ImportOptions struct {
	DryRun     bool
	SkipFaulty bool           // leave faulty rows, and what rests on them, out
	AllowEmpty bool           // let empty cells empty what is known
	Progress   func(done int) // told now and then how many persons are written; may be nil
	Version    int64          // of the roster that was shown, and that must not have changed since; 0: none was
	File       string         // the name of the file, for who looks back
	Remember   bool           // keep what was said of columns and words for the files that come next
	Part       int            // rows and persons that are matched at a time where there are more; 0: as many as is usual
	Kept       int64          // the file kept by KeepRoster that is forgotten once it is written; 0: none

	tell tellFunc // how far it is; may be nil
}

// ImportRoster says what importing the sheets would do and, unless it is a dry run or something is at fault, does it.
// written reports whether the roster was changed. All is written in one transaction or nothing.
func (a *App) ImportRoster(ctx context.Context, who access.Actor, sheets *org.Sheets, opt ImportOptions) (im *org.Import, written bool, err error) {
	if opt.DryRun {
		err = a.readWhole(ctx, who, func(tx *store.Tx) error {
			if err = allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
				return err
			}
			l, err := a.layBeside(tx, sheets, opt.Part)
			if err != nil {
				return err
			}

			im = l.Import
			return l.close()
		})
		return im, false, err
	}

	err = a.writeAlone(ctx, who, access.ImportRoster, func(tx *store.Tx, allow allowFunc) (e Entry, err error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		if err := sameRoster(tx, opt.Version); err != nil {
			return Entry{}, err
		}

		l, err := a.layBeside(tx, sheets, opt.Part)
		if err != nil {
			return Entry{}, err
		}
		defer func() { err = errors.Join(err, l.close()) }()

		im = l.Import
		written = im.MayWrite(opt.SkipFaulty, opt.AllowEmpty) && !im.Empty()
		if !written {
			return Entry{Nothing: true}, nil
		}

		if err := takeKept(tx, opt.Kept); err != nil {
			return Entry{}, err
		}

		saver := &importSaver{tx: tx, progress: opt.Progress, undo: newUndoKeeper()}
		if err := saver.save(&l); err != nil {
			return importEntry(im), err
		}

		im = l.Import
		return importEntry(im), saver.undo.keep(tx, who, im, opt.File)
	})
	return im, written && err == nil, err
}

// takeKept takes the kept file that is being written away, so that it is written once, and refuses when somebody took it away
// before: whoever did was told that nothing of it is written.
func takeKept(tx *store.Tx, id int64) error {
	if id == 0 {
		return nil
	}

	there, err := tx.DropBlob(id)
	if err == nil && !there {
		err = errs.NewConflict("这份名册刚刚被取消或者已经导入，没有再写入。请重新上传。")
	}
	return err
}

// laidBeside is a roster laid beside the house: at once, or in parts where either is large.
type laidBeside struct {
	*org.Import
	large *largeRoster // nil where it was done at once
}

// close gives back what of it lies on the disk.
func (l *laidBeside) close() error {
	if l.large == nil {
		return nil
	}
	return l.large.close()
}

func (a *App) layBeside(tx *store.Tx, sheets *org.Sheets, part int) (l laidBeside, err error) {
	dated := *sheets
	dated.Today = org.DateOf(tx.Now)
	large, err := isLarge(tx, sheets, part)
	if err != nil {
		return l, err
	}

	if !large {
		before, err := tx.Roster()
		if err != nil {
			return l, err
		}
		l.Import = org.Match(before, &dated, tx.NewID, pinyin.NewSpeller().Spell)
		return l, nil
	}

	if l.large, err = openLarge(tx, &dated, part, a.exports.folder()); err != nil {
		return l, err
	}

	if l.Import, err = l.large.match(nil); err != nil {
		return l, errors.Join(err, l.close())
	}

	return l, nil
}

// saveTree keeps all units as one tree, with how their names are spelt.
func saveTree(tx *store.Tx, units []org.Unit) error {
	speller := pinyin.NewSpeller()
	return tx.SaveUnits(org.Arrange(units), func(name string) string {
		full, _ := speller.Spell(name)
		return full
	})
}

// importSaver writes an import, and keeps what it changes as it was before.
type importSaver struct {
	tx       *store.Tx
	progress func(int) // may be nil
	written  int
	undo     *undoKeeper
}

// save writes what was laid beside. What was done in parts is done again to be written, as no more than a part of it is held.
func (s *importSaver) save(l *laidBeside) (err error) {
	if l.large == nil {
		if err := s.units(l.Units, l.After.Units); err != nil {
			return err
		}
		if err := s.changed(l.Persons); err != nil {
			return err
		}
		err = s.added(l.Persons.New)
	} else {
		l.Import, err = l.large.match(s)
	}

	if err != nil {
		return err
	}

	if err := saveEach(l.Posts, s.tx.SavePost); err != nil {
		return err
	}

	return saveEach(l.Charges, s.tx.SaveCharge)
}

// units writes the units when one is new or changed: they are few and stand in one tree, so they are written whole.
func (s *importSaver) units(d org.Delta[org.Unit], after []org.Unit) error {
	if len(d.New)+len(d.Changed) == 0 {
		return nil
	}
	return saveTree(s.tx, after)
}

// changed writes those who changed; numbers that they give up are free for those who are new.
func (s *importSaver) changed(d org.Delta[org.Person]) error {
	if err := s.undo.changed(d); err != nil {
		return err
	}

	changed := make([]org.Person, len(d.Changed))
	for i, c := range d.Changed {
		changed[i] = *c.After
	}

	return s.tx.SavePersons(changed)
}

// added writes those who are new.
func (s *importSaver) added(persons []org.Person) error {
	for i := range persons {
		s.undo.see(int64(persons[i].ID))
	}

	err := s.tx.AddPersons(persons, func(done int) {
		if s.progress != nil {
			s.progress(s.written + done)
		}
	})
	s.written += len(persons)
	return err
}

func saveEach[T any](d org.Delta[T], save func(T) error) error {
	for _, v := range d.New {
		if err := save(v); err != nil {
			return err
		}
	}

	for _, c := range d.Changed {
		if err := save(*c.After); err != nil {
			return err
		}
	}

	return nil
}

func importEntry(im *org.Import) Entry {
	return Entry{Object: "roster", Detail: map[string]any{
		"units":   []int{len(im.Units.New), len(im.Units.Changed)},
		"persons": []int{im.Persons.Added(), im.Persons.Altered()},
		"posts":   []int{len(im.Posts.New), len(im.Posts.Changed)},
		"charges": []int{len(im.Charges.New), len(im.Charges.Changed)},
	}}
}

// relationsToHouse is how somebody stands to the whole institution: its office is the office of the root, or of
// everything.
func relationsToHouse(tx *store.Tx, who access.Actor) (access.Relation, error) {
	relations := who.Base()
	offices := who.Offices()
	if len(offices) == 0 {
		return relations, nil
	}
	if slices.Contains(offices, 0) {
		return relations | access.Office, nil
	}

	roots, err := tx.ChildUnits(0)
	if err != nil {
		return relations, err
	}

	for _, root := range roots {
		if slices.Contains(offices, root.ID) {
			return relations | access.Office, nil
		}
	}

	return relations, nil
}

// UnitsUnder are the children of a unit (the roots under 0), for the tree that opens by click.
func (a *App) UnitsUnder(ctx context.Context, who access.Actor, parent org.UnitID) (units []org.Place, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		units, err = tx.ChildUnits(parent)
		return err
	})
	return units, err
}

// FindPersons finds persons by name, number, pinyin or initials inside the asker's scope: the subtrees of his offices,
// seats and charges.
func (a *App) FindPersons(ctx context.Context, who access.Actor, q string) (persons []store.PersonRow, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return nil, err
	}

	if !org.Searchable(q) {
		return nil, errs.NewInvalid("请至少输入一个汉字，或两个字母、数字。")
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		scope, err := livingScope(tx, who)
		if err != nil {
			return err
		}
		persons, err = tx.SearchPersons(q, scope, 50)
		return err
	})
	return persons, err
}

// livingScope are the subtrees whose persons the asker may read; nil means everywhere.
func livingScope(tx *store.Tx, who access.Actor) ([]org.Place, error) {
	house, err := relationsToHouse(tx, who)
	if err != nil {
		return nil, err
	}

	if house.Has(access.Office) || house.Has(access.Local) {
		return nil, nil
	}

	units := who.Offices()
	if who.Person != 0 {
		held, err := tx.LivingHoldings(who.Person)
		if err != nil {
			return nil, err
		}

		for _, h := range held {
			if h.Way != assign.Sit {
				units = append(units, h.Unit)
			}
		}
	}

	scope := []org.Place{}
	for _, id := range units {
		top, err := tx.Unit(id)
		if err != nil {
			return nil, err
		}
		scope = append(scope, top)
	}

	return scope, nil
}
