package round

import (
	"slices"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// DrawRecord is what anybody needs to do a draw again without the database: no names, only the lines of the pool's file.
type DrawRecord struct {
	Number   int        `json:"number"`
	Source   string     `json:"source"`
	Pool     []string   `json:"pool"`
	PoolHash string     `json:"pool_sha256"`
	Sealed   [2]Sealing `json:"sealed"`
	Public   string     `json:"public"`
	Want     int        `json:"want"`
	Absent   []string   `json:"absent,omitempty"` // drawn and then replaced
	Drawn    []string   `json:"drawn"`            // in their order
}

// Record is the record of a draw with its lots.
func (d Draw) Record(lots []Lot) DrawRecord {
	r := DrawRecord{Number: d.Number, Source: d.Source, PoolHash: d.PoolHash, Sealed: d.Sealed, Public: d.Public, Want: d.Want,
		Pool: []string{}, Drawn: []string{}}
	if d.DrawnAt == 0 {
		r.Sealed[0].Text = "" // the program's own is told after the draw
	}

	order := slices.Clone(lots)
	slices.SortFunc(order, func(a, b Lot) int { return a.Place - b.Place })
	for _, l := range order {
		if l.Excluded == "" {
			r.Pool = append(r.Pool, l.Ref)
		}

		if l.Absent != "" {
			r.Absent = append(r.Absent, l.Ref)
		}

		if l.Place > 0 {
			r.Drawn = append(r.Drawn, l.Ref)
		}
	}

	slices.Sort(r.Pool)
	return r
}

// Check does the draw again and says everything that does not agree; nothing where all does.
func (r DrawRecord) Check() (wrong []error) {
	lots := make([]Lot, len(r.Pool))
	for i, ref := range r.Pool {
		lots[i] = Lot{Ref: ref}
	}

	if err := checkRefs(lots); err != nil {
		wrong = append(wrong, err)
	}

	if _, hash := Pool(lots); hash != r.PoolHash {
		wrong = append(wrong, errs.NewInvalid("名单的校验码是 %s，记录里写的是 %s：名单与封存时不同。", hash, r.PoolHash))
	}

	for i, s := range r.Sealed {
		if s.Text != "" && digest(s.Text) != s.Hash {
			wrong = append(wrong, errs.NewInvalid("%s写的字与封存时的校验码不符。", sides[i]))
		}
	}

	if r.Public == "" {
		if len(r.Drawn)+len(r.Absent) > 0 || r.Sealed[0].Text != "" || r.Sealed[1].Text != "" {
			wrong = append(wrong, errs.NewInvalid("记录里没有公布的数字，却已有抽中的：记录不完整。"))
		}
		return wrong
	}

	if whole := (&Draw{DrawnAt: 1, Sealed: r.Sealed}).sealsFit(); !whole || (r.Sealed[0].Hash == "") != (r.Sealed[1].Hash == "") {
		wrong = append(wrong, errs.NewInvalid("双方事先写的字不全，或与封存时的校验码不符。"))
	}

	again := Draw{PoolHash: r.PoolHash, Sealed: r.Sealed, Public: r.Public, Want: r.Want}
	for i := range lots {
		lots[i].Ticket = Ticket(again.Seed(), lots[i].Ref)
		if slices.Contains(r.Absent, lots[i].Ref) {
			lots[i].Absent = "replaced"
		}
	}

	again.place(lots)
	if drawn := again.Record(lots).Drawn; !slices.Equal(drawn, r.Drawn) {
		wrong = append(wrong, errs.NewInvalid("照公布的数字重算，抽中的与记录不同。"))
	}

	return wrong
}

// sides are who brings what is fixed before a draw.
var sides = [2]i18n.Word{"本系统", "第二人"}
