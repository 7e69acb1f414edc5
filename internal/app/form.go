package app

import (
	"context"
	"io"

	"lingping/internal/domain/access"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/paper"
	"lingping/internal/store"
)

// The registration forms of the notice.
const (
	UnitForm   = paper.UnitForm   // annex 2: a unit and its secretary
	MemberForm = paper.MemberForm // annex 3: a member, or a committee member
)

// FormFile is how a batch of forms is written.
type FormFile string

// The ways: a zip with a Word document for each sheet in folders, or one document with all sheets, each on a new page or,
// for printers that print on both sides, on the front of a new sheet of paper.
const (
	FormZip       FormFile = "zip"
	FormDocx      FormFile = "docx"
	FormDuplex    FormFile = "duplex"
	FormPDF       FormFile = "pdf"
	FormPDFDuplex FormFile = "pdf-duplex"
)

// The formats of one document.
const (
	Word = paper.Word
	PDF  = paper.PDF
)

// PaperFormat is how one document is written, PaperBatch how many sheets are, and PaperLeaf is a page to be looked at.
type (
	PaperLeaf   = paper.Leaf
	PaperFormat = paper.Format
	PaperBatch  = paper.Batch

	PaperTemplate = filing.Template
)

// batch is how all forms stand in one document, if they do.
func (as FormFile) batch() (b paper.Batch, one bool) {
	switch as {
	case FormDocx, FormDuplex:
		return paper.Batch{As: paper.Word, Duplex: as == FormDuplex}, true
	case FormPDF, FormPDFDuplex:
		return paper.Batch{As: paper.PDF, Duplex: as == FormPDFDuplex}, true
	}
	return b, false
}

// OnBothSides is the same way for printers that print on both sides.
func (as FormFile) OnBothSides() FormFile {
	switch as {
	case FormDocx:
		return FormDuplex
	case FormPDF:
		return FormPDFDuplex
	}
	return as
}

// Known reports whether there is such a way.
func (as FormFile) Known() bool {
	_, one := as.batch()
	return one || as == FormZip
}

// Ending is the ending of the name of such a file.
func (as FormFile) Ending() string {
	if b, one := as.batch(); one {
		return b.As.Named("")
	}
	return ".zip"
}

// Progress is told how many of how many parts of something long are done. It is quick and may be nil.
type Progress func(done, total int)

func (tell Progress) say(done, total int) {
	if tell != nil {
		tell(done, total)
	}
}

// Forms writes the registration forms of a unit's subtree in roster order, of those units whose records open for the
// asker; what is not reviewed yet is printed as a form
// to be filled by hand. unit is a code or name, empty for the round's own. It gives how many sheets were written. The
// units are read one after the other, each in a transaction of its own, and nothing is written while one is open: each
// unit is as it is when its turn comes.
func (a *App) Forms(ctx context.Context, who access.Actor, id round.ID, unit string, form int, as FormFile, w io.Writer, tell Progress) (n int, err error) {
	return a.writeForms(ctx, who, formWish{id, unitByName(unit), form}, FormOrder{As: as}, w, tell)
}

// BothForms stands for the two forms together.
const BothForms = 0

// formWish is which forms somebody wants: of a kind, or BothForms, of a unit with its subtree.
type formWish struct {
	round round.ID
	unit  unitFinder
	form  int
}

// FormOrder is which forms somebody wants as a file: of a unit with its subtree, and how they are written.
type FormOrder struct {
	Round round.ID
	Unit  org.UnitID
	Form  int
	As    FormFile
	Name  string // of the file; empty: the round and the unit are its title
	Own   []byte // the office's own Word form, which a zip is filled on; nil: ours
}

// wish is which forms are ordered.
func (o FormOrder) wish() formWish { return formWish{o.Round, unitByID(o.Unit), o.Form} }

// StartForms begins to make a file of forms, see Forms.
func (a *App) StartForms(ctx context.Context, who access.Actor, o FormOrder) (ExportKey, error) {
	wish, media := o.wish(), paper.ZipMedia
	if b, one := o.As.batch(); one {
		media = b.As.Media()
	}

	if o.Own != nil {
		if err := a.goodForm(ctx, who, o); err != nil {
			return "", err
		}
	}

	return a.startExport(ctx, who, exportJob{
		name: o.Name, media: media, kind: "forms", round: o.Round, unit: o.Unit,
		ask: func(ctx context.Context, who access.Actor) error {
			return a.read(ctx, func(tx *store.Tx) error {
				_, _, err := a.formTop(tx, who, wish)
				return err
			})
		},
		write: func(ctx context.Context, w io.Writer, tell Progress) error {
			_, err := a.writeForms(ctx, who, wish, o, w, tell)
			return err
		},
	})
}

// formTop asks whether somebody may have the forms, and finds the unit.
func (a *App) formTop(tx *store.Tx, who access.Actor, wish formWish) (RoundView, org.Place, error) {
	if wish.form != BothForms && wish.form != UnitForm && wish.form != MemberForm {
		return RoundView{}, org.Place{}, errs.NewInvalid("没有附件%d这种{登记表}：附件2 是{党组织}及{书记}，附件3 是{党员}。", wish.form)
	}
	return a.measured(tx, who, access.ExportForms, wish.round, wish.unit)
}

// formBatch is the forms of one kind of a subtree.
type formBatch struct {
	view   RoundView
	common paper.Common
	top    org.Place
	form   int
	open   reach // of whoever asked: the sheets of other units stay shut
}

// formBatch asks whether somebody may have the forms, and reads what they have in common.
func (a *App) formBatch(ctx context.Context, who access.Actor, wish formWish) (b formBatch, err error) {
	err = a.readApart(ctx, func(tx *store.Tx) error {
		v, top, err := a.formTop(tx, who, wish)
		if err != nil {
			return err
		}

		b.view, b.top, b.form = v, top, wish.form
		if b.open, err = reachOf(tx, who, v.ID, top.ID); err != nil {
			return err
		}

		b.common, err = a.formCommon(tx, v)
		return err
	})
	return b, err
}

func (a *App) writeForms(ctx context.Context, who access.Actor, wish formWish, o FormOrder, w io.Writer, tell Progress) (n int, err error) {
	b, err := a.formBatch(ctx, who, wish)
	if err != nil {
		return 0, err
	}

	forms, sheets := paper.NewForms(b.common), a.sheetsBelow(ctx, b, tell)
	if o.Own != nil {
		own, err := o.own(b.view)
		if err != nil {
			return 0, err
		}
		forms = forms.On(own)
	}

	if batch, one := o.As.batch(); one {
		if batch.Name = o.Name; batch.Name == "" {
			batch.Name = b.view.Name + " " + b.top.Label()
		}
		n, err = forms.WriteDocument(w, batch, sheets)
	} else {
		n, err = forms.WriteBundle(w, sheets)
	}

	if err == nil && n == 0 || errs.Is(err, errs.NotFound) {
		err = errNoForms
	}

	return n, err
}

// errNoForms is the answer where a unit has no sheet of the form that was asked for.
var errNoForms = errs.NewInvalid("这个范围里没有可以打印的{登记表}：请换一个{党组织}，或者另一种{登记表}。")

// Form writes the registration form of one review, for whoever may read it, and gives a name for the file.
func (a *App) Form(ctx context.Context, who access.Actor, id review.ID, as PaperFormat, w io.Writer) (name string, err error) {
	forms, sheet, err := a.formOf(ctx, who, id)
	if err != nil {
		return "", err
	}
	return forms.WriteAs(w, sheet, as)
}

// FormPages are the pages of the registration form of one review as the program prints them, what the form is called, and the
// office's own form on which Word prints it, if the scheme names one.
func (a *App) FormPages(ctx context.Context, who access.Actor, id review.ID) (name string, pages []paper.Leaf, on PaperTemplate, err error) {
	forms, sheet, err := a.formOf(ctx, who, id)
	if err != nil {
		return "", nil, on, err
	}
	return forms.Title(sheet), forms.Leaves(sheet), forms.Template(sheet), nil
}

// formPasses is how often a form asks for what depends on what it was told before: who holds the unit and which dossier it is;
// their names and posts; where those are.
const formPasses = 3

// formOf reads the registration form of one review.
func (a *App) formOf(ctx context.Context, who access.Actor, id review.ID) (*paper.Forms, paper.Sheet, error) {
	var common paper.Common
	var beside paper.Beside
	var sheet paper.Sheet
	err := a.read(ctx, func(tx *store.Tx) error {
		s, err := a.openSheet(tx, who, id)
		if err != nil {
			return err
		}

		ids := make([]review.ID, len(s.parts))
		for i, p := range s.parts {
			ids[i] = p.ID
		}

		if sheet.Rows, err = tx.FormRowsOf(ids); err != nil {
			return err
		}

		view := RoundView{Round: s.round, Plan: s.scheme, Deadlines: s.deadlines}
		if err := tx.Gather(formPasses, func() error {
			if common, err = a.commonOf(tx, view, sheet); err != nil {
				return err
			}

			beside, err = besideOf(tx, view, sheet)
			return err
		}); err != nil {
			return err
		}

		common.Templates, err = templatesOf(tx, view)
		return err
	})
	if err != nil {
		return nil, sheet, err
	}

	sheet.ToSign = true
	return paper.NewForms(common), beside.Lay(common.Plan, sheet)[0], nil
}
