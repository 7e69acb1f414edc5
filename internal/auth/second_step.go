package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// The codes of an authenticator are those of RFC 6238 as every such program makes them: SHA-1, six digits, half a minute.
const (
	stepEvery  = 30 // seconds
	stepDigits = 6
	stepKeyLen = 20 // bytes
	// stepDrift is how many half minutes the clock of a phone may be off.
	stepDrift = 1
)

// RecoveryCodes is how many recovery codes are handed out at a time.
const RecoveryCodes = 10

var b32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewStepKey draws what a house and an authenticator share, in Base32.
func NewStepKey() string {
	key := make([]byte, stepKeyLen)
	rand.Read(key)
	return b32.EncodeToString(key)
}

// CheckStepKey refuses what NewStepKey can't have drawn.
func CheckStepKey(key string) error {
	if raw, err := b32.DecodeString(key); err != nil || len(raw) != stepKeyLen {
		return errs.NewInvalid("这个密钥不完整，请重新打开这一页，再扫一次码。")
	}
	return nil
}

// StepAddress is what an authenticator reads from a QR code: of which house, for which login.
func StepAddress(house, login, key string) string {
	label := url.PathEscape(house) + ":" + url.PathEscape(login)
	return "otpauth://totp/" + label + "?" + url.Values{"secret": {key}, "issuer": {house}}.Encode()
}

// StepOf is the half minute at a moment.
func StepOf(at time.Time) int64 { return at.Unix() / stepEvery }

// StepCode is the code of a half minute.
func StepCode(key string, step int64) (string, error) {
	raw, err := b32.DecodeString(key)
	if err != nil {
		return "", fmt.Errorf("auth.StepCode: %w", err)
	}

	mac := hmac.New(sha1.New, raw)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(step)))
	sum := mac.Sum(nil)
	n := binary.BigEndian.Uint32(sum[sum[len(sum)-1]&15:]) & 0x7fffffff
	return fmt.Sprintf("%06d", n%1_000_000), nil
}

// MatchStep is the half minute around the moment of which the code is; false when it is of none.
func MatchStep(key, code string, at time.Time) (step int64, good bool) {
	code = foldDigits(code)
	for try := StepOf(at) - stepDrift; try <= StepOf(at)+stepDrift; try++ {
		want, err := StepCode(key, try)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, good = try, true
		}
	}

	return step, good
}

// foldDigits are the digits however they were typed: full-width, with spaces between.
func foldDigits(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '-' || unicode.IsSpace(r):
			return -1
		}
		return r
	}, code)
}

// SecondStep is what is kept of somebody's second step.
type SecondStep struct {
	Key   string
	Used  int64    // the half minute of the last code that was used
	Codes []string // what is kept of the recovery codes that are left
}

// Proof is what proved the second step: a half minute, or what is kept of a recovery code. It is good once; whoever lets somebody in on it
// notes so in the same transaction.
type Proof struct {
	Step     int64
	Recovery string
}

// ErrWrongStep says that the code of the second step is not the one.
var ErrWrongStep = errs.NewInvalid("验证码不对，或者已经用过。请等验证器显示下一个再试；手机不在身边的，可以用一个恢复码。")

// ProveStep looks at the code of a second step at the place, which stands for its account. As with passwords five wrong ones are free, then each
// waits twice as long, up to a quarter of an hour. A recovery code never waits: guessing one is hopeless.
func (d *Door) ProveStep(ctx context.Context, place string, s SecondStep, code string, at time.Time) (p Proof, err error) {
	if looksLikeCode(code) {
		if p.Recovery, err = d.recovery(ctx, place, s, code); err != nil || p.Recovery != "" {
			return p, err
		}
	}

	place = "second step " + place
	reserved, wait := d.throttle.Reserve(Try{Login: place, Network: place})
	if wait > 0 {
		return p, errs.NewUnavailable(nil, "验证码错得太多，请 %d 秒后再试；也可以用一个恢复码。", int((wait+time.Second-1)/time.Second))
	}

	step, good := MatchStep(s.Key, code, at)
	if !good || step <= s.Used {
		d.missed.add(clock.Running())
		return p, ErrWrongStep
	}

	reserved.Succeed()
	p.Step = step
	return p, nil
}

// recovery is what is kept of the recovery code; empty when it is none.
func (d *Door) recovery(ctx context.Context, place string, s SecondStep, code string) (string, error) {
	if err := d.quick.Enter(ctx, place, false); err != nil {
		return "", err
	}

	defer d.quick.Leave()

	for _, kept := range s.Codes {
		if d.hasher.IsCode(kept, code) {
			return kept, nil
		}
	}

	return "", nil
}

// RecoveryCodes draws the recovery codes of a second step and gives what is kept of each.
func (d *Door) RecoveryCodes() (codes, kept []string) {
	for range RecoveryCodes {
		code, hash := d.Code()
		codes, kept = append(codes, code), append(kept, hash)
	}
	return codes, kept
}
