package store

import (
	"errors"

	"lingping/internal/blob"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func templateColumns(t *scheme.Template) columns {
	return columns{{"name", &t.Name}, {"version", &t.Version}, {"form", &t.Form}, {"unit_id", &t.Unit}, {"file", &t.File}, {"blob_id", &t.Blob},
		{"hash", &t.Hash}, {"note", &t.Note}, {"kept_at", &t.At}, {"kept_by", &t.By}}
}

// Templates are all versions of the offices' own Word forms, by name, the newest first. They are few.
func (tx *Tx) Templates() ([]scheme.Template, error) {
	return All(tx, scanned(templateColumns), `SELECT `+selected(templateColumns)+` FROM template ORDER BY name, version DESC`)
}

// TemplateVersions are the versions of a form, the newest first.
func (tx *Tx) TemplateVersions(name string) ([]scheme.Template, error) {
	return All(tx, scanned(templateColumns), `SELECT `+selected(templateColumns)+` FROM template WHERE name = $1 ORDER BY version DESC`, name)
}

// TemplateVersion is a version of a form; NotFound when there is none.
func (tx *Tx) TemplateVersion(ref scheme.Ref) (scheme.Template, error) {
	t, err := One(tx, scanned(templateColumns), `SELECT `+selected(templateColumns)+` FROM template WHERE name = $1 AND version = $2`, ref.Name, ref.Version)
	if errors.Is(err, ErrNone) {
		return t, errs.NewNotFound("没有名为“%s”的 Word 表。", ref.String())
	}
	return t, err
}

// AddTemplate keeps a new version. Somebody who keeps the same one at the same time is told so.
func (tx *Tx) AddTemplate(t scheme.Template) error {
	n, err := tx.Exec(`INSERT INTO template (`+selected(templateColumns)+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT DO NOTHING`,
		t.Name, t.Version, t.Form, t.Unit, t.File, t.Blob, t.Hash, t.Note, t.At, t.By)
	if err == nil && n == 0 {
		return errs.NewConflict("“%s”刚刚由别人保存过，请看过他改了什么再保存。", t.Name)
	}
	return err
}

// TemplateFile is the file of a form, refused when it is not what it was when it was kept.
func (tx *Tx) TemplateFile(t scheme.Template) (blob.File, error) {
	f, err := tx.Blob(t.Blob)
	if err == nil {
		err = soundBlob(t.Blob, f, t.Hash)
	}
	return f, err
}
