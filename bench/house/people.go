package house

import (
	"fmt"
	"strings"

	"lingping/bench/work"
	"lingping/internal/app"
	"lingping/internal/domain/access"
)

// The parts of those who sign in. A page that names none is asked by the public.
const (
	Office  = "office"  // the campaign office, which is the administrator too
	Auditor = "auditor" // who reads the ledger
	Leader  = "leader"  // secretary of the root
	Middle  = "middle"  // secretary of what stands first below it
	General = "general" // secretary of a general branch
	Branch  = "branch"  // secretary of a branch below it
	Member  = "member"  // of that branch, whose review counts
)

// password opens all accounts. Nobody uses this house.
const password = "kehan-7-chabei"

// Seat is somebody who is signed in.
type Seat struct {
	access.Actor
	Token string // of his session
}

// branch and general are where the parts below the root are played: a general branch and a branch below it.
func (h *House) general() int { return h.Work.General(0) }
func (h *House) branch() int  { return h.general() + 1 }

// member is a member of the branch whose sheet was collected.
func (h *House) member() int { return h.Units[h.branch()].First + 8 }

// SignIn lets everybody who plays a part sign in.
func (h *House) SignIn() error {
	slips, err := h.App.InitHouse(h.ctx, access.LocalOperator(), app.NewHouse{Login: Office, Password: password, Joined: true})
	if err != nil {
		return err
	}

	if err := h.enter(Office, slips[0].Login, password); err != nil {
		return err
	}

	for _, slip := range slips[1:] {
		if err := h.first(Auditor, slip); err != nil {
			return err
		}
	}

	for part, member := range map[string]int{
		Leader: h.Holder(0, 0), Middle: h.Holder(1, 0), General: h.Holder(h.general(), 0), Branch: h.Holder(h.branch(), 0), Member: h.member(),
	} {
		if h.general() == 1 && part == Middle {
			continue // a small house has no level between
		}
		if _, err := h.Enter(part, member); err != nil {
			return err
		}
	}

	return nil
}

// Enter makes an account for a member, who signs in and plays the part from then on.
func (h *House) Enter(part string, member int) (Seat, error) {
	slip, err := h.App.MakeAccount(h.ctx, access.LocalOperator(), app.NewAccount{Login: part, Number: work.Number(member)})
	if err == nil {
		err = h.first(part, slip)
	}
	return h.seats[part], err
}

// first signs somebody in who has only his code yet.
func (h *House) first(part string, slip app.Slip) error {
	account, err := h.App.Account(h.ctx, access.LocalOperator(), slip.Account)
	if err != nil {
		return err
	}

	if err := h.App.ChangeOwnSecret(h.ctx, account.Actor(), slip.Code, password, ""); err != nil {
		return err
	}

	h.name("account", slip.Account)
	return h.enter(part, slip.Login, password)
}

func (h *House) enter(part, login, secret string) error {
	in, err := h.App.SignIn(h.ctx, app.SignIn{Login: login, Password: secret, Network: "127.0.0.1"})
	if err != nil {
		return fmt.Errorf("signing in as %s: %w", login, err)
	}
	h.seats[part] = Seat{in.Account.Actor(), in.Token}
	return nil
}

// Seat is who plays the part; in a small house who stands next above plays what there is not.
func (h *House) Seat(part string) Seat {
	if seat, ok := h.seats[part]; ok || part != Middle {
		return seat
	}
	return h.seats[Leader]
}

// Address fills the placeholders of an address, such as {unit}, and says which it does not know.
func (h *House) Address(pattern string) (at string, unknown bool) {
	for name, value := range h.names {
		pattern = strings.ReplaceAll(pattern, "{"+name+"}", value)
	}
	return pattern, strings.Contains(pattern, "{")
}
