package paper

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"lingping/internal/blob"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/review"
	"lingping/internal/errs"
	"lingping/internal/office"
)

// Pack is a unit's pack in the making, in memory.
type Pack struct {
	forms *Forms
	data  filing.Data
	zip   bytes.Buffer
	files *office.Pack
	size  int // of the forms, in bytes
	held  map[review.ID]int
}

// NewPack begins a pack. data is what its data.json says, without the forms.
func NewPack(forms *Forms, data filing.Data) *Pack {
	data.Templates = forms.templates
	p := &Pack{forms: forms, data: data, held: map[review.ID]int{}}
	p.files = office.NewPack(&p.zip)
	return p
}

// AddForm writes a finished form into the pack and its text into the data; written are the reviews on it. It gives up
// where the pack has grown too large, so that the memory holds no more than one pack.
func (p *Pack) AddForm(s Sheet, written map[review.ID]review.Review) error {
	var docx bytes.Buffer
	if err := p.forms.WriteSheet(&docx, s); err != nil {
		return err
	}

	if p.size += docx.Len(); p.size > blob.MaxSize {
		return errPackSize(p.size)
	}

	o := s.Rows[0]
	at, err := p.files.Add(packForms, fmt.Sprintf("%03d %s", len(p.data.Sheets)+1, s.Name(p.forms.plan)), docx.Bytes())
	if err != nil {
		return err
	}

	words, err := office.WordText(docx.Bytes())
	if err != nil {
		return err
	}

	sheet := filing.Sheet{Words: words, File: at, Form: s.Form(p.forms.plan), Unit: o.Unit.Name, Reviewer: o.OwnerName, Setting: o.Review.Setting}
	for _, r := range s.Rows {
		p.held[r.ID] = written[r.ID].Version
		subject := r.Name
		if subject == "" {
			subject = r.Unit.Name
		}

		sheet.Records = append(sheet.Records, filing.Record{Review: r.ID, Kind: r.Subject.Kind, Subject: subject,
			Version: written[r.ID].Version, Text: r.Review.Text})
	}

	p.data.Sheets = append(p.data.Sheets, sheet)
	return nil
}

// Finish puts the statistics, the data and the index beside the forms. It gives the pack as a file of the name, and the
// version in which it holds each review.
func (p *Pack) Finish(name string, stats Stats) (blob.File, map[review.ID]int, error) {
	p.data.Annex = annexOf(stats)
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{packStats, func(w io.Writer) error { return WriteStats(w, stats) }},
		{packData, p.data.Write},
		{packIndex, func(w io.Writer) error { _, err := io.WriteString(w, packContents(p.data, p.forms.plan)); return err }},
	} {
		var body bytes.Buffer
		if err := part.write(&body); err != nil {
			return blob.File{}, nil, err
		}

		if _, err := p.files.Add("", part.name, body.Bytes()); err != nil {
			return blob.File{}, nil, err
		}
	}

	if err := p.files.Close(); err != nil {
		return blob.File{}, nil, err
	}

	if p.zip.Len() > blob.MaxSize {
		return blob.File{}, nil, errPackSize(p.zip.Len())
	}

	sum := sha256.Sum256(p.zip.Bytes())
	return blob.File{Name: name, Media: ZipMedia, Hash: hex.EncodeToString(sum[:]), Body: p.zip.Bytes()}, p.held, nil
}

func errPackSize(size int) error {
	return errs.NewInvalid("报送包有 %d MB，超过 %d MB，不能在这里报送：请与收件的办公室商量，按方案减少报送的登记表。", size>>20, blob.MaxSize>>20)
}
