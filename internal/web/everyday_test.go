package web_test

import (
	"fmt"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/testkit"
)

func TestAnEverydayReviewIsNotedFromTheUnitsPageAndAcknowledged(t *testing.T) {
	h := house2011(t)
	zhao, qian := h.as(t, "101"), h.as(t, "102")
	unit := fmt.Sprintf("/units/%d", h.Unit("B11"))
	page := zhao.visit(unit)
	for _, words := range []string{"半年一次的期限", "还没有点评"} {
		page.reads(t, words)
	}

	subject := fmt.Sprintf("unit.%d.0", h.Unit("B11"))
	page.says(t, "/everyday/new?subject="+subject)
	form := "/everyday/new?subject=" + subject
	fields := []string{"subject", subject, "day", "2011-01-09", "place", "实验楼", "mode", "on-site", "good", "开放实验室", "problems", "台账没有更新", "advice", "月底前补齐"}
	wrong := zhao.fill(form, "/everyday", fields...)
	wrong.wants(t, "a review of next week", 422)
	wrong.says(t, `value="实验楼"`)
	fields[3] = "2011-01-04"
	noted := zhao.fill(form, "/everyday", fields...)
	noted.wants(t, "noting it", 303)
	at := noted.Header.Get("Location")
	for _, words := range []string{"已登记，对方现在能看到并签收", "未签收", "台账没有更新", "现场点评"} {
		zhao.visit(at).reads(t, words)
	}

	for _, words := range []string{"2011年7月4日前", "我做过的和代为登记的日常点评"} {
		zhao.visit("/everyday").reads(t, words)
	}

	for _, words := range []string{"对我和我所在党组织的日常点评", "点评人：赵伟", "未签收"} {
		qian.visit("/everyday").reads(t, words)
	}

	qian.fill(at, at+"/acknowledge").wants(t, "acknowledging", 303, at)
	qian.visit(at).reads(t, "已签收。")
	zhao.fill(at, at+"/correct", append(fields[2:], "version", "1", "reason", "")...).wants(t, "a correction without a reason", 422)
	fields[11] = "一月的台账没有更新"
	zhao.fill(at, at+"/correct", append(fields[2:], "version", "1", "reason", "写明月份")...).wants(t, "correcting", 303, at)
	for _, words := range []string{"原因：写明月份", "更正前的内容", "未签收"} {
		qian.visit(at).reads(t, words)
	}

	for _, words := range []string{"半年一次的期限", "机械学院教工党支部书记钱芳", "还没有点评"} {
		qian.visit("/clock").reads(t, words)
	}

	for _, words := range []string{"共 6 个对象：已过期限或还没有点评 5，30 天内到期 0。", "2011年7月4日前"} {
		zhao.visit("/clock?all=on").reads(t, words)
	}

	h.as(t, "202").visit(at).wants(t, "another's review", 404)
}

// everydays gives an everyday review in each of two branches.
func (sc *scene) everydays(t *testing.T, w *testkit.World) {
	for side, at := range map[string][3]string{"inner": {"102", "B11", "103"}, "outer": {"202", "B21", "203"}} {
		in := review.Everyday{Kind: scheme.Member, Unit: w.Unit(at[1]), Person: w.Person(at[2]),
			Said: review.EverydayText{Day: "2011-01-04", Good: "踏实"}}
		e := must(w.App.NoteEveryday(t.Context(), w.As(at[0]).Actor, in))(t)
		here := object{"everyday": id(int64(e)), "unit": id(int64(in.Unit)), "person": id(int64(in.Person))}
		sc.objects["everyday  "+side], sc.objects["superior  "+side] = here, here
	}
}

// superiorKind is a member of whom an everyday review could be given.
var superiorKind = kind{cast: append(everybody(0),
	casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line), beyond: member},
	casting{relation: access.Subject, who: "sun", holds: always(member), beyond: member},
	casting{relation: access.Line, who: "zhao", holds: always(member | access.Reviewer | access.Line), beyond: member},
	casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}

// everydayKind is an everyday review of a member by the secretary of his branch.
var everydayKind = kind{cast: append(everybody(0),
	casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line), beyond: member},
	casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
	casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
	casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
