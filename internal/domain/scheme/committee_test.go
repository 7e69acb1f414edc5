package scheme_test

import (
	"strings"
	"testing"
)

// whole has the committee as a whole as a subject.
const whole = "extends: tongyong\ntitle: 甲\nsubjects:\n  - {kind: committee, name: 班子整体, form: 2, aspects: [{key: a, text: 甲}]}\n"

// A rule on committees as a whole that can find none is told, at its own line; one that finds some is not.
func TestARuleOnCommitteesThatFindsNoneIsTold(t *testing.T) {
	const sentence = "的班子整体，但 roster 的 committee-kinds 里没有它们"
	for name, c := range map[string]struct{ text, want string }{
		"of kinds without committees": {"rules: [{id: R8, relation: charge-holder, subjects: [committee], unit-kinds: [branch, joint-branch]}]\n",
			"第5行第78列 提醒：这条规则点评党支部、联合党支部的班子整体，但"},
		"of one kind with committees": {"rules: [{id: R8, relation: charge-holder, subjects: [committee], unit-kinds: [branch, committee]}]\n", ""},
		"of all kinds":                {"rules: [{id: R8, relation: charge-holder, subjects: [committee]}]\n", ""},
		"once the roster counts them": {"rules: [{id: R8, relation: charge-holder, subjects: [committee], unit-kinds: [branch]}]\nroster: {committee-kinds: [branch]}\n", ""},
		"a rule on units":             {"rules: [{id: R8, relation: charge-holder, subjects: [unit], unit-kinds: [branch]}]\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, faults := read(whole + c.text)
			if s == nil || strings.Contains(said(faults), sentence) != (c.want != "") || !strings.Contains(said(faults), c.want) {
				t.Errorf("want %q, got:\n%s", c.want, said(faults))
			}
		})
	}
}

// committee under due-actor is a kind of unit and a kind of subject: where both are reviewed it is told that both are meant.
func TestADayForCommitteesIsToldWhereItMeansBoth(t *testing.T) {
	const sentence = "due-actor 里的 committee 既指党委，也指班子整体：两样都按这个期限。"
	const rule = "rules: [{id: R8, relation: charge-holder, subjects: [committee]}]\n"
	const day = "steps: {review: {due-actor: {committee: 5}}}\n"
	for name, c := range map[string]struct {
		text string
		told bool
	}{
		"both":                       {rule + day, true},
		"a day for another kind":     {rule + "steps: {review: {due-actor: {branch: 5}}}\n", false},
		"committees are no subjects": {day, false},
		"units of the kind are none": {rule + "roster: {unit-kinds: [branch]}\n" + day, false},
	} {
		t.Run(name, func(t *testing.T) {
			if s, faults := read(whole + c.text); s == nil || strings.Contains(said(faults), sentence) != c.told {
				t.Errorf("told: %v, want %v:\n%s", !c.told, c.told, said(faults))
			}
		})
	}
}
