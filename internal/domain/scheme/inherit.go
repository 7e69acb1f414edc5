package scheme

import "slices"

// own leaves behind what is another institution's and another round's: whose scheme it is, what it is held under and
// where the papers go. What a child takes over and should look at, its days and the titles of papers, is told.
func (l *loader) own(parent, doc *node) {
	from := doc.value("extends")
	var left, taken []string
	for _, name := range []string{"title", "basis", "purpose", "theme", "filing"} {
		written := slices.ContainsFunc(doc.entries, func(e entry) bool { return e.key == name })
		if !parent.take(name).empty() && !written {
			left = append(left, name)
		}
	}

	for _, step := range undated(parent.value("steps"), doc.value("steps")) {
		taken = append(taken, "steps."+step+".due")
	}

	if parent.has("forms") && doc.value("forms") == nil {
		taken = append(taken, "forms")
	}

	if len(left) > 0 {
		l.faults.warn(from.at, "这些不从“%s”沿用，因为是那个单位、那一轮的：%s。要的请在自己的文件里写，不要的写成空的，例如“theme: \"\"”。",
			from.text, inRow(left))
	}

	if len(taken) > 0 {
		l.faults.warn(from.at, "这些照“%s”的，请与本单位的通知核对：%s。不同的请在自己的文件里写，例如“steps: {notice: {due: 5}}”。",
			from.text, inRow(taken))
	}
}

// undated are the parent's steps for which the child gives no day: those that it does not write anew, and of which it does
// not change the day.
func undated(parent, child *node) []string {
	if parent == nil || parent.kind != list {
		return nil
	}

	var keys []string
	for _, step := range parent.items {
		key := step.keyed("key")
		anew := child != nil && child.kind == list && indexOf(child.items, "key", key) >= 0
		if !anew && !child.value(key).has("due") && !child.value(key).has("on") && (child == nil || !child.empty()) {
			keys = append(keys, key)
		}
	}

	return keys
}

// words tells the sentences and clauses that come from another institution's notice and are shown under the child's name:
// on the plan, beside sheets, in explanations. A scheme of no institution has sentences for everybody and no clauses.
func (l *loader) words(merged, doc *node) {
	from := doc.value("extends")
	var chapters []string
	for _, e := range merged.entries {
		if l.quotes(e.value, doc.at.Source) {
			chapters = append(chapters, e.key)
		}
	}

	if len(chapters) > 0 {
		l.faults.warn(from.at, "这些的原文和条款（text、clause）是“%s”那个单位的通知的，页面上会照样显示，请与本单位的通知核对：%s。不同的请在自己的文件里写，例如“rules: {R1: {text: 本单位的话, clause: \"\"}}”。",
			from.text, inRow(chapters))
	}
}

// quotes reports whether something below the node is said in the words of another institution's notice.
func (l *loader) quotes(n *node, own string) bool {
	for _, e := range n.entries {
		foreign := !e.value.blank() && e.value.at.Source != own
		if foreign && (e.key == "clause" || e.key == "text" && l.housed[e.value.at.Source]) || l.quotes(e.value, own) {
			return true
		}
	}

	return slices.ContainsFunc(n.items, func(item *node) bool { return l.quotes(item, own) })
}
