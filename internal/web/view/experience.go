package view

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/publish"
	"lingping/internal/web/ui"
)

// ExperienceHref is the address of what was marked in a review, or of a page below it.
func ExperienceHref(id publish.ExperienceID, below string) string {
	return fmt.Sprintf("/experience/%d%s", id, below)
}

// PromotionHref is the address of an issue, or of a page below it.
func PromotionHref(id publish.PromotionID, below string) string {
	return fmt.Sprintf("/promotions/%d%s", id, below)
}

// PublicPromotionHref is the address of an issue's public page.
func PublicPromotionHref(code string) string { return "/n/" + url.PathEscape(code) + "/issue" }

// Experience is the page of what was marked, with what was typed into a refused form.
type Experience struct {
	app.ExperienceView
	Typed, Excuse string
}

// RoundExperience is a round's page about them, with what was typed into a refused form.
type RoundExperience struct {
	app.RoundExperience
	Issue IssueForm
	Pager ui.Pager // through what was marked
}

// Promotion is the page of an issue, with what was typed into a refused form.
type Promotion struct {
	app.PromotionView
	Excuse, Signer, Ref string
	Issue               IssueForm
}

// IssueForm is what an issue is put together by.
type IssueForm struct {
	Title, Day string
	Chosen     []string // empty: everything
}

// holds reports whether the form offers what has the number as chosen.
func (f IssueForm) holds(number string) bool {
	return len(f.Chosen) == 0 || slices.Contains(f.Chosen, number)
}

// experienceNext says what comes next, and who does it.
func experienceNext(p ui.Page, v app.ExperienceView) string {
	switch v.State {
	case publish.Marked:
		if v.Experience.Person == 0 {
			return p.T("等这个党组织的书记表示是否同意。")
		}
		return p.T("等本人表示是否同意。")
	case publish.Agreed:
		return p.T("本人同意，等党总支书记或分管领导推荐。")
	case publish.Declined:
		return p.T("本人不同意，到此为止，不再往上报。")
	case publish.Recommended:
		return p.T("已推荐，等{活动办}决定是否采用。")
	case publish.SentBack:
		return v.Reason
	case publish.TakenBack:
		return p.T("标注的人已收回，不再推介。")
	}
	return p.T("已采用，可以编入推介。")
}

// spokenOf names whom it speaks of.
func spokenOf(v app.ExperienceView) string {
	if v.Experience.Person == 0 {
		return v.UnitName
	}
	return v.UnitName + "　" + v.Person
}

func experienceKinds(p ui.Page, o app.ExperienceOffer) []ui.Option {
	var out []ui.Option
	for _, k := range o.Kinds {
		out = append(out, ui.Option{Value: string(k), Name: p.Word(k.Word())})
	}
	return out
}

// freeOptions are what an issue can hold.
func freeOptions(p ui.Page, free []app.ExperienceView) []ui.Option {
	var out []ui.Option
	for _, e := range free {
		out = append(out, ui.Option{Value: strconv.FormatInt(int64(e.ID), 10), Name: p.T("%s：%s", p.Word(e.Kind.Word()), spokenOf(e)), Hint: e.Text})
	}
	return out
}

// promotionNext says what comes next, and who does it.
func promotionNext(p ui.Page, v Promotion) string {
	switch v.State {
	case publish.Proposed:
		return p.T("内容已固定，等另一人作保密审查。")
	case publish.Checked:
		return p.T("保密审查已通过，等第三人批准。")
	case publish.Published:
		if v.Text.Day > v.Today {
			return p.T("已批准，从 %s 起公开。", p.Day(v.Text.Day))
		}
		if !v.OnDisplay(v.Today) {
			return p.T("公开满一年，网页不再显示。")
		}
		return p.T("已批准，正在公开。")
	}
	return v.Reason
}

// acts reports whether the reader can do anything to the issue.
func (v Promotion) acts() bool {
	return v.Allowed[access.CheckPromotion] || v.Allowed[access.ApprovePromotion] || v.Allowed[access.PaperPromotion] ||
		v.Allowed[access.ReturnPromotion] || v.Allowed[access.WithdrawPromotion]
}
