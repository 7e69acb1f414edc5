package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"time"

	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/office"
)

// PackCheck is what the receiver finds out of a pack without any database.
type PackCheck struct {
	Hash  string // of the whole file, to be held against the receipt
	Data  filing.Data
	Wrong []error // each a sentence; empty: everything agrees
}

// CheckPack reads a pack from anywhere: its sums, its forms word for word, and its statistics counted anew from its data and held
// against both the figures in the data and the workbook. An error means that it can't be read at all.
func CheckPack(file io.ReaderAt, size int64) (c PackCheck, err error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(file, 0, size)); err != nil {
		return c, err
	}

	c.Hash = hex.EncodeToString(hash.Sum(nil))
	files, err := office.OpenPack(file, size)
	if err != nil {
		return c, err
	}

	for _, name := range []string{packData, packStats, packIndex} {
		if files[name] == nil {
			return c, errs.NewInvalid("报送包缺少文件“%s”。", name)
		}
	}

	if c.Data, err = filing.ParseData(files[packData]); err != nil {
		return c, err
	}

	plan, err := planOf(c.Data)
	if err != nil {
		return c, err
	}

	c.Wrong = c.Data.Check()
	c.checkFiles(files, plan)
	printed, err := printedStats(c.Data, plan)
	if err != nil {
		return c, err
	}

	wrong, err := office.CompareStats(files[packStats], printed)
	if err != nil {
		wrong = []error{err}
	}

	c.Wrong = append(c.Wrong, wrong...)
	return c, nil
}

// checkFiles holds the forms that the data names against the files there are.
func (c *PackCheck) checkFiles(files map[string][]byte, plan *scheme.Scheme) {
	known := map[string]bool{packData: true, packStats: true, packIndex: true, office.SumsFile: true}
	for _, s := range c.Data.Sheets {
		if files[s.File] == nil || known[s.File] {
			c.Wrong = append(c.Wrong, errs.NewInvalid("数据里有登记表“%s”，报送包里没有这个文件。", s.File))
		} else {
			c.checkWords(s, files[s.File])
		}
		known[s.File] = true
	}

	for name := range files {
		if !known[name] {
			c.Wrong = append(c.Wrong, errs.NewInvalid("报送包里的“%s”不在数据里，不知道它是什么。", name))
		}
	}

	if !bytes.Equal(files[packIndex], []byte(packContents(c.Data, plan))) {
		c.Wrong = append(c.Wrong, errs.NewInvalid("目录与数据不一致：目录被改动过。"))
	}
}

// checkWords holds what the Word file of a form says against the data.
func (c *PackCheck) checkWords(s filing.Sheet, docx []byte) {
	words, err := office.WordText(docx)
	if err != nil {
		c.Wrong = append(c.Wrong, errs.NewInvalid("登记表“%s”打不开：它不是完整的 Word 文件。", s.File))
		return
	}

	c.Wrong = append(c.Wrong, c.Data.CheckWords(s, words)...)
}

// Handed is when the pack was handed in, as people in the zone write it.
func (c PackCheck) Handed(zone *time.Location) string { return handedWords(c.Data.HandedAt, zone) }

// planOf is the scheme in whose words the pack was written. The first packs were written in the program's own words.
func planOf(d filing.Data) (*scheme.Scheme, error) {
	plan, err := scheme.Kept(d.Scheme, d.SchemeText)
	if err != nil {
		return nil, errs.NewInvalid("报送包里的点评方案读不懂，不能核对附件1。")
	}

	if d.InOwnWords() {
		plan.Vocabulary = nil
	}

	return plan, nil
}

// printedStats is annex 1 printed anew from the rows of the pack.
func printedStats(d filing.Data, plan *scheme.Scheme) ([]byte, error) {
	handed, err := time.Parse(time.RFC3339, d.HandedAt)
	if err != nil {
		return nil, errs.NewInvalid("报送时间“%s”读不懂。", d.HandedAt)
	}

	units := map[org.UnitID]filing.UnitRow{}
	for _, u := range d.Units {
		units[u.ID] = u
	}

	row := func(l filing.Line) StatsRow {
		u := units[l.Unit]
		return StatsRow{Unit: org.Place{Unit: org.Unit{ID: u.ID, Name: u.Name, Short: u.Short, Code: u.Code}}, Own: l.Own,
			Tally: l.Figures, Reviewers: l.Reviewers, Secretaries: l.Secretaries, Committee: l.Committee,
			Outsiders: l.Outsiders}
	}

	counted := d.Recount()
	s := Stats{Round: d.Round, Plan: plan, AsOf: handed, Total: row(counted.Total)}
	s.Unit = s.Total.Unit
	for _, l := range counted.Rows {
		s.Rows = append(s.Rows, row(l))
	}

	var book bytes.Buffer
	as := d.Annex
	if as.Edition == office.OneTable { // before packs named their columns, the scheme alone did
		as.Columns = plan.Statistics.Columns
	}

	err = writeStats(&book, s, as)
	return book.Bytes(), err
}
