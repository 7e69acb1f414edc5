package office

// UnitPages and MemberPages are on how many pages a form is set by the measure, and which rows begin each.
func UnitPages(s UnitSheet) (pages int, begins []int) {
	f := s.form()
	l := f.lay()
	return l.pages, l.begins
}

// MemberPages is the same of annex 3.
func MemberPages(s MemberSheet) (pages int, begins []int) {
	f := s.form()
	l := f.lay()
	return l.pages, l.begins
}

// Lines are the lines into which the measure breaks a text for the room, in thousandths of an em.
func Lines(s string, room, used int) (lines []string) {
	breakLines(s, room, used, func(line string) { lines = append(lines, line) })
	return lines
}

// Width is how wide the measure takes a text to be, in thousandths of an em.
func Width(s string) int { return ems(s) }

// Balanced is how a label is broken for lines of so many characters.
func Balanced(label string, room int) string { return balanced(label, room) }

// Pages is on how many pages a sheet is set.
func Pages(s Sheet) int {
	f := s.form()
	return f.lay().pages
}
