package view

import (
	"fmt"
	"net/url"

	"lingping/internal/app"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/round"
	"lingping/internal/qr"
	"lingping/internal/web/ui"
)

// NoticeHref is the address of a notice, or of a page below it.
func NoticeHref(id publish.NoticeID, below string) string {
	return fmt.Sprintf("/notices/%d%s", id, below)
}

// noticeOfHref is where the notice of a unit in a round is proposed, or seen where there is one.
func noticeOfHref(id round.ID, unit org.UnitID) string {
	return fmt.Sprintf("/notices/new?round=%d&unit=%d", id, unit)
}

// PublicHref is the address of a notice's public page.
func PublicHref(code string) string { return "/n/" + url.PathEscape(code) }

// posterCode is what stands on the poster to be typed, in fours.
func posterCode(code string) string {
	if len(code) < 8 {
		return code
	}
	return code[:4] + " " + code[4:]
}

// Notice is the page of a notice with what was typed into a refused form.
type Notice struct {
	app.NoticeView
	Address     string // of the public page, as people type it
	Reason      string
	Signer, Ref string
}

// Bulletin is a notice as it is printed for the notice board.
type Bulletin struct {
	app.PostedNotice
	Address string
	QR      qr.Code // of the address
	ProofQR qr.Code
}

// noticeNext says what comes next, and who does it.
func noticeNext(p ui.Page, v Notice) string {
	switch v.State {
	case publish.Proposed:
		return p.T("内容已固定，等上级或{活动办}作保密审查。")
	case publish.Checked:
		return p.T("保密审查已通过，等另一人批准。")
	case publish.Approved:
		return p.T("已批准，等提出的一方公布。")
	case publish.Published:
		switch {
		case v.Over(v.Today):
			return p.T("公示已于 %s 结束，网页不再显示。", p.Day(v.To))
		case v.From > v.Today:
			return p.T("已公布，网页从 %s 起显示。", p.Day(v.From))
		case v.To != "":
			return p.T("正在公示，到 %s 为止。", p.Day(v.To))
		}
		return p.T("已公布，没有网上公示。")
	}
	return v.Reason
}

// correctable reports whether something of what is public has been corrected since, or somebody has objected.
func (v Notice) correctable() bool { return v.State == publish.Published && !v.Fresh }

// channel is how the notice was made public by the channel of the name, with the day of today where it was not yet.
func (v Notice) channel(name string) (c publish.Channel, used bool) {
	for _, c := range v.Channels {
		if c.Name == name {
			return c, true
		}
	}
	return publish.Channel{Name: name}, false
}

// window is the days of the public page that the form proposes.
func (v Notice) window() (from, to org.Date) {
	if v.From != "" {
		return v.From, v.To
	}

	days := v.Plan.Publish.Days
	if days == 0 {
		days = publish.DefaultDays
	}

	return v.Today, v.Today.AddDays(days)
}

// used, day, place, first and last are what stands in the form of the channels: what is known, or proposed.
func (v Notice) used(name string) bool {
	_, used := v.channel(name)
	return used
}

func (v Notice) day(name string) string {
	c, _ := v.channel(name)
	return string(c.Day)
}

func (v Notice) place(name string) string {
	c, _ := v.channel(name)
	return c.Place
}

func (v Notice) first() string {
	from, _ := v.window()
	return string(from)
}

func (v Notice) last() string {
	_, to := v.window()
	return string(to)
}
