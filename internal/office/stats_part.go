package office

import (
	"math"

	"github.com/xuri/excelize/v2"
)

// strip is the columns from–to of the table, from 1.
type strip struct{ from, to int }

// The paper of annex 1: A4 landscape, with 0.4 inches free at both sides, in points; and the least scale, at which type
// of 10.5 points still is printed at more than 8.
const (
	statsWidth = 842 - 2*0.4*72
	leastScale = 78
)

// characterWidth is how wide the character is in which widths of columns are given, in points: programs take the digit
// of the default font, or of what stands in for it where it is missing, which is wider.
const characterWidth = 7

// named are the columns that every page repeats: 序号 and the name of the unit.
const named = 2

// points is the width of columns in points.
func (b *statsBook) points(s strip) float64 {
	wide := 0.0
	for _, c := range b.columns[s.from-1 : s.to] {
		wide += c.width(b.t) * characterWidth
	}
	return wide
}

// cut parts the table into as few pages beside each other as leave its type readable, between groups of columns, the
// widest part as narrow as can be. The first part of several begins after the columns that all pages repeat.
func (b *statsBook) cut() []strip {
	whole := strip{1, len(b.columns)}
	if b.t.Edition < TwoTables || b.scaleOf([]strip{whole}) >= leastScale {
		return []strip{whole}
	}

	best := []strip{{named + 1, len(b.columns)}}
	for len(best) < len(b.columns) && b.scaleOf(best) < leastScale {
		next := b.halved(best)
		if len(next) == len(best) {
			break
		}
		best = next
	}

	return best
}

// halved is the parts with the widest one cut in two at the border of groups that is nearest to its middle.
func (b *statsBook) halved(parts []strip) []strip {
	at, widest := 0, 0.0
	for i, p := range parts {
		if w := b.points(p); w > widest {
			at, widest = i, w
		}
	}

	p, border, least := parts[at], 0, math.Inf(1)
	for i := p.from + 1; i <= p.to; i++ {
		if b.columns[i-1].group == b.columns[i-2].group && b.columns[i-1].group != "" {
			continue
		}
		if off := math.Abs(b.points(strip{p.from, i - 1}) - widest/2); off < least {
			border, least = i, off
		}
	}

	if border == 0 {
		return parts
	}

	out := append([]strip{}, parts[:at]...)
	out = append(out, strip{p.from, border - 1}, strip{border, p.to})
	return append(out, parts[at+1:]...)
}

// scaleOf is the scale in percent at which each part goes on a page, with the columns that it repeats.
func (b *statsBook) scaleOf(parts []strip) int {
	widest := 0.0
	for _, p := range parts {
		wide := b.points(p)
		if p.from > 1 {
			wide += b.points(strip{1, named})
		}
		widest = max(widest, wide)
	}

	return min(100, int(99*statsWidth/widest))
}

// scale sets paper and scale: one part fills the width of a page, several are printed at the same scale.
func (b *statsBook) scale() error {
	paper, landscape := 9, "landscape"
	if len(b.parts) > 1 {
		adjust := uint(b.scaleOf(b.parts))
		return b.f.SetPageLayout(statsSheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &landscape, AdjustTo: &adjust})
	}

	wide, tall := 1, 0
	err := b.f.SetPageLayout(statsSheet, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall,
	})
	if err != nil {
		return err
	}

	fit := true
	return b.f.SetSheetProps(statsSheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// across puts texts beside each other over the columns of a part, as wide as their shares.
func (b *statsBook) across(part strip, texts ...segment) []segment {
	all := 0.0
	for i := range texts {
		if texts[i].share == 0 {
			texts[i].share = 1
		}
		all += texts[i].share
	}

	at, edge, column := 0.0, 0.0, part.from
	for i := range texts {
		texts[i].from = column
		edge += b.points(part) * texts[i].share / all
		for at < edge && column <= part.to {
			at += b.points(strip{column, column})
			column++
		}

		if i == len(texts)-1 {
			column = part.to + 1
		}

		texts[i].to = max(column-1, texts[i].from)
	}

	return texts
}
