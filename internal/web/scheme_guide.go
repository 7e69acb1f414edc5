package web

import (
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
	"lingping/internal/web/view"
)

// schemeGuide shows the page on which an office changes what most offices change. Of a scheme that is
// not its own it leaves empty what is another's.
func (r *request) schemeGuide() error {
	page, err := r.web.app.SchemePage(r.Context(), r.actor, scheme.ParseRef(r.PathValue("name")))
	if err != nil {
		return err
	}

	v := view.SchemeGuide{SchemePage: page, Shown: page.Scheme}
	if !page.Own {
		v.Shown = page.Edited(scheme.Edit{})
	}

	return r.showGuide(v)
}

func (r *request) showGuide(v view.SchemeGuide) error {
	return r.render(view.SchemeGuidePage(r.page(r.T("修改方案"), "/schemes"), v))
}

// schemeGuided keeps what the office changed, or shows it again with what is wrong.
func (r *request) schemeGuided() error {
	on := scheme.ParseRef(r.PathValue("name"))
	page, err := r.web.app.SchemePage(r.Context(), r.actor, on)
	if err != nil {
		return err
	}

	edit, err := r.schemeEdit(page.Scheme)
	var faults scheme.Faults
	var ref scheme.Ref
	if err == nil {
		ref, faults, err = r.web.app.KeepEdited(r.Context(), r.actor, page.Ref, edit, r.text("note"))
	}

	if err != nil {
		v := view.SchemeGuide{SchemePage: page, Note: r.text("note"), Dropped: edit.Dropped, Told: faults.Of(scheme.Wrong), Typed: r.unread(err)}
		edit.Dropped = nil
		if faults.Refused() {
			err = errFaulty
		}

		v.Shown = page.Edited(edit)
		return r.again(err, func() error { return r.showGuide(v) })
	}

	return r.done(view.SchemeHref(ref.String(), ""), "已保存为“%s”的第 %d 版。请逐项核对，也可以在名册上试用，再筹备轮次。", ref.Name, ref.Version)
}

// unread is what stands in the fields that can't be read, by their faults, so that it is shown again as it was typed.
func (r *request) unread(err error) map[string]string {
	typed := map[string]string{}
	for _, f := range errs.FaultsOf(err) {
		name := strings.TrimLeft(f.Field, "0123456789")
		if line, failed := strconv.Atoi(strings.TrimSuffix(f.Field, name)); failed == nil {
			typed[f.Field] = nth(r.texts(name), line)
		} else {
			typed[f.Field] = r.text(name)
		}
	}

	return typed
}

// schemeEdit is what the office wrote on the page about a scheme. All that can't be read is told at once, each at its field.
func (r *request) schemeEdit(s *scheme.Scheme) (e scheme.Edit, err error) {
	var faults errs.Faults
	e = scheme.Edit{Name: r.text("name"), Title: r.text("title"), Theme: r.text("theme"), Purpose: r.text("purpose"),
		Basis: scheme.Basis{Title: r.text("basis-title"), Number: r.text("basis-number"), Issuer: r.text("basis-issuer"),
			Date: org.Date(r.text("basis-date")), Recipients: scheme.Row(r.text("basis-recipients"))},
		Steps: map[scheme.StepKey]scheme.StepEdit{}, Aspects: map[scheme.SubjectKind][]scheme.Aspect{}, Forms: map[int]string{}, On: map[int]string{},
		Dropped: r.texts("group-drop"), Words: map[string]string{}}
	for _, term := range scheme.Terms() {
		e.Words[term] = r.text("word-" + term)
	}

	for _, st := range s.Steps {
		name := "step-" + string(st.Key)
		days, failed := r.days(name + "-days")
		faults.Add(name+"-days", failed)
		if r.text(name+"-side") == view.BeforeEnd {
			days = -days
		}
		e.Steps[st.Key] = scheme.StepEdit{Name: r.text(name + "-name"), Short: r.text(name + "-short"), Actor: r.text(name + "-actor"), Due: days,
			On: org.Date(r.text(name + "-on"))}
	}

	for _, sub := range s.Subjects {
		e.Aspects[sub.Kind] = r.aspects("aspect-" + string(sub.Kind))
	}

	for _, f := range s.Forms {
		e.Forms[f.Number], e.On[f.Number] = r.text("form-"+strconv.Itoa(f.Number)), r.text("template-"+strconv.Itoa(f.Number))
	}

	texts, asks := r.texts("group-text"), r.texts("group-ask")
	for i, name := range r.texts("group-name") {
		e.Groups = append(e.Groups, scheme.Group{Name: strings.TrimSpace(name), Text: nth(texts, i), Ask: scheme.Row(nth(asks, i))})
	}

	e.Filing = r.filingLines(&faults)
	return e, faults.Err()
}

// aspects are the lines of one kind of subject.
func (r *request) aspects(name string) (out []scheme.Aspect) {
	keys, labels := r.texts(name+"-key"), r.texts(name+"-label")
	for i, text := range r.texts(name + "-text") {
		out = append(out, scheme.Aspect{Key: nth(keys, i), Label: nth(labels, i), Text: strings.TrimSpace(text)})
	}
	return out
}

// filingLines are the lines of what is handed in. A fault names the field with the number of its line before it, as its id has it.
func (r *request) filingLines(faults *errs.Faults) (out []scheme.Filing) {
	column := func(name string) []string { return r.texts("filing-" + name) }
	to, texts, forms, due, in, filters := column("to"), column("text"), column("forms"), column("due"), column("in"), column("filter")
	hours, sides := column("hour"), column("side")
	for i, who := range column("who") {
		f := scheme.Filing{Who: strings.TrimSpace(who), To: nth(to, i), Text: nth(texts, i), Due: org.Date(nth(due, i)), Hour: scheme.Hour(nth(hours, i)), Side: scheme.Side(nth(sides, i))}
		for _, w := range scheme.Row(nth(filters, i)) {
			f.Filter = append(f.Filter, scheme.Filter(w))
		}

		for _, w := range scheme.Row(nth(forms, i)) {
			n, failed := strconv.Atoi(strings.TrimPrefix(w, "附件"))
			if faults.If(failed != nil, strconv.Itoa(i)+"filing-forms", "“%s”不是附件的编号，请写数字，如 1、2。", w); failed == nil {
				f.Forms = append(f.Forms, n)
			}
		}

		if days := nth(in, i); days != "" {
			n, failed := strconv.Atoi(days)
			faults.If(failed != nil, strconv.Itoa(i)+"filing-in", "“%s”不是数字，请核对。", days)
			f.DueIn = &n
		}

		out = append(out, f)
	}

	return out
}

// days is a number of days that is not negative. To say none is not to say 0.
func (r *request) days(name string) (int, error) {
	n, err := r.number(name)
	if r.text(name) == "" {
		return 0, errs.NewInvalid("请写天数：当天写 0。")
	}

	if err == nil && (n < 0 || n > 1000) {
		err = errs.NewInvalid("“%s”不是天数，请写 0 到 1000 的数，并选最后一天之前还是之后。", r.text(name))
	}

	if err != nil {
		return 0, err
	}

	return int(n), nil
}

// nth is the i-th value of a field that a form has several of, empty when it has fewer.
func nth(values []string, i int) string {
	if i >= len(values) {
		return ""
	}
	return strings.TrimSpace(values[i])
}
