package publish_test

import (
	"testing"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

func TestAWishIsYesOrNo(t *testing.T) {
	ok(t, "to agree", publish.Consent{Wish: publish.Agrees}.Check())
	ok(t, "to object", publish.Consent{Wish: publish.Objects}.Check())
	refused(t, "to say nothing", publish.Consent{Wish: publish.Silent}.Check(), errs.Invalid)
	refused(t, "to say maybe", publish.Consent{Wish: "maybe"}.Check(), errs.Invalid)
}

// What a member said on screen himself is taken back by nobody else; every other change of mind is taken.
func TestOnlyHisOwnObjectionOnScreenOutlastsAPaper(t *testing.T) {
	for _, before := range []publish.Wish{publish.Silent, publish.Agrees, publish.Objects} {
		for _, how := range []review.How{review.OnScreen, review.OnPaper} {
			for _, now := range []publish.Wish{publish.Agrees, publish.Objects} {
				for _, by := range []review.How{review.OnScreen, review.OnPaper} {
					err := publish.Consent{Wish: before, How: how}.Yields(publish.Consent{Wish: now, How: by})
					kept := before == publish.Objects && how == review.OnScreen && now == publish.Agrees && by == review.OnPaper
					if kept != (err != nil) {
						t.Errorf("%q on %s, then %q on %s: %v", before, how, now, by, err)
					}
				}
			}
		}
	}
}

func TestOnlyMembersAreAskedAndWhoIsSilentHasNotObjected(t *testing.T) {
	for kind, asked := range map[scheme.SubjectKind]bool{
		scheme.Member: true, scheme.Unit: false, scheme.Secretary: false, scheme.CommitteeMember: false} {
		if publish.ByWish(kind) != asked {
			t.Errorf("%s is asked: %v", kind, !asked)
		}
	}

	text := publish.Text{Left: 2, Sheets: []publish.Sheet{
		{Kind: scheme.Unit, Name: "支部"}, {Kind: scheme.Secretary, Person: 103, Name: "书记"},
		{Kind: scheme.Member, Person: 103, Name: "书记"}, {Kind: scheme.Member, Person: 104, Name: "党员"}}}
	kept, gone := text.Without(map[org.PersonID]bool{103: true})
	if gone != 1 || len(kept.Sheets) != 3 || kept.Sheets[1].Kind != scheme.Secretary || kept.Sheets[2].Person != 104 || kept.Left != 2 {
		t.Errorf("%d are gone, left are %+v", gone, kept.Sheets)
	}

	if len(text.Sheets) != 4 {
		t.Error("the approved text itself has changed")
	}

	if all, gone := text.Without(nil); gone != 0 || len(all.Sheets) != 4 {
		t.Errorf("nobody objects and %d are gone", gone)
	}
}

func TestTheWordOfAWishSaysIt(t *testing.T) {
	for wish, word := range map[publish.Wish]string{publish.Agrees: "同意公开", publish.Objects: "不同意公开", publish.Silent: "未表示"} {
		if got := string(wish.Word()); got != word {
			t.Errorf("%q is called %s", wish, got)
		}
	}
}
