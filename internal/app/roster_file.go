package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// rosterWaits is how long an uploaded roster waits for its import before it is forgotten: it holds personal data.
const rosterWaits = 24 * time.Hour

// quickRoster is how large a file is at most that is read at once when it comes in; a larger one is read by its check, which says
// how far it is.
const quickRoster = 1 << 20

// KeepRoster keeps an uploaded roster between its check and its import, so that nobody uploads it twice, and gives its
// number. A small one that can't be read as a roster is refused. Files that were left lying are forgotten at this occasion.
func (a *App) KeepRoster(ctx context.Context, who access.Actor, name string, body []byte) (id int64, err error) {
	file, err := blob.Roster(name, body)
	if err != nil {
		return 0, err
	}

	if err := a.read(ctx, func(tx *store.Tx) error { return allowHouse(tx, who, asking(access.ImportRoster)) }); err != nil {
		return 0, err
	}

	if len(body) <= quickRoster {
		sheets, err := a.readRoster(ctx, who, file, RosterAnswers{}, nil)
		if err != nil {
			return 0, err
		}

		if err := sheets.Close(); err != nil {
			return 0, err
		}
	}

	err = a.write(ctx, who, access.ImportRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		id, err = tx.AddBlob(file)
		return Entry{Object: fmt.Sprintf("roster-file:%d", id), Detail: map[string]any{"hash": file.Hash, "size": len(body)}}, err
	})
	return id, err
}

// DropRoster forgets an uploaded roster that is not to be imported.
func (a *App) DropRoster(ctx context.Context, who access.Actor, id int64) error {
	return a.write(ctx, who, access.ImportRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		if _, err := keptRoster(tx, id); err != nil {
			return Entry{}, err
		}

		_, err := tx.DropBlob(id)
		return Entry{Object: fmt.Sprintf("roster-file:%d", id)}, err
	})
}

// ForgetRosters forgets uploaded rosters that nobody imported within a day: they are no records, so there is nothing for the ledger.
func (a *App) ForgetRosters(ctx context.Context, who access.Actor) error {
	before := a.Now().Add(-rosterWaits)
	left := false
	err := a.read(ctx, func(tx *store.Tx) (err error) {
		left, err = tx.HasBlobsBefore(blob.RosterMedia, before)
		return err
	})
	if err != nil || !left {
		return err
	}

	return a.write(ctx, who, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		_, err := tx.DropBlobsBefore(blob.RosterMedia, before)
		return Entry{Nothing: true}, err
	})
}

// KeptImport is what importing a kept roster would do, or did.
type KeptImport struct {
	*org.Import
	Name    string
	Unread  []string // sheets that are no roster
	Strange []StrangeWord
	Columns []StrangeColumn
	Version int64 // of the roster beside which the file was laid
	Written bool  // the roster was changed, and the file is forgotten
	Same    bool  // there is nothing to write, and the file is forgotten
}

// tell takes over what the file alone tells.
func (k *KeptImport) tell(name string, sheets *org.Sheets) {
	k.Name, k.Unread, k.Strange, k.Columns = name, sheets.Unread, strangeWords(sheets), strangeColumns(sheets)
}

// ImportShown is how many things of one kind a check names; the rest it counts.
const ImportShown = 100

// rosterCheck is a kept file laid beside a version of the roster.
type rosterCheck struct {
	file, roster int64
	words        string // with which it was read
}

// keptChecks is how many checks are kept: those of the files that offices look at now.
const keptChecks = 8

// CheckKeptRoster says what importing a kept roster would do. The file is laid beside the roster once for each version of it.
func (a *App) CheckKeptRoster(ctx context.Context, who access.Actor, id int64, answers RosterAnswers) (KeptImport, error) {
	k, known, err := a.knownCheck(ctx, who, id, &answers)
	if err != nil || known {
		return k, err
	}
	return a.checkKeptRoster(ctx, who, id, answers, nil)
}

// knownCheck is a check that was made of the roster as it is now; false when none was.
func (a *App) knownCheck(ctx context.Context, who access.Actor, id int64, answers *RosterAnswers) (k KeptImport, known bool, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
			return err
		}

		if err := tx.HasBlob(id, blob.RosterMedia); err != nil {
			return err
		}

		key, changed, err := checkKey(tx, id)
		if err == nil && !changed && answers.none() {
			k, known = a.checks.to(key)
		}

		return err
	})
	return k, known, err
}

// checkKey is of what a check is one: the file, the roster, and the words with which it is read.
func checkKey(tx *store.Tx, id int64) (key rosterCheck, changed bool, err error) {
	words, err := allSynonyms(tx)
	if err != nil {
		return key, false, err
	}

	key = rosterCheck{file: id, words: fmt.Sprint(words)}
	key.roster, changed, err = tx.RosterVersion()
	return key, changed, err
}

func (a *App) checkKeptRoster(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, tell tellFunc) (k KeptImport, err error) {
	name, sheets, err := a.readKeptRoster(ctx, who, id, answers, tell)
	if err != nil {
		return k, err
	}
	defer func() { err = errors.Join(err, sheets.Close()) }()

	if tell != nil {
		tell(RosterMatching, "", 0)
	}

	k.tell(name, sheets)
	err = a.readWhole(ctx, who, func(tx *store.Tx) (err error) {
		if err := allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
			return err
		}

		l, err := a.layBeside(tx, sheets, 0)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, l.close()) }()

		k.Import = l.Shown(ImportShown)
		key, changed, err := checkKey(tx, id)
		k.Version = key.roster
		if err == nil && !changed && answers.none() {
			a.checks.keep(key, k)
		}

		return err
	})
	return k, err
}

// ImportKeptRoster imports a kept roster as ImportRoster does, and forgets the file when nothing of it is left to write.
func (a *App) ImportKeptRoster(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, opt ImportOptions) (k KeptImport, err error) {
	name, sheets, err := a.readKeptRoster(ctx, who, id, answers, opt.tell)
	if err != nil {
		return k, err
	}
	defer func() { err = errors.Join(err, sheets.Close()) }()

	k.tell(name, sheets)
	write := ImportOptions{SkipFaulty: opt.SkipFaulty, AllowEmpty: opt.AllowEmpty, Kept: id, Version: opt.Version, File: name}
	if opt.tell != nil {
		opt.tell(RosterMatching, "", 0)
		write.Progress = func(done int) { opt.tell(RosterWriting, "", done) }
	}

	k.Import, k.Written, err = a.ImportRoster(ctx, who, sheets, write)
	if err == nil && opt.Remember && (k.Written || k.MayWrite(opt.SkipFaulty, opt.AllowEmpty)) {
		err = a.KeepRosterWords(ctx, who, answers)
	}

	if err != nil || k.Written || k.NothingTaken() || !k.MayWrite(opt.SkipFaulty, opt.AllowEmpty) {
		return k, err
	}

	k.Same = true
	return k, a.DropRoster(ctx, who, id)
}

// WriteFaultyRows writes the rows of a kept roster that are left out as a workbook to be corrected and imported by itself, with
// what is wrong in each in the language of say. It writes nothing when no row is.
func (a *App) WriteFaultyRows(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, say func(error) string, w io.Writer) error {
	k, err := a.CheckKeptRoster(ctx, who, id, answers)
	if err != nil {
		return err
	}

	var rows []office.FaultyRow
	for _, n := range k.Notes.List {
		if n.Level != org.Warning && n.Level != org.Broken && n.Row > 0 && n.Sheet != nil {
			rows = append(rows, office.FaultyRow{Sheet: n.Sheet, At: n.Row, Says: say(n.Sentence())})
		}
	}

	if len(rows) == 0 {
		return errs.NewConflict("没有哪一行因有错留在外面，没有可下载的。")
	}

	file, err := a.keptFile(ctx, who, id)
	if err != nil {
		return err
	}

	return office.WriteFaultyRows(ctx, w, file.Name, bytes.NewReader(file.Body), int64(len(file.Body)), office.DefaultLimits(), rows)
}

// keptFile is a kept roster as it was uploaded.
func (a *App) keptFile(ctx context.Context, who access.Actor, id int64) (file blob.File, err error) {
	err = a.readApart(ctx, func(tx *store.Tx) error { // and lets go of the page's view: reading the file takes long
		if err := allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
			return err
		}
		file, err = keptRoster(tx, id)
		return err
	})
	return file, err
}

func (a *App) readKeptRoster(ctx context.Context, who access.Actor, id int64, answers RosterAnswers, tell tellFunc) (name string, sheets *org.Sheets, err error) {
	file, err := a.keptFile(ctx, who, id)
	if err != nil {
		return "", nil, err
	}

	sheets, err = a.readRoster(ctx, who, file, answers, tell)
	return file.Name, sheets, err
}

func (a *App) readRoster(ctx context.Context, who access.Actor, file blob.File, answers RosterAnswers, tell tellFunc) (*org.Sheets, error) {
	var progress func(sheet string, rows int)
	if tell != nil {
		progress = func(sheet string, rows int) { tell(RosterReading, sheet, rows) }
	}
	return a.ReadRoster(ctx, who, file.Name, bytes.NewReader(file.Body), int64(len(file.Body)), answers, progress)
}

// WriteBlankRoster writes an empty roster to be filled in. It holds nothing of the house, so everybody may have it.
func WriteBlankRoster(w io.Writer) error { return office.WriteBlankRoster(w) }

// keptRoster is a kept roster; any other file is not there.
func keptRoster(tx *store.Tx, id int64) (blob.File, error) {
	file, err := tx.Blob(id)
	if err == nil && file.Media != blob.RosterMedia {
		err = access.ErrRefused
	}
	return file, err
}

// allowHouse asks whether somebody may do what concerns the whole institution.
func allowHouse(tx *store.Tx, who access.Actor, allow allowFunc) error {
	relations, err := relationsToHouse(tx, who)
	if err != nil {
		return err
	}
	return allow(relations, access.NoStage)
}

// WriteRoster writes the whole roster as our own workbook, or its members in the shape of the national system's export.
// Importing either changes nothing.
func (a *App) WriteRoster(ctx context.Context, who access.Actor, w io.Writer, national bool) error {
	var roster org.Roster
	err := a.readWhole(ctx, who, func(tx *store.Tx) (err error) {
		if err := allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
			return err
		}
		roster, err = tx.Roster()
		return err
	})

	switch {
	case err != nil:
		return err
	case national:
		return office.WriteNationalRoster(w, &roster)
	}

	return office.WriteRoster(w, &roster)
}

// StartRoster begins to make the file of WriteRoster.
func (a *App) StartRoster(ctx context.Context, who access.Actor, name string, national bool) (ExportKey, error) {
	return a.startExport(ctx, who, exportJob{
		name: name, media: paper.WorkbookMedia, kind: "roster",
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error { return allowHouse(tx, who, asking(access.ImportRoster)) })
		},
		write: func(ctx context.Context, w io.Writer, _ Progress) error { return a.WriteRoster(ctx, who, w, national) },
	})
}
