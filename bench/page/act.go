package page

import (
	"context"
	"io"
	"time"

	"lingping/bench/house"
	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/store"
)

// Act is what is done often, or in one go for a whole house.
type Act struct {
	Name  string
	Whole bool // it works on the whole house and may grow with it
	do    func(ctx context.Context, d *Desk, turn int) error
}

// Acts are what is measured beside the pages. Sheets are those of the branch whose secretary is signed in.
func Acts() []Act {
	return []Act{
		{"save a draft", false, saveDraft},
		{"ask for hints", false, askHints},
		{"hand in a sheet", false, handIn},
		{"see a plan", true, func(ctx context.Context, d *Desk, _ int) error {
			_, err := d.App.Plan(ctx, access.LocalOperator(), d.Round)
			return err
		}},
		{"say the coverage", true, func(ctx context.Context, d *Desk, _ int) error {
			_, err := d.App.Coverage(ctx, access.LocalOperator(), d.Round, "")
			return err
		}},
		{"write the book of actions", true, func(ctx context.Context, d *Desk, _ int) error {
			return d.App.ActionBook(ctx, d.Seat(house.Office).Actor, d.Round, app.ActionFilter{}, io.Discard, func(int, int) {})
		}},
		{"examine the house", true, func(ctx context.Context, d *Desk, _ int) error {
			_, err := d.App.Examine(ctx, access.LocalOperator())
			return err
		}},
	}
}

// turns is how often an act that is quick is done.
const turns = 3

// Do measures the act: the mean of three turns, or one turn of what works on the whole house.
func (d *Desk) Do(a Act, timed bool) (c Cost, err error) {
	n := turns
	if a.Whole {
		n = 1
	} else if err := a.do(context.Background(), d, turns); err != nil { // so that statements are prepared
		return c, err
	}

	var tally store.Tally
	ctx := tally.On(context.Background())
	all := func() {
		for turn := range n {
			if err == nil {
				err = a.do(ctx, d, turn)
			}
		}
	}

	before := Used()
	if timed {
		c.Memory = peak(all)
	} else {
		all()
	}

	w := tally.Work()
	c.Work = store.Work{Transactions: w.Transactions / n, Statements: w.Statements / n, Rows: w.Rows / int64(n), Read: w.Read / int64(n)}
	c.CPU, c.Often = (Used()-before)/time.Duration(n), often(&tally)
	return c, err
}

// sheet is the turn-th of the sheets that are still to be written, counted from the end, with a text that fills it.
func (d *Desk) sheet(ctx context.Context, turn int) (id review.ID, draft app.Draft, err error) {
	open, err := d.Open(d.Work.General(0) + 1)
	if err != nil {
		return 0, draft, err
	}

	id = open[len(open)-1-turn]
	v, err := d.App.Sheet(ctx, d.Seat(house.Branch).Actor, id)
	return id, d.Filled(v, turn), err
}

func saveDraft(ctx context.Context, d *Desk, turn int) error {
	id, draft, err := d.sheet(context.Background(), turn)
	if err == nil {
		_, err = d.App.SaveDraft(ctx, d.Seat(house.Branch).Actor, id, draft)
	}
	return err
}

func askHints(ctx context.Context, d *Desk, turn int) error {
	id, draft, err := d.sheet(context.Background(), turn)
	if err == nil {
		_, err = d.App.Hints(ctx, d.Seat(house.Branch).Actor, id, draft)
	}
	return err
}

func handIn(ctx context.Context, d *Desk, _ int) error {
	id, draft, err := d.sheet(context.Background(), 0) // the last, which is not open any more after that
	if err == nil {
		_, err = d.App.Submit(ctx, d.Seat(house.Branch).Actor, id, draft)
	}
	return err
}
