package app_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lingping/internal/domain/dossier"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// spied is one gathering as somebody saw it who copied the database and its logs after every slip and knows who came when.
// A text's place in texts says nothing of when it was sent.
type spied struct {
	news  [][]byte // what each slip wrote, in the order in which they came
	close []byte   // what the end wrote
	texts []string // what was heard, in the order of the rows
	sent  []int    // the truth: which of the texts each slip said
}

// guesses are ways to tell which text each slip said, from what is seen.
var guesses = map[string]func(spied) []int{
	"the text stands first in what the slip wrote": func(s spied) []int {
		return each(s, func(k int) int {
			return slices.IndexFunc(s.texts, func(text string) bool {
				return slices.IndexFunc(s.news, func(news []byte) bool { return bytes.Contains(news, []byte(text)) }) == k
			})
		})
	},
	"a longer slip writes more": func(s spied) []int {
		return paired(s, func(k int) int { return len(s.news[k]) }, func(i int) int { return len(s.texts[i]) })
	},
	"a longer slip has the longer row": func(s spied) []int {
		return paired(s, func(k int) int { return longest(s.news[k]) }, func(i int) int { return len(s.texts[i]) })
	},
	"rows lie in the order of the slips": func(s spied) []int { return each(s, func(k int) int { return k }) },
	"the end writes them in their order": func(s spied) []int {
		return paired(s, func(k int) int { return k }, func(i int) int { return bytes.Index(s.close, []byte(s.texts[i])) })
	},
}

// each asks for every slip.
func each(s spied, of func(k int) int) (out []int) {
	for k := range s.news {
		out = append(out, of(k))
	}
	return out
}

// paired puts slips and texts side by side, each in the order of a number of theirs.
func paired(s spied, ofSlip, ofText func(int) int) []int {
	slips, texts := each(s, func(k int) int { return k }), each(s, func(i int) int { return i })
	slices.SortStableFunc(slips, func(a, b int) int { return cmp.Compare(ofSlip(a), ofSlip(b)) })
	slices.SortStableFunc(texts, func(a, b int) int { return cmp.Compare(ofText(a), ofText(b)) })
	out := make([]int, len(slips))
	for n, k := range slips {
		out[k] = texts[n]
	}

	return out
}

// longest is the longest piece without a zero byte, as a text or a sealed row is.
func longest(news []byte) (most int) {
	for piece := range bytes.SplitSeq(news, []byte{0}) {
		most = max(most, len(piece))
	}
	return most
}

// spyRound is one gathering with five slips of quite different lengths.
func spyRound(t *testing.T, w *testkit.World, spy *testkit.Spy, n int, draw *rand.Rand) (s spied) {
	t.Helper()
	zhao := w.As("101")
	id, err := w.App.OpenBatch(t.Context(), zhao.Actor, gathering(w, "B11"))
	ok(t, err)
	_, codes, err := w.App.PrintSlips(t.Context(), zhao.Actor, id, dossier.OpinionFloor)
	ok(t, err)
	var said []string
	for i := range dossier.OpinionFloor {
		said = append(said, fmt.Sprintf("第%d次意见%d：%s", n, draw.IntN(1_000_000), strings.Repeat("实验室开放时间太短。", 1+i*i*4)))
	}

	draw.Shuffle(len(said), func(i, j int) { said[i], said[j] = said[j], said[i] })
	spy.News()
	for i, text := range said {
		ok(t, w.App.SendSlip(t.Context(), network, codes[i], slip(text)))
		s.news = append(s.news, spy.News())
	}

	_, _, err = w.App.CloseBatch(t.Context(), zhao.Actor, id)
	ok(t, err)
	s.close = spy.News()
	ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Opinions(poolOf(t, w, id))
		for _, o := range rows {
			s.texts = append(s.texts, o.Text)
		}
		return err
	}))
	for _, text := range said {
		s.sent = append(s.sent, slices.Index(s.texts, text))
	}

	return s
}

// linked plays rounds and gives by each guess how many slips it was right about.
func linked(t *testing.T, w *testkit.World, spy *testkit.Spy, rounds int, draw *rand.Rand) map[string]int {
	t.Helper()
	right := map[string]int{}
	for n := range rounds {
		s := spyRound(t, w, spy, n, draw)
		for how, guess := range guesses {
			for k, text := range guess(s) {
				if text == s.sent[k] {
					right[how]++
				}
			}
		}
	}

	return right
}

// lucky is how many slips somebody may be right about who only guesses: in every round one of five on average, give or take
// one, and three times the spread of that.
func lucky(rounds int) int { return rounds + int(3*math.Sqrt(float64(rounds))) }

// Somebody who has the database, its log and a copy of both from after every slip, and who saw in which order people came,
// knows no better than by chance what each of them wrote. LINGPING_SPY is how many gatherings he watches.
func TestCopiesOfEverythingDoNotTellWhoSaidWhat(t *testing.T) {
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("LINGPING_SPY")); err == nil {
		rounds = n
	}

	for engine, url := range map[string]func(testing.TB) string{"SQLite": testkit.SQLiteURL, "PostgreSQL": testkit.PostgresURL} {
		t.Run(engine, func(t *testing.T) {
			at := url(t)
			s, err := store.Open(t.Context(), at)
			ok(t, err)
			t.Cleanup(func() { ok(t, s.Close()) })
			w, spy := testkit.NewWorld(t, s), testkit.NewSpy(t, at)
			draw := rand.New(rand.NewPCG(1, 2))
			first := linked(t, w, spy, rounds, draw)
			for how, n := range first {
				t.Logf("%s: %d of %d, by chance %d", how, n, rounds*dossier.OpinionFloor, rounds)
				if n <= lucky(rounds) {
					continue
				}

				if again := linked(t, w, spy, 2*rounds, draw)[how]; again > lucky(2*rounds) { // once in some hundred times it is luck
					t.Errorf("%s: right about %d of %d slips, by chance it would be %d", how, again, 2*rounds*dossier.OpinionFloor, 2*rounds)
				}
			}
		})
	}
}
