package web

import (
	"lingping/internal/app"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/web/view"
)

// doubles are the persons and units that look doubled.
func (r *request) doubles() error {
	found, err := r.web.app.Doubles(r.Context(), r.actor)
	if err != nil {
		return err
	}
	return r.render(view.DoublesPage(r.page(r.T("查找重复"), "/import"), found))
}

// merging is which two the address or the form names: by what they are called, or by their own numbers.
func (r *request) merging() (n app.Naming, err error) {
	n.What, n.GoneText, n.KeptText = store.Merged(r.text("what")), r.text("gone"), r.text("kept")
	if n.What != store.MergedPerson && n.What != store.MergedUnit {
		return n, errs.NewInvalid("请说明要合并的是人员还是党组织。")
	}

	if n.Gone, err = r.number("from"); err != nil {
		return n, err
	}

	n.Kept, err = r.number("into")
	return n, err
}

// mergeLook shows what merging two would do.
func (r *request) mergeLook() error {
	m, err := r.merging()
	if err != nil {
		return r.again(err, r.doubles)
	}

	if m.Gone == 0 && m.Kept == 0 && m.GoneText == "" && m.KeptText == "" {
		return r.doubles() // nobody is named yet
	}

	v, err := r.web.app.LookAtMerge(r.Context(), r.actor, m)
	if err != nil {
		return r.again(err, r.doubles)
	}

	return r.render(view.MergePage(r.page(r.T("合并重复"), "/import"), v))
}

func (r *request) merge() error {
	m, err := r.merging()
	if err != nil {
		return r.again(err, r.doubles)
	}

	version, err := r.number("version")
	if err != nil {
		return r.again(err, r.doubles)
	}

	did, err := r.web.app.MergeRoster(r.Context(), r.actor, m, version)
	if err != nil {
		return r.again(err, r.mergeLook)
	}

	return r.done(view.MergedHref(did.What, did.Kept), "已把“%s”并入“%s”。", did.GoneName, did.KeptName)
}
