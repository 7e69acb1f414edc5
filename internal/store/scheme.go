package store

import (
	"errors"

	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func schemeColumns(v *scheme.Version) columns {
	return columns{{"name", &v.Name}, {"version", &v.Version}, {"title", &v.Title}, {"unit_id", &v.Unit}, {"note", &v.Note},
		{"kept_at", &v.At}, {"kept_by", &v.By}}
}

// schemeWhole are the columns of a version with its texts.
func schemeWhole(v *scheme.Version) columns {
	return append(schemeColumns(v), columns{{"text", &v.Text}, {"whole", &v.Whole}}...)
}

// NewestSchemes are the newest versions of all schemes that the house keeps, by name, without their texts. They are few.
func (tx *Tx) NewestSchemes() ([]scheme.Version, error) {
	return All(tx, scanned(schemeColumns), `SELECT `+selected(schemeColumns)+` FROM scheme_version v
		WHERE version = (SELECT MAX(m.version) FROM scheme_version m WHERE m.name = v.name) ORDER BY name`)
}

// NewestSchemeTexts are the same with their texts.
func (tx *Tx) NewestSchemeTexts() ([]scheme.Version, error) {
	return All(tx, scanned(schemeWhole), `SELECT `+selected(schemeWhole)+` FROM scheme_version v
		WHERE version = (SELECT MAX(m.version) FROM scheme_version m WHERE m.name = v.name) ORDER BY name`)
}

// SchemeVersions are the versions of a scheme, the newest first, without their texts.
func (tx *Tx) SchemeVersions(name string) ([]scheme.Version, error) {
	return All(tx, scanned(schemeColumns), `SELECT `+selected(schemeColumns)+` FROM scheme_version
		WHERE name = $1 ORDER BY version DESC`, name)
}

// SchemeVersion is a version of a scheme with its texts, the newest where none is named; NotFound when there is none.
func (tx *Tx) SchemeVersion(ref scheme.Ref) (scheme.Version, error) {
	v, err := One(tx, scanned(schemeWhole), `SELECT `+selected(schemeWhole)+` FROM scheme_version v WHERE name = $1
		AND (version = $2 OR $2 = 0 AND version = (SELECT MAX(m.version) FROM scheme_version m WHERE m.name = $1))`, ref.Name, ref.Version)
	if errors.Is(err, ErrNone) {
		return v, errs.NewNotFound("没有名为“%s”的方案。", ref.String())
	}
	return v, err
}

// AddSchemeVersion keeps a new version. Somebody who keeps the same one at the same time is told so.
func (tx *Tx) AddSchemeVersion(v scheme.Version) error {
	n, err := tx.Exec(`INSERT INTO scheme_version (`+selected(schemeWhole)+`) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT DO NOTHING`,
		v.Name, v.Version, v.Title, v.Unit, v.Note, v.At, v.By, v.Text, v.Whole)
	if err == nil && n == 0 {
		return errs.NewConflict("“%s”刚刚由别人保存过，请看过他改了什么再保存。", v.Name)
	}
	return err
}
