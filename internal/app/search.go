package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// MostSheetsFound is how many sheets one search lists; they and notices are asked for one by one whether they open.
const MostSheetsFound = 30

// The most that one search lists of the other kinds.
const (
	mostPersonsFound = 20
	mostUnitsFound   = 10
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

	persons, err := everBeen(tx, who)
	if err != nil {
		return err
	}

	f.Sheets = nil
	if number, err := strconv.ParseInt(strings.TrimSpace(q), 10, 64); err == nil && number > 0 {
		if err := a.addSheet(tx, who, review.ID(number), f); err != nil {
			return err
		}
	}

	for _, number := range fileNumbers(q) {
		if err := a.sheetsNumbered(tx, who, persons, number, f); err != nil {
			return err
		}
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

// everBeen is the asker and whoever was merged into him.
func everBeen(tx *store.Tx, who access.Actor) ([]org.PersonID, error) {
	persons := []org.PersonID{who.Person}
	if who.Person == 0 {
		return persons, nil
	}

	merged, err := tx.MergedInto(store.MergedPerson, int64(who.Person))
	for _, m := range merged {
		persons = append(persons, org.PersonID(m.ID))
	}

	return persons, err
}

// sheetsNumbered adds the sheets with the file number that open for the asker, each once, until there are as many as one search
// lists. It looks on behind those that do not open.
func (a *App) sheetsNumbered(tx *store.Tx, who access.Actor, persons []org.PersonID, number string, f *Found) error {
	led, some, err := tx.LedAndNumbered(persons, number)
	if err != nil || !some {
		return err
	}

	for before := review.ID(0); ; {
		ids, err := tx.SheetsNumbered(who, persons, led, number, before, MostSheetsFound)
		if err != nil {
			return err
		}

		for _, id := range ids {
			if len(f.Sheets) == MostSheetsFound {
				return nil
			}

			if err := a.addSheet(tx, who, id, f); err != nil {
				return err
			}
		}

		if len(ids) < MostSheetsFound {
			return nil
		}

		before = ids[len(ids)-1]
	}
}

// addSheet adds the sheet of a record, if it opens for the asker and is not there.
func (a *App) addSheet(tx *store.Tx, who access.Actor, id review.ID, f *Found) error {
	s, err := a.openSheet(tx, who, id)
	switch {
	case errs.Is(err, errs.NotFound):
		return nil
	case err != nil:
		return err
	}

	if !slices.ContainsFunc(f.Sheets, func(one SheetFound) bool { return one.ID == s.first() }) {
		f.Sheets = append(f.Sheets, SheetFound{ObligationRow: s.parts[0].ObligationRow, Round: s.round, Records: len(s.parts),
			PaperRef: s.parts[0].review.PaperRef})
	}

	return nil
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
