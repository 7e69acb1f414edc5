package app

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// RosterFile is a file with a roster, or with one of the tables of a roster.
type RosterFile struct {
	Name string
	Body io.ReaderAt
	Size int64
}

// TryOnRoster is TryScheme on roster files, read one after the other, in place of the house's roster. Words of rosters that the
// scheme explains are known, and those of the house. The house is not changed: the files are read into a database of their own,
// which is erased. Where a file has faults, Trial.Untaken tells them. An account makes one trial or look at a whole house at a time, see
// readWhole. progress may be nil.
func (a *App) TryOnRoster(ctx context.Context, who access.Actor, in Trying, files []RosterFile, progress func(sheet string, rows int)) (t Trial, err error) {
	if !who.Could(access.TryScheme) {
		return t, access.ErrRefused
	}

	if who.Account != 0 {
		if err := a.looks.begin(who.Account); err != nil {
			return t, err
		}
		defer a.looks.end(who.Account)
	}

	chosen, err := a.choose(ctx, OwnScheme{in.Scheme, in.Text, in.Beside})
	if err != nil {
		t.Told = chosen.told
		return t, err
	}

	words, err := a.wordsToTry(ctx, chosen.Scheme)
	if err != nil {
		return t, err
	}

	dir, err := os.MkdirTemp(a.exports.folder(), "try-*")
	if err != nil {
		return t, errs.NewUnavailable(err, "放不下试用的名册：请系统管理员检查文件夹的权限和磁盘空间。")
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	db, err := store.Open(ctx, filepath.Join(dir, "try.db"))
	if err != nil {
		return t, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()

	if a.store != nil {
		db = db.At(a.store.Now)
	}

	trial := New(db)
	var said RosterAnswers
	how := said.reading(words)
	how.Progress, how.Folder = progress, dir
	for _, f := range files {
		sheets, err := readSheets(ctx, f.Name, f.Body, f.Size, how, said)
		if err != nil {
			return t, err
		}

		im, written, err := trial.ImportRoster(ctx, access.LocalOperator(), sheets, ImportOptions{})
		if err = errors.Join(err, sheets.Close()); err != nil {
			return t, err
		}

		if !written {
			t.Untaken = im
			return t, errs.NewInvalid("名册“%s”有错，没有试用：请照下面的说明改正。", f.Name)
		}
	}

	return trial.try(ctx, access.LocalOperator(), in, chosen)
}

// wordsToTry are the words with which rosters are read for the trial of a scheme: its own go before those of the house.
func (a *App) wordsToTry(ctx context.Context, s *scheme.Scheme) (words []org.Synonym, err error) {
	words = s.Synonyms()
	if a.store == nil {
		return words, nil
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		more, err := allSynonyms(tx)
		for _, w := range more {
			if !slices.ContainsFunc(words, w.Same) {
				words = append(words, w)
			}
		}
		return err
	})
	return words, err
}
