package paper

import (
	"fmt"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/store"
)

// whoSaw names what one leader did in one unit.
type whoSaw struct {
	unit   org.UnitID
	leader org.PersonID
}

// fieldworkLines words for annex 2, row 8, what leaders did before they reviewed: that it took place and whom they met,
// not what they found, because the reviewed side reads the form 〔四(二)〕.
func fieldworkLines(rows []store.FieldworkRow) map[whoSaw]string {
	said := map[whoSaw][]string{}
	for _, f := range rows {
		line := f.Day.Chinese() + string(f.Kind.Word())
		if f.Place != "" {
			line += "（" + f.Place + "）"
		}

		var met []string
		if f.Members > 0 {
			met = append(met, fmt.Sprintf("党员%d人", f.Members))
		}

		if f.Masses > 0 {
			met = append(met, fmt.Sprintf("群众%d人", f.Masses))
		}

		if len(met) > 0 {
			line += "，听取" + strings.Join(met, "、") + "意见"
		}

		k := whoSaw{f.Unit, f.Leader}
		said[k] = append(said[k], line)
	}

	out := make(map[whoSaw]string, len(said))
	for k, lines := range said {
		out[k] = strings.Join(lines, "；") + "。"
	}

	return out
}
