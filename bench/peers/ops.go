package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"lingping/bench/work"
)

// limit is what must be reached, or is the goal; a zero is no demand. Ratios are Lingping's answers a second beside
// another's.
type limit struct {
	ratio, full, bare float64 // beside PocketBase, the same with FULL, and the bare server
	cpu               time.Duration
	p99               float64 // Lingping's beside PocketBase's, at most
}

// op is one thing that people do, with how many do it at once and how each target is asked.
type op struct {
	name       string
	clients    int
	must, goal limit
	perMember  bool // PocketBase works over all N for it: the ratios are meant at 100,000 and fewer in a smaller house
	askers     map[string]asker
}

// texts are what is saved, made before anything is measured; escaped they stand in a form.
type texts struct{ plain, escaped []string }

// manyTexts is how many there are: so many that two sheets of one branch are hardly ever alike.
const manyTexts = 20_000

func makeTexts() *texts {
	t := &texts{plain: work.Letters(manyTexts, 130)}
	for _, one := range t.plain {
		t.escaped = append(t.escaped, url.QueryEscape(one))
	}
	return t
}

// three are the texts of a review for those who keep three: as much in all as Lingping keeps in eight.
func (t *texts) three(r *rand.Rand, from []string) (a, b, c string) {
	draw := func() string { return from[r.IntN(len(from))] }
	return draw() + draw() + draw(), draw() + draw() + draw(), draw() + draw()
}

// ops are all things that are asked for.
func ops(w *work.Work, people map[string]*visitors, token string) []op {
	reviewers, total := busy(w)
	said := makeTexts()
	for _, v := range people {
		v.texts = said
	}

	reviewer := func(r *rand.Rand) any { return reviewers[r.IntN(len(reviewers))] }
	review := func(r *rand.Rand) any { return r.IntN(total) }
	general := func(r *rand.Rand) any { return w.General(r.IntN(w.Levels[len(w.Levels)-2])) }
	root := func(*rand.Rand) any { return 0 }
	notice := func(*rand.Rand) any { return 1 }
	name := func(r *rand.Rand) any { return url.QueryEscape(string([]rune(work.Name(r.IntN(w.N)))[:2])) }

	peer := func(mark, format string, what func(*rand.Rand) any) asker {
		return func(r *rand.Rand, _, _ int) *ask {
			return &ask{method: http.MethodGet, path: fmt.Sprintf("/api/collections/"+format, what(r)), head: "Authorization: " + token + "\r\n", want: http.StatusOK, mark: mark}
		}
	}

	patch := func(r *rand.Rand, _, _ int) *ask {
		good, problem, next := said.three(r, said.plain)
		return &ask{method: http.MethodPatch, path: fmt.Sprintf("/api/collections/reviews/records/%015d", r.IntN(total)), want: http.StatusOK, mark: "subject",
			head: "Authorization: " + token + "\r\nContent-Type: application/json\r\n",
			body: fmt.Sprintf(`{"good":%q,"prob":%q,"next":%q,"status":1,"mode":2,"problems":1}`, good, problem, next)}
	}

	floor := func(page string, what func(*rand.Rand) any) asker {
		return func(r *rand.Rand, _, _ int) *ask {
			return &ask{method: http.MethodGet, path: fmt.Sprintf("/%s?q=%v", page, what(r)), want: http.StatusOK, mark: "</html>"}
		}
	}

	bare := func(page string) asker { return floor("bare/"+page, root) }
	post := func(path string) asker {
		return func(r *rand.Rand, _, _ int) *ask {
			good, problem, next := said.three(r, said.escaped)
			return &ask{method: http.MethodPost, path: path, head: "Content-Type: application/x-www-form-urlencoded\r\n", want: http.StatusSeeOther,
				body: fmt.Sprintf("q=%d&status=1&good=%s&prob=%s&next=%s", r.IntN(total), good, problem, next)}
		}
	}

	saves := map[string]asker{peerName: patch, fullName: patch, floorName: post("/save"), bareName: post("/bare/save")}
	const list = "perPage=20&skipTotal=1&"
	all := []op{
		{name: "home", clients: 16, must: limit{cpu: 3 * time.Millisecond}, goal: limit{ratio: 6},
			askers: map[string]asker{peerName: peer("subject", "todo/records?"+list+"sort=status,due&filter=(reviewer%%3D'%015d')", reviewer), floorName: floor("home", reviewer), bareName: bare("home")}},
		{name: "open", clients: 64, must: limit{cpu: 2 * time.Millisecond}, goal: limit{ratio: 6, p99: 0.2},
			askers: map[string]asker{peerName: peer("subject", "reviews/records/%015d", review), floorName: floor("open", review), bareName: bare("open")}},
		{name: "save", clients: 16, must: limit{ratio: 2}, goal: limit{ratio: 4, full: 5}, askers: saves},
		{name: "hand-in", clients: 16, must: limit{cpu: 5 * time.Millisecond}, goal: limit{cpu: 1500 * time.Microsecond}, askers: saves},
		{name: "search", clients: 16, must: limit{ratio: 10}, goal: limit{ratio: 50}, perMember: true,
			askers: map[string]asker{peerName: peer("name", "members/records?"+list+"filter=(name~'%s')", name), floorName: floor("search", name), bareName: bare("search")}},
		{name: "stats-general", clients: 16, must: limit{ratio: 2}, goal: limit{ratio: 30},
			askers: map[string]asker{peerName: peer("problems", "rollup/records?"+list+"filter=(parent%%3D'%015d')", general), floorName: floor("stats", general), bareName: bare("stats")}},
		{name: "stats-root", clients: 1, must: limit{ratio: 150}, goal: limit{ratio: 1000}, perMember: true,
			askers: map[string]asker{peerName: peer("problems", "rollup/records?"+list+"filter=(parent%%3D'%015d')", root), floorName: floor("stats", root), bareName: bare("stats")}},
		{name: "notice", clients: 16, must: limit{ratio: 4}, goal: limit{ratio: 9, bare: 0.8},
			askers: map[string]asker{peerName: peer("title", "notices/records/%015d", notice), floorName: floor("notice", notice), bareName: bare("notice")}},
	}

	for i, o := range all {
		all[i].askers = withLingping(o, people, name)
	}

	return all
}

// withLingping adds how Lingping is asked, wherever it stands.
func withLingping(o op, people map[string]*visitors, name func(*rand.Rand) any) map[string]asker {
	out := map[string]asker{}
	for target, next := range o.askers {
		out[target] = next
	}

	for target, v := range people {
		out[target] = map[string]asker{
			"home": func(r *rand.Rand, _, _ int) *ask { return v.page("/", v.any(r).session) },
			"open": func(r *rand.Rand, _, _ int) *ask {
				who := v.any(r)
				return v.page("/reviews/"+who.open[r.IntN(kept)]+"/edit", who.session)
			},
			"save":    v.save,
			"hand-in": v.handIn,
			"search":  func(r *rand.Rand, _, _ int) *ask { return v.page(fmt.Sprint("/persons?q=", name(r)), v.office) },
			"stats-general": func(r *rand.Rand, _, _ int) *ask {
				g := v.generals[r.IntN(len(v.generals))]
				return v.page("/rounds/"+v.round+"/stats?unit="+g.unit, g.session)
			},
			"stats-root": func(*rand.Rand, int, int) *ask { return v.page("/rounds/"+v.round+"/stats", v.office) },
			"notice":     func(*rand.Rand, int, int) *ask { return v.page(v.notice, "") },
		}[o.name]
	}

	return out
}

func (v *visitors) any(r *rand.Rand) *reviewer { return v.reviewers[r.IntN(len(v.reviewers))] }

// busy are members who owe a page of reviews, and how many reviews there are in all.
func busy(w *work.Work) (reviewers []int, total int) {
	owes := map[int]int{}
	owed(w, func(r review) {
		total++
		owes[r.reviewer]++
	})

	for m := range w.N {
		if owes[m] >= 19 {
			reviewers = append(reviewers, m)
		}
	}

	return reviewers, total
}
