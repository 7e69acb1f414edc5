package review_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/review"
)

func TestCitationsFollowTheirProblems(t *testing.T) {
	text := review.Text{Problems: []string{" ", "台账不全", "", "走访少"}, Citations: []review.Citation{
		{Problem: 4, Kind: review.CiteFieldwork, Ref: 7}, {Problem: 1, Kind: review.CiteOpinion, Ref: 8},
		{Problem: 2, Kind: review.CiteSummary, Ref: 9}, {Problem: 2, Kind: review.CiteFieldwork, Ref: 7}, {Problem: 9, Kind: review.CiteOpinion, Ref: 1},
	}}.Clean()

	want := []review.Citation{{Problem: 1, Kind: review.CiteSummary, Ref: 9}, {Problem: 2, Kind: review.CiteFieldwork, Ref: 7}}
	if !slices.Equal(text.Citations, want) {
		t.Errorf("cleaned they are %+v, want %+v", text.Citations, want)
	}

	other := text
	other.Citations = nil
	if text.Equal(other) {
		t.Error("a text with other evidence is taken for the same")
	}
}

func TestACitationStaysWhereItsWriterCannotSeeTheEvidence(t *testing.T) {
	before := review.Text{Problems: []string{"台账不全", "走访少"}, Citations: []review.Citation{
		{Problem: 1, Kind: review.CiteOpinion, Ref: 5}, {Problem: 2, Kind: review.CiteOpinion, Ref: 6}, {Problem: 2, Kind: review.CiteFieldwork, Ref: 7}}}
	now := review.Text{Problems: []string{"开会多", "台账不全"}}
	now.KeepUnseen(before, []review.Evidence{{Kind: review.CiteFieldwork, Ref: 7}})
	if want := []review.Citation{{Problem: 2, Kind: review.CiteOpinion, Ref: 5}}; !slices.Equal(now.Citations, want) {
		t.Errorf("kept %+v, want %+v: one problem is gone, and the finding was taken away knowingly", now.Citations, want)
	}
}

func TestWhatOthersSaidIsLaidBesideTheProblems(t *testing.T) {
	text := review.Text{Problems: []string{"台账不全", "走访少", "开会多"}, Citations: []review.Citation{
		{Problem: 1, Kind: review.CiteSummary, Ref: 1}, {Problem: 2, Kind: review.CiteOpinion, Ref: 2}, {Problem: 3, Kind: review.CiteFieldwork, Ref: 3}}}
	all := []review.Evidence{{Kind: review.CiteSummary, Ref: 1}, {Kind: review.CiteSummary, Ref: 4}, {Kind: review.CiteOpinion, Ref: 2},
		{Kind: review.CiteOpinion, Ref: 5}, {Kind: review.CiteFieldwork, Ref: 6}}
	d := text.Differ(all)
	if len(d.Unheard) != 1 || d.Unheard[0].Ref != 5 || len(d.Passed) != 1 || d.Passed[0].Ref != 4 ||
		!slices.Equal(d.Own, []string{"台账不全"}) || !slices.Equal(d.Alone, []string{"开会多"}) {
		t.Errorf("the difference is %+v", d)
	}

	if !(review.Text{Problems: []string{"走访少"}}).Differ(nil).Empty() {
		t.Error("where nobody else said anything there is a difference")
	}
}
