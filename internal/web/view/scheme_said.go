package view

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// dueWords is when a step is due, with the days that differ for kinds of units or subjects.
func dueWords(p ui.Page, s scheme.Step) string {
	words := due(p, s.Due)
	if s.On != "" {
		words = p.T("%s前", p.Day(s.On))
	}

	for _, actor := range slices.Sorted(maps.Keys(s.DueActor)) {
		words = p.T("%s；其中%s：%s", words, scheme.ActorName(actor), due(p, s.DueActor[actor]))
	}
	return words
}

// attendanceWords says how many have to come at least.
func attendanceWords(p ui.Page, a scheme.Attendance) string {
	var says []string
	if a.Quorum > 0 {
		says = append(says, p.T("到会不少于应到的 %s%%。", strconv.FormatFloat(math.Round(a.Quorum*1e6)/1e4, 'f', -1, 64)))
	}

	if a.MinMembers > 0 {
		says = append(says, p.T("普通党员至少 %d 人。", a.MinMembers))
	}

	if a.MinRepresentatives > 0 {
		says = append(says, p.T("{群众代表}至少 %d 人。", a.MinRepresentatives))
	}

	return p.Join(says...)
}

// stepBeside is what a step is called, who does it and what comes of it, beside the page on which it is done.
func stepBeside(p ui.Page, s scheme.Step) string {
	says := []string{p.Word(i18n.Word(s.Name))}
	for _, more := range []string{s.Actor, s.Artefact} {
		if more != "" {
			says = append(says, p.Word(i18n.Word(more)))
		}
	}
	return strings.Join(says, "；")
}
