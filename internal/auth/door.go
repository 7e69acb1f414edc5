package auth

import (
	"context"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// Door is where secrets are shown: it looks at few at a time, counts attempts before it looks, and lets nobody wait for
// the guesses of others. A one-time code is looked at first and is never made to wait: it is drawn from 57 random bits,
// so that guessing it is hopeless however fast, and looking costs a hundredth of a password.
type Door struct {
	hasher   *Hasher
	throttle *Throttle
	quick    *Queue // before codes
	slow     *Queue // before passwords
	missed   *missed
}

// How many wait before the door. Behind one network may be a whole campus: its line is as long as can be worked off while
// somebody looks at a page that loads.
const (
	slowAtOnce = 2 // 38 MiB
	slowLine   = 24
	slowWaits  = 48
	codeAtOnce = 2
	codeLine   = 1000
	codeWaits  = 2000
)

var (
	// ErrWrong says that the secret is not the one.
	ErrWrong = errs.NewInvalid("登录名或密码不对。请核对后再试；忘记密码请找系统管理员重设。")
	errBusy  = errs.NewUnavailable(nil, "现在登录的人太多，请等一会儿再试。")
)

// NewDoor has let in nobody yet.
func NewDoor() *Door {
	return &Door{hasher: NewHasher(), throttle: NewThrottle(),
		quick: NewQueue(codeAtOnce, codeLine, codeWaits), slow: NewQueue(slowAtOnce, slowLine, slowWaits), missed: newMissed()}
}

// Prove gives nil when secret is the one of which kept was made; give an empty kept where nobody may come in, it takes as
// long. Else it is ErrWrong, or says how long the attempt must wait, or that too many are at the door: then nobody has
// looked at the secret, unless as a one-time code.
func (d *Door) Prove(ctx context.Context, try Try, kept, secret string) error {
	if looksLikeCode(secret) {
		switch good, err := d.proveCode(ctx, try, kept, secret); {
		case err != nil:
			return err
		case good:
			return nil
		}
	}

	reserved, wait := d.throttle.Reserve(try)
	if wait > 0 {
		return errs.NewUnavailable(nil, "尝试次数太多，请 %d 秒后再试。忘记密码请找系统管理员重设。", int((wait+time.Second-1)/time.Second))
	}

	if err := d.slow.Enter(ctx, try.place(reserved.Known()), reserved.Known()); err != nil {
		reserved.Release()
		return err
	}

	defer d.slow.Leave()

	if !d.hasher.IsPassword(kept, secret) {
		d.missed.add(clock.Running())
		return ErrWrong
	}

	reserved.Succeed()
	return nil
}

// Missed is how many attempts have failed in the last day, since the program began.
func (d *Door) Missed() int { return d.missed.count(clock.Running()) }

func (d *Door) proveCode(ctx context.Context, try Try, kept, code string) (bool, error) {
	if err := d.quick.Enter(ctx, try.Network, false); err != nil {
		return false, err
	}

	defer d.quick.Leave()

	good := d.hasher.IsCode(kept, code)
	if good {
		d.throttle.Welcome(try)
	}

	return good, nil
}

// Password is what is kept of a password that was chosen by who stands at the place, who waits for his turn.
func (d *Door) Password(ctx context.Context, place, secret string) (string, error) {
	if err := d.slow.Enter(ctx, place, true); err != nil {
		return "", err
	}
	defer d.slow.Leave()
	return d.hasher.Password(secret), nil
}

// Code draws a one-time code and gives what is kept of it.
func (d *Door) Code() (code, kept string) {
	code = NewCode()
	return code, d.hasher.Code(code)
}

// Remember is the mark for a browser on which the login just succeeded, see Throttle.Remember.
func (d *Door) Remember(login string) string { return d.throttle.Remember(login) }

// place is the line in which an attempt waits: who is known stands in one of his own.
func (try Try) place(known bool) string {
	if known {
		return "login " + try.Login
	}
	return "net " + try.Network
}
