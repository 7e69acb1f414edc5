package app

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/office"
	"lingping/internal/store"
)

// settingSynonyms are the words that the house keeps for its rosters.
const settingSynonyms = "roster.words"

// mostSynonyms is how many words a house keeps at most, far more than a form has columns.
const mostSynonyms = 500

// houseSynonyms are the words that the house keeps.
func houseSynonyms(tx *store.Tx) (words []org.Synonym, err error) {
	settings, err := tx.Settings()
	if err != nil || settings[settingSynonyms] == "" {
		return nil, err
	}

	err = json.Unmarshal([]byte(settings[settingSynonyms]), &words)
	return words, err
}

// schemeSynonyms are the words of the schemes in use: the newest that the house keeps, and those of rounds that are not archived.
func schemeSynonyms(tx *store.Tx) (words []org.Synonym, err error) {
	add := func(s *scheme.Scheme) {
		for _, w := range s.Synonyms() {
			if !slices.ContainsFunc(words, w.Same) {
				words = append(words, w)
			}
		}
	}

	kept, err := tx.NewestSchemeTexts()
	if err != nil {
		return nil, err
	}

	for _, v := range kept {
		s, err := v.Scheme()
		if err != nil {
			return nil, err
		}
		add(s)
	}

	rounds, err := tx.Rounds()
	if err != nil {
		return nil, err
	}

	for _, r := range rounds {
		if r.State == round.Archived {
			continue
		}

		s, err := scheme.Kept(scheme.ParseRef(r.Scheme).Name, r.SchemeText)
		if err != nil {
			return nil, err
		}
		add(s)
	}

	return words, nil
}

// RosterWords are the words of rosters that the house keeps, and those of the schemes in use.
func (a *App) RosterWords(ctx context.Context, who access.Actor) (words []org.Synonym, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		if err := allowHouse(tx, who, asking(access.ImportRoster)); err != nil {
			return err
		}

		words, err = allSynonyms(tx)
		return err
	})
	return words, err
}

// allSynonyms are the words of the house, then those of the schemes in use.
func allSynonyms(tx *store.Tx) ([]org.Synonym, error) {
	words, err := houseSynonyms(tx)
	if err != nil {
		return nil, err
	}

	more, err := schemeSynonyms(tx)
	return append(words, more...), err
}

// ReadRoster reads a roster file with the words of the house and the answers given for the file. progress may be nil.
func (a *App) ReadRoster(ctx context.Context, who access.Actor, name string, file io.ReaderAt, size int64, answers RosterAnswers,
	progress func(sheet string, rows int)) (*org.Sheets, error) {
	words, err := a.RosterWords(ctx, who)
	if err != nil {
		return nil, err
	}

	how := answers.reading(words)
	how.Progress, how.Folder = progress, a.exports.folder()
	return readSheets(ctx, name, file, size, how, answers)
}

// KeepRosterWords keeps what was said of columns and words for the files that come next. Nothing is kept of numbers, of
// units, nor of single cells.
func (a *App) KeepRosterWords(ctx context.Context, who access.Actor, answers RosterAnswers) error {
	return a.write(ctx, who, access.ImportRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		words, err := houseSynonyms(tx)
		if err != nil {
			return Entry{}, err
		}

		said := answers.synonyms()
		for _, w := range said {
			words = append(slices.DeleteFunc(words, w.Same), w)
		}

		if len(words) > mostSynonyms {
			return Entry{}, errs.NewConflict("本单位的叫法已经记了 %d 条，记不下了；请先删去用不到的。", mostSynonyms)
		}

		return saveSynonyms(tx, words, len(said) == 0)
	})
}

// DropRosterWord forgets a word of the house.
func (a *App) DropRosterWord(ctx context.Context, who access.Actor, column org.Field, word string) error {
	return a.write(ctx, who, access.ImportRoster, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allowHouse(tx, who, allow); err != nil {
			return Entry{}, err
		}

		words, err := houseSynonyms(tx)
		if err != nil {
			return Entry{}, err
		}

		left := slices.DeleteFunc(slices.Clone(words), org.Synonym{Column: column, Word: word}.Same)
		return saveSynonyms(tx, left, len(left) == len(words))
	})
}

func saveSynonyms(tx *store.Tx, words []org.Synonym, nothing bool) (Entry, error) {
	if nothing {
		return Entry{Nothing: true}, nil
	}

	text, err := json.Marshal(words)
	if err != nil {
		return Entry{}, err
	}

	return Entry{Object: "house:settings", Detail: map[string]any{"roster-words": len(words)}}, tx.SaveSetting(settingSynonyms, string(text))
}

// reading is how a file is read: the words of the house, and before them what is said of the file.
func (r *RosterAnswers) reading(house []org.Synonym) office.Reading {
	how := office.Reading{Words: map[string]string{}, Columns: r.Columns, Heads: map[string]org.Field{}, Blank: r.Blank, SkipHidden: r.SkipHidden}
	for _, w := range slices.Backward(house) {
		if w.Column == "" {
			how.Heads[org.Fold(w.Word)] = org.Field(w.Known)
		} else {
			how.Words[org.WordOf(w.Column, w.Word)] = w.Known
		}
	}

	for word, known := range r.Words {
		how.Words[word] = known
	}

	return how
}
