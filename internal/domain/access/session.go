package access

import "time"

// Session is a signed-in browser. Hash is what is kept of the token in its cookie.
type Session struct {
	Hash    string
	Account int64
	MadeAt  int64 // unix ms; so are the two below
	SeenAt  int64 // to a few minutes
	EndsAt  int64 // whatever happens
	Shared  bool  // on a shared computer
	Via     Via
	Outside string // SHA-256 of what the institution calls the session; empty: nothing
}

// Via is who let somebody in.
type Via string

// The ways in.
const (
	ViaHouse Via = "" // the house itself, by a password or a code
	ViaOIDC  Via = "oidc"
	ViaCAS   Via = "cas"
)

// MustChange reports whether the visitor must change his one-time code first. Whoever the institution let in has used none.
func (s Session) MustChange(a Account) bool { return a.MustChange && s.Via == ViaHouse }

// SignInHalf is how long one may take for the second step after the first.
const SignInHalf = 10 * time.Minute

// How long a session lives: on a shared computer it ends soon after the last click and within the day.
const (
	sharedIdle = 30 * time.Minute
	sharedLife = 12 * time.Hour
	ownIdle    = 3 * 24 * time.Hour
	ownLife    = 14 * 24 * time.Hour

	// seenEvery is how old SeenAt may become before it is written again: not every click is a save. Who goes away is
	// signed out by so much earlier.
	seenEvery = 3 * time.Minute

	// aheadMost is how far the clock of one machine may be before that of another.
	aheadMost = 10 * time.Minute
)

// NewSession begins a session at now.
func NewSession(hash string, account int64, shared bool, now time.Time) Session {
	life := ownLife
	if shared {
		life = sharedLife
	}

	return Session{
		Hash: hash, Account: account, MadeAt: now.UnixMilli(), SeenAt: now.UnixMilli(), EndsAt: now.Add(life).UnixMilli(),
		Shared: shared,
	}
}

// Alive reports whether the session may still be used. One that was last used in the future is over: the clock was set
// back, and nobody can say any more how long it has lain idle.
func (s Session) Alive(now time.Time) bool {
	at := now.UnixMilli()
	return at < s.EndsAt && at < s.SeenAt+Idle(s.Shared).Milliseconds() && s.SeenAt <= at+aheadMost.Milliseconds()
}

// Idle is how long a session lives without being used.
func Idle(shared bool) time.Duration {
	if shared {
		return sharedIdle
	}
	return ownIdle
}

// Stale reports whether it is time to note that the session was used.
func (s Session) Stale(now time.Time) bool {
	return now.UnixMilli()-s.SeenAt >= seenEvery.Milliseconds()
}
