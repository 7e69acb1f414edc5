package demo

import (
	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// draw draws students at random to be reviewed 〔三(四) 随机点评〕; in the running round the pool is frozen and waits for the
// public text.
func (h *half) draw() ([]task, error) { return []task{(*half).drawOnce}, nil }

func (h *half) drawOnce() error {
	words := h.writes("抽取")
	id, err := h.at(h.window.from.AddDate(0, 0, 3)).FreezeDraw(h.ctx, h.office(), app.NewDraw{Round: h.id, Want: 12,
		Filter: round.DrawFilter{Kind: scheme.Member, Group: org.GroupStudent}, Source: words.say(about{}, "draw.source"), Second: words.say(about{}, "draw.second"),
		Due: org.DateOf(h.window.from.AddDate(0, 0, 40))})
	if err != nil || h.running {
		return err
	}

	return h.at(h.window.from.AddDate(0, 0, 4)).CastDraw(h.ctx, h.office(), id,
		round.Casting{Public: words.say(about{}, "draw.public"), Second: words.say(about{}, "draw.second"), Witness: words.say(about{}, "draw.witness")})
}
