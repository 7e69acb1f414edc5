package web_test

import (
	"testing"

	"lingping/internal/blob"
	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/testkit"
)

// commitmentKind is the dossier of a member, whose papers the secretary of his branch may enter; and for who sits in a
// unit that of the unit.
func commitmentKind() kind {
	return kind{stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: always(member | access.Reviewer | access.Line | access.ReviewedSide), beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
		casting{relation: access.ReviewedSide, who: "li", object: "committee", holds: always(member | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// branchKind is the dossier of a branch, from which those of its members are seen.
func branchKind() kind {
	return kind{stages: []access.Stage{access.Launched, access.Ended}, base: access.Launched, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "zhao", holds: always(member | access.Reviewer | access.Line), beyond: member},
		casting{relation: access.Subject, who: "qian", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
		casting{relation: access.ReviewedSide, who: "li", object: "committee", holds: always(member | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "chen", outer: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// summaryKind is the self-summary of a member, who writes it himself; and for who sits in a unit that of the unit. As
// long as nothing is written the secretary of the branch may begin it from paper.
func summaryKind() kind {
	qian := func(stage access.Stage) access.Relation {
		if stage == access.Owed {
			return member | access.Reviewer | access.Line | access.ReviewedSide
		}
		return member | access.Reviewer | access.Line
	}
	return kind{stages: []access.Stage{access.Owed, access.Draft, access.Submitted, access.Returned}, base: access.Owed, cast: append(everybody(0),
		casting{relation: access.Reviewer, who: "qian", holds: qian, beyond: member},
		casting{relation: access.Clerk, who: "wu", holds: always(member | access.Clerk), beyond: member},
		casting{relation: access.Subject, who: "sun", holds: always(member | access.Subject | access.ReviewedSide), beyond: member},
		casting{relation: access.ReviewedSide, who: "li", object: "committee", holds: always(member | access.ReviewedSide), beyond: member},
		casting{relation: access.Line, who: "zhao", holds: always(member | access.Line), beyond: member},
		casting{relation: access.Office, who: "officeZ1", holds: always(member | access.Office), beyond: member})}
}

// dossiersOf are whose dossiers the scene has: by key of the object, the unit, the person (empty: the unit's own) and
// who writes.
var dossiersOf = []struct{ key, unit, person, writer string }{
	{"inner", "B11", "103", "103"}, {"outer", "B21", "203", "203"}, {"inner committee", "Z1", "", "101"}, {"outer committee", "Z2", "", "201"},
}

// commitments puts a promise that is not public into each dossier.
func (sc *scene) commitments(t *testing.T, w *testkit.World) {
	for _, stage := range commitmentKind().stages {
		r := w.Launch("承诺"+string(stage), "2011-01-01", "2011-06-30")
		for _, d := range dossiersOf {
			k := dossier.Key{Unit: w.Unit(d.unit)}
			if d.person != "" {
				k.Person = w.Person(d.person)
			}

			c := dossier.Commitment{Round: r, Key: k, Kind: dossier.Pledge, Text: "每周答疑一次"}
			made := must(w.App.AddCommitment(t.Context(), w.As(d.writer).Actor, c))(t)
			here := object{"round": id(int64(r)), "unit": id(int64(k.Unit)), "person": id(int64(k.Person)), "commitment": id(int64(made))}
			sc.objects["commitment "+string(stage)+" "+d.key], sc.objects["branch "+string(stage)+" "+d.key] = here, here
		}

		if stage == access.Ended {
			sc.end(t, w, r)
		}
	}
}

// summaries brings the self-summary of each dossier to every stage.
func (sc *scene) summaries(t *testing.T, w *testkit.World) {
	for _, stage := range summaryKind().stages {
		r := w.Launch("总结"+string(stage), "2011-01-01", "2011-06-30")
		for _, d := range dossiersOf {
			in := dossier.Summary{Round: r, Key: dossier.Key{Unit: w.Unit(d.unit)}, TookPart: "全体委员",
				Text: dossier.SummaryText{Achievements: "开放实验室", Problems: []string{"走访偏少"}}}
			if d.person != "" {
				in.Key.Person = w.Person(d.person)
			}

			here := object{"round": id(int64(r)), "unit": id(int64(in.Key.Unit)), "person": id(int64(in.Key.Person)), "revision": "0", "file": "0"}
			if stage != access.Owed {
				sc.bringSummary(t, w, stage, w.As(d.writer).Actor, in, here)
			}

			sc.objects["summary "+string(stage)+" "+d.key] = here
		}
	}
}

func (sc *scene) bringSummary(t *testing.T, w *testkit.World, stage access.Stage, writer access.Actor, in dossier.Summary, here object) {
	t.Helper()
	unit, person := in.Key.Unit, in.Key.Person
	file := must(blob.Attachment("照片.pdf", []byte("%PDF-1.4\n")))(t)
	check(t, w.App.AttachToSummary(t.Context(), writer, in.Round, unit, person, []blob.File{file}))
	v := must(w.App.Summary(t.Context(), writer, in.Round, unit, person))(t)
	here["file"], here["revision"] = id(int64(v.Files[0].ID)), id(int64(v.Revision))
	if stage == access.Draft {
		return
	}

	in.Revision = v.Revision
	saved := must(w.App.HandInSummary(t.Context(), writer, in))(t)
	here["revision"] = id(int64(saved.Revision))
	if stage == access.Returned {
		check(t, w.App.ReturnSummary(t.Context(), w.As("001").Actor, in.Round, unit, person, "请补充"))
	}
}
