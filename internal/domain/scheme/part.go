package scheme

import (
	"slices"

	"lingping/internal/i18n"
)

// Part is a part of a review that a scheme may demand.
type Part string

// The parts that a rule or a form knows by name.
const (
	PartAspects      Part = "aspects"
	PartAchievements Part = "achievements"
	PartProblems     Part = "problems"
	PartCauses       Part = "causes"
	PartAdvice       Part = "advice"
	PartOverall      Part = "overall"
	PartMode         Part = "mode"
	PartDate         Part = "date"
	PartPlace        Part = "place"
)

// partPlace is where on the paper a part stands.
type partPlace int

const (
	asCell    partPlace = iota // among the cells that say how the review was given
	ofMatters                  // with what is said of one matter after the other
	ofWhole                    // with the judgement of the whole
	ofFuture                   // after that judgement: what is to be done
)

// partLine is what is known of a part.
type partLine struct {
	part  Part
	name  i18n.Word
	place partPlace
	text  bool // it is one text
}

// parts are all parts of a review, in the order in which they are asked for. A new part that is one text is a line here
// and a word of the catalogue: pages, forms, workbooks, comparison and publication go by this table.
var parts = []partLine{
	{part: PartAspects, name: "各方面点评", place: ofMatters}, // every aspect has a text
	{part: PartAchievements, name: "主要成绩", place: ofMatters, text: true},
	{part: PartProblems, name: "存在问题", place: ofMatters}, // at least one
	{part: PartCauses, name: "原因分析", place: ofMatters, text: true},
	{part: PartAdvice, name: "努力方向", place: ofFuture, text: true}, // with 工作意见建议
	{part: PartOverall, name: "总体评价", place: ofWhole, text: true},
	{part: PartMode, name: "点评方式"},
	{part: PartDate, name: "点评时间"},
	{part: PartPlace, name: "点评地点"},
}

// Parts are all parts of a review, in the order in which they are asked for.
func Parts() []Part { return partsThat(func(partLine) bool { return true }) }

// TextParts are the parts that are one text, in the order of Parts.
func TextParts() []Part { return partsThat(func(l partLine) bool { return l.text }) }

// Matters are the parts that say one matter after the other, in the order of the paper.
func Matters() []Part { return partsThat(func(l partLine) bool { return l.place == ofMatters }) }

// Verdict is the judgement of the whole and what follows from it, in the order of the paper.
func Verdict() []Part {
	return slices.Concat(partsThat(func(l partLine) bool { return l.place == ofWhole }),
		partsThat(func(l partLine) bool { return l.place == ofFuture }))
}

// OnPaper are the parts that are written on a sheet, in the order of the paper.
func OnPaper() []Part { return slices.Concat(Matters(), Verdict()) }

func partsThat(fit func(partLine) bool) []Part {
	var out []Part
	for _, l := range parts {
		if fit(l) {
			out = append(out, l.part)
		}
	}

	return out
}

// Name is the Chinese name of the part, a word of the catalogue.
func (p Part) Name() i18n.Word {
	for _, l := range parts {
		if l.part == p {
			return l.name
		}
	}
	return i18n.Word(p)
}
