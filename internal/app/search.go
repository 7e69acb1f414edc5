package app

import (
	"context"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// The most that one search lists of a kind; sheets and notices are asked for one by one whether they open.
const (
	mostPersonsFound = 20
	mostUnitsFound   = 10
	mostSheetsFound  = 30
	mostNoticesFound = 4 // of a unit
)

// Found is what a search from the head of a page finds. Everything in it opens for who asked.
type Found struct {
	Persons     []store.PersonRow
	Units       []org.Place
	Sheets      []SheetFound
	Notices     []NoticeFound
	MorePersons bool // so are there more than listed
	MoreUnits   bool
}

// SheetFound is a sheet whose signed paper has the file number that was looked for.
type SheetFound struct {
	store.ObligationRow
	Round    round.Round
	PaperRef string
	Records  int // how many stand on it
}

// NoticeFound is the notice of a unit in a round.
type NoticeFound struct {
	publish.Notice
	UnitName, RoundName string
}

// searchPasses: what was found; what is known of it; how the asker stands to it.
const searchPasses = 4

// Search finds units, and inside the asker's scope persons, by name, number or pinyin; sheets by the file number of the paper that
// was signed; and the notices of the units found.
func (a *App) Search(ctx context.Context, who access.Actor, q string) (f Found, err error) {
	if err := check(access.ReadRoster, who.Base(), access.NoStage); err != nil {
		return f, err
	}

	if !org.Searchable(q) {
		return f, errs.NewInvalid("请至少输入一个汉字，或两个字母、数字。")
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		scope, err := livingScope(tx, who)
		if err != nil {
			return err
		}

		units, err := tx.SearchUnits(q, mostUnitsFound+1)
		if err != nil {
			return err
		}

		more := len(units) > mostUnitsFound
		units = units[:min(len(units), mostUnitsFound)]
		return tx.Gather(searchPasses, func() error {
			f = Found{Units: units, MoreUnits: more}
			return a.search(tx, who, q, scope, &f)
		})
	})
	return f, err
}

func (a *App) search(tx *store.Tx, who access.Actor, q string, scope []org.Place, f *Found) (err error) {
	if f.Persons, err = tx.SearchPersons(q, scope, mostPersonsFound+1); err != nil {
		return err
	}

	f.MorePersons = len(f.Persons) > mostPersonsFound
	f.Persons = f.Persons[:min(len(f.Persons), mostPersonsFound)]

	ids, err := tx.SheetsNumbered(fileNumbers(q), mostSheetsFound)
	if err != nil {
		return err
	}

	if f.Sheets, err = a.sheetsFound(tx, who, ids); err != nil {
		return err
	}

	f.Notices, err = a.noticesFound(tx, who, f.Units)
	return err
}

// fileNumbers are the ways in which a file number may have been typed: as it stands, and with the brackets of official papers.
func fileNumbers(q string) []string {
	q = strings.TrimSpace(q)
	official := strings.NewReplacer("[", "〔", "]", "〕", "［", "〔", "］", "〕", "(", "〔", ")", "〕", "（", "〔", "）", "〕").Replace(q)
	if official == q {
		return []string{q}
	}

	return []string{q, official}
}

// sheetsFound are the sheets of the records that open for the asker, each once.
func (a *App) sheetsFound(tx *store.Tx, who access.Actor, ids []review.ID) (found []SheetFound, err error) {
	seen := map[review.ID]bool{}
	for _, id := range ids {
		s, err := a.openSheet(tx, who, id)
		switch {
		case errs.Is(err, errs.NotFound):
			continue
		case err != nil:
			return nil, err
		case seen[s.first()]:
			continue
		}

		seen[s.first()] = true
		found = append(found, SheetFound{ObligationRow: s.parts[0].ObligationRow, Round: s.round, Records: len(s.parts),
			PaperRef: s.parts[0].review.PaperRef})
	}

	return found, nil
}

// noticesFound are the newest notices of the units, those that open for the asker.
func (a *App) noticesFound(tx *store.Tx, who access.Actor, units []org.Place) (found []NoticeFound, err error) {
	for _, u := range units {
		notices, err := tx.NoticesOf(u.ID, mostNoticesFound)
		if err != nil {
			return nil, err
		}

		for _, n := range notices {
			d, err := a.noticeDesk(tx, who, n)
			if err == nil {
				err = d.allow(access.ReadNotice, asking(access.ReadNotice))
			}

			switch {
			case errs.Is(err, errs.NotFound):
				continue
			case err != nil:
				return nil, err
			}

			found = append(found, NoticeFound{Notice: n, UnitName: u.Label(), RoundName: d.round.Name})
		}
	}

	return found, nil
}
