package store

import (
	"lingping/internal/domain/ledger"
	"lingping/internal/errs"
)

// Survey is what is wrong with a record beside what the ledger says of it.
type Survey struct {
	Kind, Key string
	Is        ledger.Difference
	Last      ContentRow // what the last entry left it as, zero for one that none wrote
	canonical []byte     // as it is now
}

// Survey holds every record of a kind against what the last entry left it as, and gives how many records there are and
// those that differ.
func (tx *Tx) Survey(kind string) (records int, differ []Survey, err error) {
	defer errs.Wrap(&err, "store.Survey %s", kind)

	last := map[string]ContentRow{}
	for c, err := range tx.EachContent(kind) {
		if err != nil {
			return 0, nil, err
		}
		last[c.Key] = c
	}

	for r, err := range tx.EachRecord(kind) {
		if err != nil {
			return 0, nil, err
		}

		records++
		c, known := last[r.Key]
		if is := ledger.Compare(known, c.Digest, c.Now(r.Canonical)); is != ledger.Same {
			differ = append(differ, Survey{Kind: kind, Key: r.Key, Last: c, canonical: r.Canonical, Is: is})
		}

		delete(last, r.Key)
	}

	for key, c := range last {
		if c.Digest != "" && !ledger.MayEnd(kind) {
			differ = append(differ, Survey{Kind: kind, Key: key, Last: c, Is: ledger.Missing})
		}
	}

	return records, differ, nil
}

// WitnessAround witnesses every record that do leaves otherwise than the ledger says, for what changes records anywhere, such
// as a merge. What differed before stays as wrong as it was: nobody's edit is made good by it.
func (tx *Tx) WitnessAround(do func() error) error {
	before, err := tx.surveys()
	if err != nil {
		return err
	}

	tx.around = true
	defer func() { tx.around = false }()

	if err := do(); err != nil {
		return err
	}

	after, err := tx.surveys()
	if err != nil {
		return err
	}

	for at, s := range after {
		if _, wrong := before[at]; wrong {
			continue
		}

		content := ledger.Gone(s.Kind, s.Key)
		if s.Is != ledger.Missing {
			content = ledger.Witness(s.Kind, s.Key, s.canonical)
		}

		tx.before = append(tx.before, content)
	}

	clear(tx.changes)
	return nil
}

func (tx *Tx) surveys() (map[[2]string]Survey, error) {
	all := map[[2]string]Survey{}
	for _, kind := range RecordKinds() {
		_, differ, err := tx.Survey(kind)
		if err != nil {
			return nil, err
		}
		for _, s := range differ {
			all[[2]string{kind, s.Key}] = s
		}
	}

	return all, nil
}
