package paper

import (
	"strconv"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// whoSaw names what one leader did in one unit.
type whoSaw struct {
	unit   org.UnitID
	leader org.PersonID
}

// fieldworkLines words for annex 2, row 8, what leaders did before they reviewed: that it took place and whom they met,
// not what they found, because the reviewed side reads the form 〔四(二)〕. Those whom they met are called as the scheme calls them.
func fieldworkLines(plan *scheme.Scheme, rows []store.FieldworkRow) map[whoSaw]string {
	lines := map[whoSaw][]string{}
	for _, f := range rows {
		line := f.Day.Chinese() + string(f.Kind.Word())
		if f.Place != "" {
			line += "（" + f.Place + "）"
		}

		var met []string
		if f.Members > 0 {
			met = append(met, said(plan, "{党员}"+strconv.Itoa(f.Members)+"人"))
		}

		if f.Masses > 0 {
			met = append(met, said(plan, "{群众}"+strconv.Itoa(f.Masses)+"人"))
		}

		if len(met) > 0 {
			line += "，听取" + strings.Join(met, "、") + "意见"
		}

		k := whoSaw{f.Unit, f.Leader}
		lines[k] = append(lines[k], line)
	}

	out := make(map[whoSaw]string, len(lines))
	for k, of := range lines {
		out[k] = strings.Join(of, "；") + "。"
	}

	return out
}
