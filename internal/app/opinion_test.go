package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// network is where everybody in these tests sits.
const network = "10.1.1.1"

// gathering is a batch on a unit and its secretary.
func gathering(w *testkit.World, unit string) app.NewBatch {
	return app.NewBatch{Batch: dossier.Batch{Round: w.Round, Unit: w.Unit(unit), Kind: dossier.Gather, OfUnit: true,
		Title: "点评前征求意见", Floor: dossier.OpinionFloor, Until: "2011-01-10"}}
}

// gather opens a batch, prints slips and sends in what is said, each with a slip of its own. It gives the batch and the
// slips left over.
func gather(t *testing.T, w *testkit.World, by testkit.Seat, in app.NewBatch, said ...string) (dossier.BatchID, []string) {
	t.Helper()
	id, err := w.App.OpenBatch(t.Context(), by.Actor, in)
	ok(t, err)
	_, codes, err := w.App.PrintSlips(t.Context(), by.Actor, id, len(said)+2)
	ok(t, err)
	for i, text := range said {
		ok(t, w.App.SendSlip(t.Context(), network, codes[i], slip(text)))
	}
	return id, codes[len(said):]
}

// slip answers the first question.
func slip(text string) dossier.Slip {
	return dossier.Slip{Class: dossier.OfMember, Answers: []dossier.Answer{{Question: 0, Text: text}}}
}

// five are enough to be heard.
func five(word string) (out []string) {
	for i := range dossier.OpinionFloor {
		out = append(out, fmt.Sprintf("%s之%d", word, i+1))
	}
	return out
}

// poolOf is what was heard of a batch.
func poolOf(t *testing.T, w *testkit.World, id dossier.BatchID) (pool dossier.PoolID) {
	t.Helper()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) (err error) {
		pool, err = tx.PoolOfBatch(id)
		return err
	}))
	return pool
}

func TestOpinionsAreReadByTheReviewerOnceTheBatchIsClosedAndNeverBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, left := gather(t, w, zhao, gathering(w, "B11"), append(five("谈心太少"), "谈心太少之1")...)
		if poolOf(t, w, id) != 0 {
			t.Fatal("there is something to read while slips still come in")
		}
		_, err := w.App.Heard(t.Context(), zhao.Actor, dossier.PoolID(id))
		refused(t, "reading before the end", err)
		heard, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		if !heard {
			t.Fatal("six slips are not enough")
		}
		v, err := w.App.Heard(t.Context(), zhao.Actor, poolOf(t, w, id))
		ok(t, err)
		times := 0
		for _, o := range v.List {
			times = max(times, o.Times)
		}
		if len(v.List) != 5 || v.Count != 6 || times != 2 || !v.May {
			t.Errorf("%d opinions, %d of them, one said %d times: want 5, 6 and 2", len(v.List), v.Count, times)
		}
		if n := w.Tally("Z1")[round.Opinions]; n != 6 {
			t.Errorf("%d opinions are counted, want 6", n)
		}
		sound(t, w, "closing a batch")
		err = w.App.SendSlip(t.Context(), network, left[0], slip("迟到"))
		if !errs.Is(err, errs.Invalid) {
			t.Errorf("a slip after the end: %v, want it refused", err)
		}
		_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, id)
		refused(t, "closing it twice", err)
	})
}

func TestNobodyReadsWhatIsSaidOfHimself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := gathering(w, "B11")
		id, _ := gather(t, w, w.As("101"), in, five("工作细致")...)
		for number, may := range map[string]bool{"101": true, "001": true, "102": false, "103": false, "104": false, "201": false} {
			_, err := w.App.Batch(t.Context(), w.As(number).Actor, id)
			if (err == nil) != may {
				t.Errorf("%s seeing the batch: %v, want %v", number, err, may)
			}
		}
		for _, number := range []string{"102", "103", "201"} {
			_, err := w.App.OpenBatch(t.Context(), w.As(number).Actor, in)
			refused(t, number+" opening a batch on the unit", err)
			_, _, err = w.App.PrintSlips(t.Context(), w.As(number).Actor, id, 3)
			refused(t, number+" printing slips", err)
			_, _, err = w.App.CloseBatch(t.Context(), w.As(number).Actor, id)
			refused(t, number+" closing it", err)
		}
		_, _, err := w.App.CloseBatch(t.Context(), w.AsOffice().Actor, id)
		ok(t, err)
		pool := poolOf(t, w, id)
		for number, may := range map[string]bool{"101": true, "001": true, "102": false, "103": false, "104": false, "201": false} {
			_, err := w.App.Heard(t.Context(), w.As(number).Actor, pool)
			if (err == nil) != may {
				t.Errorf("%s reading what is said of the branch and its secretary: %v, want %v", number, err, may)
			}
		}
		_, err = w.App.Heard(t.Context(), w.AsLocal().Actor, pool)
		refused(t, "the operator of the machine", err)
		both := w.As("102").Actor // an office too: it makes no difference to his own unit
		both.Roles = []access.Role{{Kind: access.RoleOffice}}
		_, err = w.App.Heard(t.Context(), both, pool)
		refused(t, "the secretary who is an office too", err)
		v, err := w.App.Answers(t.Context(), w.As("102").Actor, pool)
		ok(t, err)
		if len(v.Sentences) != 0 || v.Counts[dossier.Undecided] != 5 {
			t.Errorf("the secretary learns %+v, want five without an answer", v)
		}
	})
}

// The secretary of the whole house is a member of D1 as well, whose secretary reviews him.
func TestALeaderReadsWhatIsSaidOfOthersInHisBranchAndNotOfHimself(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhang := w.As("004")
		in := gathering(w, "D1")
		in.OfUnit, in.OfMembers = false, true
		_, err := w.App.OpenBatch(t.Context(), w.As("001").Actor, in)
		refused(t, "a leader opening a batch on himself among others", err)
		id, err := w.App.OpenBatch(t.Context(), zhang.Actor, in)
		ok(t, err)
		_, codes, err := w.App.PrintSlips(t.Context(), zhang.Actor, id, 6)
		ok(t, err)
		about := func(number, text string) dossier.Slip {
			return dossier.Slip{Answers: []dossier.Answer{{Person: w.Person(number), Text: text}}}
		}
		v, err := w.App.ReadSlip(t.Context(), network, codes[0])
		ok(t, err)
		if len(v.Members) != 4 || slices.ContainsFunc(v.Members, func(m store.Named) bool { return m.ID == w.Person("004") }) {
			t.Errorf("the slip asks about %v, want the four members whom the secretary reviews", v.Members)
		}
		for i, s := range []dossier.Slip{about("001", "很少参加支部活动"), about("001", "讲党课认真"), about("005", "热心"),
			about("002", "务实"), about("003", "沉稳")} {
			ok(t, w.App.SendSlip(t.Context(), network, codes[i], s))
		}
		if err := w.App.SendSlip(t.Context(), network, codes[5], about("004", "好")); !errs.Is(err, errs.Invalid) {
			t.Errorf("a slip on the secretary himself: %v, want it refused", err)
		}
		if _, _, err := w.App.CloseBatch(t.Context(), zhang.Actor, id); err != nil {
			t.Fatal(err)
		}
		pool := poolOf(t, w, id)
		read := func(number string) (texts []string) {
			v, err := w.App.Heard(t.Context(), w.As(number).Actor, pool)
			if err != nil {
				return nil
			}
			for _, o := range v.List {
				texts = append(texts, o.Text)
			}
			slices.Sort(texts)
			return texts
		}
		if got := read("004"); len(got) != 5 {
			t.Errorf("the secretary of the branch reads %v, want all five", got)
		}
		if got := read("001"); len(got) != 3 || slices.Contains(got, "讲党课认真") {
			t.Errorf("the leader reads %v, want what is said of the other three", got)
		}
		if got := read("005"); got != nil {
			t.Errorf("a member reads %v", got)
		}
	})
}

func TestACodeWorksOnceAndAWrongLetterIsToldAtOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, left := gather(t, w, w.As("101"), gathering(w, "B11"), "会议多")
		code := left[0]
		wrong := "0" + code[1:]
		if code[0] == '0' {
			wrong = "1" + code[1:]
		}
		for what, typed := range map[string]string{"a wrong letter": wrong, "half a code": code[:9], "nothing": ""} {
			if _, err := w.App.ReadSlip(t.Context(), network, typed); err == nil || !strings.Contains(err.Error(), "打错了") {
				t.Errorf("%s: %v, want to hear that it was typed wrong", what, err)
			}
		}
		if err := w.App.SendSlip(t.Context(), network, code, dossier.Slip{}); !errs.Is(err, errs.Invalid) {
			t.Errorf("an empty slip: %v, want it refused", err)
		}
		ok(t, w.App.SendSlip(t.Context(), network, strings.ToLower(code), slip("谈心少")))
		if err := w.App.SendSlip(t.Context(), network, code, slip("再来一条")); !errs.Is(err, errs.Invalid) {
			t.Errorf("the code again: %v, want it refused", err)
		}
	})
}

func TestASlipIsNotTakenAfterTheLastDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		_, left := gather(t, w, w.As("101"), gathering(w, "B11"))
		late := w.App.At(func() time.Time { return time.Date(2011, 1, 11, 0, 1, 0, 0, time.UTC) })
		conflict(t, "a slip on the day after the last", late.SendSlip(t.Context(), network, left[0], slip("迟")))
		ok(t, w.App.SendSlip(t.Context(), network, left[0], slip("及时")))
	})
}

func TestTheFloorCannotBeLowered(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		in := gathering(w, "B11")
		in.Floor = dossier.OpinionFloor - 1
		if _, err := w.App.OpenBatch(t.Context(), w.AsOffice().Actor, in); !errs.Is(err, errs.Invalid) {
			t.Errorf("a floor of %d: %v, want it refused", in.Floor, err)
		}
	})
}

func TestTooFewSlipsWaitForThoseOfTheUnitsBesideAndAreThenReadAsOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		first, _ := gather(t, w, zhao, gathering(w, "B11"), "甲一", "甲二", "甲三")
		heard, together, err := w.App.CloseBatch(t.Context(), zhao.Actor, first)
		ok(t, err)
		if heard || together || poolOf(t, w, first) != 0 || w.Tally("W0")[round.Opinions] != 0 {
			t.Fatal("three slips are heard, or counted")
		}
		second, _ := gather(t, w, zhao, gathering(w, "B12"), "乙一", "乙二")
		heard, together, err = w.App.CloseBatch(t.Context(), zhao.Actor, second)
		ok(t, err)
		if heard || !together {
			t.Fatalf("three and two slips: heard %v, together %v", heard, together)
		}
		list, err := w.App.Opinions(t.Context(), zhao.Actor, 0)
		ok(t, err)
		if len(list.Shared) != 1 || list.Shared[0].Unit != w.Unit("Z1") {
			t.Fatalf("the general branch has %+v to read", list.Shared)
		}
		pool := list.Shared[0].ID
		v, err := w.App.Heard(t.Context(), zhao.Actor, pool)
		ok(t, err)
		if len(v.List) != 5 || v.Slips != 5 {
			t.Errorf("%d opinions from %d slips, want five", len(v.List), v.Slips)
		}
		for _, o := range v.List {
			if o.Question != "" || o.Person != 0 || o.Class != "" {
				t.Errorf("%+v says more than its text", o)
			}
		}
		for _, number := range []string{"102", "104", "103", "301"} {
			_, err := w.App.Heard(t.Context(), w.As(number).Actor, pool)
			refused(t, number+" reading what his branch and another said", err)
		}
		third, _ := gather(t, w, zhao, gathering(w, "B11"), "丙一")
		_, together, err = w.App.CloseBatch(t.Context(), zhao.Actor, third)
		ok(t, err)
		if together || w.Tally("W0")[round.Opinions] != 5 {
			t.Error("one more slip was added to what had been read")
		}
		sound(t, w, "roll-up")
	})
}

func TestAnOpinionTakenUpLeadsToTheDemandThatItBecame(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, _ := gather(t, w, zhao, gathering(w, "B11"), five("开放实验室")...)
		_, _, err := w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		ok(t, zhao.Submit("unit B11"))
		pool := poolOf(t, w, id)
		v, err := w.App.Heard(t.Context(), zhao.Actor, pool)
		ok(t, err)
		if len(v.Demands[0]) == 0 {
			t.Fatal("there is no demand to choose")
		}
		demand, one := v.Demands[0][0], v.List[0].ID
		out := dossier.Outcome{Disposition: dossier.Adopted, Sentence: "已列入整改要求。", Review: int64(demand.Review), Problem: demand.Problem}
		ok(t, w.App.Dispose(t.Context(), zhao.Actor, pool, one, out))
		if err := w.App.Dispose(t.Context(), zhao.Actor, pool, one, dossier.Outcome{Disposition: dossier.Explained}); !errs.Is(err, errs.Invalid) {
			t.Errorf("a disposition without a sentence: %v, want it refused", err)
		}
		out.Problem = 40
		if err := w.App.Dispose(t.Context(), zhao.Actor, pool, one, out); !errs.Is(err, errs.Invalid) {
			t.Errorf("a demand that is not there: %v, want it refused", err)
		}
		refused(t, "the secretary disposing of opinions on himself", w.App.Dispose(t.Context(), w.As("102").Actor, pool, one, out))
		v, err = w.App.Heard(t.Context(), zhao.Actor, pool)
		ok(t, err)
		if got := v.List[slices.IndexFunc(v.List, func(o store.OpinionRow) bool { return o.ID == one })].Outcome; got.Demand != demand.Text {
			t.Errorf("the opinion became %+v, want %q", got, demand.Text)
		}
		a, err := w.App.Answers(t.Context(), w.As("102").Actor, pool)
		ok(t, err)
		if len(a.Sentences) != 1 || a.Counts[dossier.Adopted] != 1 {
			t.Errorf("the secretary learns %+v of what became of them", a)
		}
	})
}

func TestTheMassesSayWhetherItWasPutRight(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		in := gathering(w, "B11")
		in.Kind, in.Lines = dossier.Recheck, []string{"实验室开放时间", "", "谈心谈话"}
		id, err := w.App.OpenBatch(t.Context(), zhao.Actor, in)
		ok(t, err)
		_, codes, err := w.App.PrintSlips(t.Context(), zhao.Actor, id, 12)
		ok(t, err)
		for i, code := range codes {
			vote := dossier.Yes
			if i == 0 {
				vote = dossier.No
			}
			ok(t, w.App.SendSlip(t.Context(), network, code, dossier.Slip{Answers: []dossier.Answer{{Question: 0, Vote: vote}}}))
		}
		_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, id)
		ok(t, err)
		v, err := w.App.Heard(t.Context(), zhao.Actor, poolOf(t, w, id))
		ok(t, err)
		if len(v.Votes) != 2 || v.Votes[0].Question != "实验室开放时间" || v.Votes[0].Yes != 11 {
			t.Fatalf("the votes are %+v", v.Votes)
		}
		if shown := v.Votes[0].Shown(v.Floor, v.Slips); shown != [3]int{-1, -1, -1} {
			t.Errorf("shown are %v: of twelve slips eleven would leave the one who said no alone", shown)
		}
	})
}

func TestWhoWasInvitedIsOnAListWithoutCodes(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		zhao := w.As("101")
		id, err := w.App.OpenBatch(t.Context(), zhao.Actor, gathering(w, "B11"))
		ok(t, err)
		n, err := w.App.Invite(t.Context(), zhao.Actor, id, dossier.OfMasses, "王工\n李师傅、王工\n")
		ok(t, err)
		again, err := w.App.Invite(t.Context(), zhao.Actor, id, dossier.OfMember, "钱芳")
		ok(t, err)
		if _, err := w.App.Invite(t.Context(), zhao.Actor, id, dossier.OfMember, "钱芳"); !errs.Is(err, errs.Invalid) {
			t.Errorf("the same name again: %v, want it refused", err)
		}
		v, err := w.App.Batch(t.Context(), zhao.Actor, id)
		ok(t, err)
		if n != 2 || again != 1 || len(v.Invited) != 3 {
			t.Errorf("invited are %+v", v.Invited)
		}
		_, err = w.App.Invite(t.Context(), w.As("102").Actor, id, dossier.OfMember, "某某")
		refused(t, "the secretary of the branch inviting", err)
	})
}
