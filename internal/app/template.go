package app

import (
	"context"
	"strings"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// TemplateUse is the office's own Word form that a scheme names for an annex, and what comes of it.
type TemplateUse struct {
	paper.Template
	Fault error // why the program's own form stands in, a sentence; nil: it does not
}

// templatesOf are the office's own forms that the scheme of a round names. One that was changed since it was kept is refused.
func templatesOf(tx *store.Tx, v RoundView) (named []paper.Template, err error) {
	for _, form := range scheme.Templated() {
		t := paper.Template{Form: form, Named: v.Plan.Template(form)}
		if t.Named.Name == "" {
			continue
		}

		versions, err := tx.TemplateVersions(t.Named.Name)
		if err != nil {
			return nil, err
		}

		found := false
		if t.Kept, found = scheme.TemplateFor(versions, t.Named, v.ClosedAt); found {
			file, err := tx.TemplateFile(t.Kept)
			if err != nil {
				return nil, err
			}
			t.File = file.Body
		}

		named = append(named, t)
	}

	return named, nil
}

// templateUses are the forms with what comes of each.
func templateUses(plan *scheme.Scheme, named []paper.Template) (uses []TemplateUse) {
	for _, t := range named {
		_, err := t.Read(plan)
		uses = append(uses, TemplateUse{t, err})
	}
	return uses
}

// TemplateList is every form that the house keeps.
type TemplateList struct {
	Kept    []scheme.Template // all versions, by name, the newest first
	Schemes SchemeList        // under which a form can be checked
	MayKeep bool
}

// Templates lists them.
func (a *App) Templates(ctx context.Context, who access.Actor) (l TemplateList, err error) {
	l.MayKeep = who.Could(access.KeepTemplate)
	if l.Schemes, err = a.SchemeList(ctx, who); err != nil {
		return l, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		l.Kept, err = tx.Templates()
		return err
	})
	return l, err
}

// NewTemplate is a form that an office keeps, or looks at before it does.
type NewTemplate struct {
	Name   string
	Form   int
	Scheme string // the scheme whose fields it is to have
	File   string // how the office's computer calls it
	Body   []byte
	Note   string // what was changed
}

// TemplateCheck is what was found in such a form.
type TemplateCheck struct {
	Fields []string // with which it can be filled
	FormCheck
}

// CheckTemplate looks at an office's own Word form. Nothing is kept.
func (a *App) CheckTemplate(ctx context.Context, who access.Actor, in NewTemplate) (c TemplateCheck, err error) {
	if !who.Could(access.KeepTemplate) {
		return c, access.ErrRefused
	}

	page, err := a.SchemePage(ctx, who, scheme.ParseRef(in.Scheme))
	if err != nil {
		return c, err
	}

	own, err := FormOrder{Form: in.Form, Own: in.Body}.own(RoundView{Plan: page.Scheme})
	if err != nil {
		return c, err
	}

	c.Fields, c.FormCheck = paper.FormFields(page.Scheme, in.Form), own.Check()
	return c, nil
}

// KeepTemplate keeps an office's own Word form: a new one, or a new version of one. One in which a field would stay open is not
// kept. What was printed on an earlier version stays as it is.
func (a *App) KeepTemplate(ctx context.Context, who access.Actor, in NewTemplate) (ref scheme.Ref, err error) {
	c, err := a.CheckTemplate(ctx, who, in)
	if err != nil {
		return ref, err
	}

	if err := paper.Fillable(c.FormCheck); err != nil {
		return ref, err
	}

	file, err := blob.Attachment(in.File, in.Body)
	if err != nil {
		return ref, err
	}

	kept := scheme.Template{Ref: scheme.Ref{Name: strings.TrimSpace(in.Name)}, Form: in.Form, File: file.Name, Hash: file.Hash, Note: strings.TrimSpace(in.Note)}
	if err := kept.Check(); err != nil {
		return ref, err
	}

	err = a.write(ctx, who, access.KeepTemplate, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		next, err := nextTemplate(tx, who, allow, kept)
		if err != nil {
			return Entry{}, err
		}

		if next.Blob, err = tx.AddBlob(file); err != nil {
			return Entry{}, err
		}

		ref = next.Ref
		return Entry{Object: "template:" + next.Name, Detail: map[string]any{"template": ref.String(), "form": next.Form, "hash": next.Hash}}, tx.AddTemplate(next)
	})
	return ref, err
}

// nextTemplate is the form as the version that follows those of its name, for the office that keeps them.
func nextTemplate(tx *store.Tx, who access.Actor, allow allowFunc, kept scheme.Template) (scheme.Template, error) {
	versions, err := tx.TemplateVersions(kept.Name)
	if err != nil {
		return kept, err
	}

	if len(versions) > 0 {
		kept.Unit, kept.Version = versions[0].Unit, versions[0].Version
	} else if kept.Unit, err = keepingUnit(tx, who); err != nil {
		return kept, err
	}

	relations, err := relationsToUnit(tx, who, 0, kept.Unit)
	if err != nil {
		return kept, err
	}

	switch err := allow(relations, access.NoStage); {
	case err != nil && len(versions) > 0:
		return kept, errs.NewConflict("名为“%s”的 Word 表由别的活动办保存着，请另取一个名称。", kept.Name)
	case err != nil:
		return kept, err
	case len(versions) > 0 && versions[0].Form != kept.Form:
		return kept, errs.NewConflict("“%s”是附件%d的表，不能改成附件%d的：请另取一个名称。", kept.Name, versions[0].Form, kept.Form)
	case len(versions) > 0 && versions[0].Hash == kept.Hash:
		return kept, errs.NewConflict("内容与“%s”的第 %d 版完全一样，没有再存一版。", kept.Name, kept.Version)
	}

	kept.Version++
	kept.At, kept.By = tx.Now.UnixMilli(), who.Name
	return kept, nil
}

// TemplateFile is the file of a version of an office's own Word form, as it was kept.
func (a *App) TemplateFile(ctx context.Context, who access.Actor, ref scheme.Ref) (file blob.File, err error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return file, err
	}

	err = a.read(ctx, func(tx *store.Tx) error {
		kept, err := tx.TemplateVersion(ref)
		if err != nil {
			return err
		}

		if file, err = tx.TemplateFile(kept); err != nil {
			return err
		}

		file.Name = kept.Ref.String() + ".docx"
		return nil
	})
	return file, err
}
