package view

import (
	"fmt"
	"net/url"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/web/ui"
)

// SeriesHref is the address of the list of sheets that one reviewer gives one after the other.
func SeriesHref(k app.SeriesKey) string {
	return "/series?" + url.Values{"round": {strconv.FormatInt(int64(k.Round), 10)}, "owner": {personKey(k.Owner)},
		"kind": {string(k.Kind)}, "unit": {strconv.FormatInt(int64(k.Unit), 10)}}.Encode()
}

// occasionNewHref is where a meeting for the sheets of a series is made.
func occasionNewHref(k app.SeriesKey) string {
	return fmt.Sprintf("/occasions/new?round=%d&unit=%d", k.Round, k.Unit)
}

// Series is the list with the answer to who leads it.
type Series struct {
	app.Series
	Mine bool // the asker is the reviewer
}

// SeriesName is what the sheets of a series have in common.
func SeriesName(p ui.Page, s app.Series) string {
	if len(s.Sheets) == 0 {
		return p.T("点评任务")
	}
	return groupName(p, s.Key.Kind, s.Sheets[0].Unit.Label(), len(s.Sheets))
}

// groupName says whom a group is about: the members of a branch, the members of a committee, units and their
// secretaries.
func groupName(p ui.Page, kind scheme.SubjectKind, unit string, n int) string {
	switch kind {
	case scheme.Member:
		return p.T("%s的 %d 名{党员}", unit, n)
	case scheme.CommitteeMember:
		return p.T("%s的 %d 名{班子成员}", unit, n)
	case scheme.Secretary:
		return p.T("%d 名{党组织}{书记}", n)
	}
	return p.T("%d 个{党组织}及{书记}", n)
}

// waiting are the sheets of a list that a reviewer can confirm.
func waiting(sheets []app.HomeSheet) []app.HomeSheet {
	var out []app.HomeSheet
	for _, s := range sheets {
		if s.State == review.Submitted {
			out = append(out, s)
		}
	}

	return out
}
