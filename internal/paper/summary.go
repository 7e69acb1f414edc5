package paper

import (
	"fmt"
	"strings"

	"lingping/internal/domain/dossier"
	"lingping/internal/domain/org"
	"lingping/internal/office"
)

// lookBacks is what units and members say of themselves, for the cells of the forms that ask for it: 自查情况 of annex 2,
// 公开承诺事项及兑现情况（个人自查） of annex 3. A member's stand under his person alone, whatever his branch.
type lookBacks struct {
	commitments map[dossier.Key][]dossier.Commitment
	summaries   map[dossier.Key]dossier.Summary
}

func newLookBacks(commitments []dossier.Commitment, summaries []dossier.Summary) lookBacks {
	l := lookBacks{map[dossier.Key][]dossier.Commitment{}, map[dossier.Key]dossier.Summary{}}
	for _, c := range commitments {
		k := onForm(c.Key)
		l.commitments[k] = append(l.commitments[k], c)
	}

	for _, s := range summaries {
		l.summaries[onForm(s.Key)] = s
	}

	return l
}

// onForm is the key under which a form looks for what a dossier holds.
func onForm(k dossier.Key) dossier.Key {
	if k.OfPerson() {
		return dossier.Key{Person: k.Person}
	}
	return k
}

// unit is what a unit's committee says of it, with its promises in figures.
func (l lookBacks) unit(unit org.UnitID) string {
	k := dossier.Key{Unit: unit}
	s := l.summaries[k]
	parts := summaryLines(s.Text)
	if s.TookPart != "" {
		parts = append(parts, strings.TrimSpace(s.MetOn.Chinese()+"集体讨论，参加人："+s.TookPart+"。"))
	}

	given, kept := 0, 0
	for _, c := range l.commitments[k] {
		if c.Public() {
			given++
			if c.Outcome == dossier.Kept {
				kept++
			}
		}
	}

	if given > 0 {
		parts = append(parts, fmt.Sprintf("公开承诺 %d 项，已兑现 %d 项。", given, kept))
	}

	return strings.Join(parts, "\n")
}

// member is a member's promises with their outcomes, and what he says of himself.
func (l lookBacks) member(person org.PersonID) (promises []office.Commitment, summary string) {
	k := dossier.Key{Person: person}
	for _, c := range l.commitments[k] {
		if c.Kind == dossier.Pledge {
			promises = append(promises, office.Commitment{Text: c.Text, Outcome: string(c.Outcome.Word())})
		}
	}

	return promises, strings.Join(summaryLines(l.summaries[k].Text), "\n")
}

// summaryLines are the texts of a summary as paragraphs, each with its heading.
func summaryLines(t dossier.SummaryText) []string {
	var out []string
	add := func(name, text string) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, name+"："+text)
		}
	}

	for _, c := range t.Checks {
		add(c.Name, c.Text)
	}

	add("主要成绩", t.Achievements)
	add("存在问题", office.Sentence(t.Problems))
	add("原因分析", t.Causes)
	return out
}
