package auth

import (
	"sync"
	"time"
)

// missedHours is for how many hours back failed attempts are told of.
const missedHours = 24

// missed counts failed attempts of the last day by the hour. It knows no names: who types his password wrongly is nobody's
// business, that somebody guesses is.
type missed struct {
	mu    sync.Mutex
	hours map[int64]int // by hours since 1970
}

func newMissed() *missed { return &missed{hours: map[int64]int{}} }

func (m *missed) add(now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()

	m.forget(now)
	m.hours[hourOf(now)]++
}

// count is how many attempts have failed in the last day.
func (m *missed) count(now time.Time) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()

	m.forget(now)
	for _, of := range m.hours {
		n += of
	}

	return n
}

func (m *missed) forget(now time.Time) {
	for hour := range m.hours {
		if hour <= hourOf(now)-missedHours {
			delete(m.hours, hour)
		}
	}
}

func hourOf(t time.Time) int64 { return t.Unix() / 3600 }
