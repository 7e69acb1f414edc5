package web_test

import (
	"fmt"
	"strings"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/testkit"
)

// fieldwork has each of two general-branch secretaries visit one of his branches.
func (sc *scene) fieldwork(t *testing.T, w *testkit.World) {
	for _, stage := range kinds["fieldwork"].stages {
		r := w.Launch("调研"+string(stage), "2011-01-01", "2011-06-30")
		for side, at := range map[string][2]string{"inner": {"101", "B11"}, "outer": {"201", "B21"}} {
			in := dossier.Fieldwork{Round: r, Units: []dossier.Seen{{Unit: w.Unit(at[1])}}, Kind: dossier.Visit, Day: "2011-01-05",
				Findings: []dossier.Finding{{Kind: dossier.Problem, Text: "台账不全"}}}
			f := must(w.App.OpenFieldwork(t.Context(), w.As(at[0]).Actor, in))(t)
			sc.objects["fieldwork "+string(stage)+" "+side] = object{"fieldwork": id(int64(f)), "round": id(int64(r)),
				"unit": id(int64(w.Unit(at[1]))), "person": id(int64(w.Person(at[0])))}
		}

		if stage == access.Ended {
			sc.end(t, w, r)
		}
	}
}

func TestALeaderEntersAMorningOfVisits(t *testing.T) {
	h := house2011(t)
	zhao := h.as(t, "101")
	list := fmt.Sprintf("/rounds/%d/fieldwork", h.Round)
	zhao.visit("/").reads(t, "调研：还有 2 个党组织没有去")
	zhao.visit(list).reads(t, "点评前还没有去的 2 个")
	fields := []string{"kind", "visit", "unit", fmt.Sprint(h.Unit("B11")), "unit", fmt.Sprint(h.Unit("B12")), "day", "2011-01-04",
		"finding-problem", "台账不全", "finding-problem", "", "finding-difficulty", "缺一间活动室", "members", "5"}
	wrong := zhao.fill(list+"/new", list, append(fields, "masses", "很多")...)
	wrong.wants(t, "words for a number", 422)
	wrong.says(t, "缺一间活动室")
	opened := zhao.fill(list+"/new", list, fields...)
	opened.wants(t, "entering a visit", 303)
	record := opened.Header.Get("Location")
	page := zhao.visit(record)
	page.reads(t, "机械学院教工党支部、机械学院学生党支部")
	page.reads(t, "发现的问题 台账不全")
	if strings.Contains(zhao.visit("/").words(), "调研：还有") {
		t.Error("home still asks for fieldwork that was done")
	}

	again := zhao.fill(record, record, append(fields, "revision", "0")...)
	again.wants(t, "saving over a newer record", 409)
	zhao.fill(record, record, append(fields, "revision", "1", "place", "机电楼")...).wants(t, "changing it", 303)
	zhao.visit(list).reads(t, "机电楼")
	h.as(t, "102").visit(record).wants(t, "the record to the unit's secretary", 404)
	above := h.as(t, "001").visit(record)
	above.reads(t, "您能看到这次调研的时间、地点和对象")
	if strings.Contains(above.words(), "台账不全") {
		t.Error("who stands above reads what was found")
	}
}

func TestAClerkEntersFieldworkForHisLeader(t *testing.T) {
	h := house2011(t)
	check(t, h.App.AppointClerk(t.Context(), h.As("101").Actor, h.Person("101"), h.Person("105")))
	wu := h.as(t, "105")
	list := fmt.Sprintf("/rounds/%d/fieldwork", h.Round)
	wu.visit("/").reads(t, "调研：赵伟还有 2 个党组织没有去")
	opened := wu.fill(list+"/new", list, "leader", fmt.Sprint(h.Person("101")), "kind", string(dossier.Symposium), "day", "2011-01-05",
		"unit", fmt.Sprint(h.Unit("B12")))
	opened.wants(t, "a clerk entering a symposium", 303)
	wu.visit(opened.Header.Get("Location")).reads(t, "调研人：赵伟")
}
