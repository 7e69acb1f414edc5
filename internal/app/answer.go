package app

import (
	"slices"
	"sync"
)

// answers keeps what took long to find out under what it was found out from: versions of the roster and of a round, a day,
// the number of a file. Whoever asks the same of the same is told the same without another look; what was changed meanwhile
// has another version and is looked at anew. At most most are kept; the one that was not asked for longest makes room.
type answers[K comparable, V any] struct {
	mu   sync.Mutex
	most int
	kept []answer[K, V] // the latest asked for first
}

type answer[K comparable, V any] struct {
	to  K
	say V
}

func newAnswers[K comparable, V any](most int) *answers[K, V] { return &answers[K, V]{most: most} }

// to is the answer that is kept.
func (a *answers[K, V]) to(question K) (v V, known bool) {
	a.mu.Lock()
	defer a.mu.Unlock()

	i := slices.IndexFunc(a.kept, func(k answer[K, V]) bool { return k.to == question })
	if i < 0 {
		return v, false
	}

	found := a.kept[i]
	copy(a.kept[1:i+1], a.kept[:i])
	a.kept[0] = found
	return found.say, true
}

// keep keeps an answer in the place of the one to the same question.
func (a *answers[K, V]) keep(question K, v V) {
	a.mu.Lock()
	defer a.mu.Unlock()

	a.kept = slices.DeleteFunc(a.kept, func(k answer[K, V]) bool { return k.to == question })
	a.kept = slices.Insert(a.kept, 0, answer[K, V]{question, v})
	if len(a.kept) > a.most {
		clear(a.kept[a.most:])
		a.kept = a.kept[:a.most]
	}
}
