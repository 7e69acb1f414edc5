package app_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"lingping/internal/app"
	"lingping/internal/auth"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/pinyin"
	"lingping/internal/testkit"
)

// madeUp draws a person of some house.
func madeUp(t *rapid.T) org.Person {
	digits := func(n int, what string) string {
		return rapid.StringMatching(fmt.Sprintf(`[0-9]{%d}`, n)).Draw(t, what)
	}
	p := org.Person{
		Name: rapid.SampledFrom([]string{"王", "李", "欧阳", "单", "吕", "尉迟", "曾"}).Draw(t, "surname") +
			rapid.SampledFrom([]string{"小梅", "强", "建国", "䶮", "思远", "丽娟"}).Draw(t, "given"),
		Number: rapid.SampledFrom([]string{"", "T", "js-"}).Draw(t, "kind") + digits(7, "number"),
		Phone:  "138" + digits(8, "phone"),
		Birth: org.Date(fmt.Sprintf("%d-%02d-%02d", rapid.IntRange(1950, 2005).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"),
			rapid.IntRange(1, 28).Draw(t, "day"))),
	}

	p.Pinyin, p.Initials = pinyin.NewSpeller().Spell(p.Name)
	return p
}

// What colleagues know of somebody, with a year, a birthday or a few signs hung on it, is no password, however it is put
// together.
func TestNothingThatColleaguesKnowIsAPasswordByItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := madeUp(t)
		login := strings.ToLower(p.Pinyin) + "01"
		house := rapid.SampledFrom([]string{"江州大学", "临海学院", "东风机械集团"}).Draw(t, "house")
		full, initials := pinyin.NewSpeller().Spell(house)
		birth := strings.ReplaceAll(string(p.Birth), "-", "")
		stem := rapid.SampledFrom([]string{p.Name, p.Pinyin, p.Initials, p.Number, p.Phone[3:], p.Phone[7:], birth, birth[2:], login, house,
			full, initials, p.Pinyin + p.Initials, full + p.Pinyin, p.Initials + birth, p.Initials + p.Number}).Draw(t, "stem")
		tail := rapid.SampledFrom([]string{"", "!", "123", "@", "#1", "_", "888", birth[:4], birth, birth[2:], birth[4:], p.Phone[7:],
			fmt.Sprint(rapid.IntRange(1949, 2035).Draw(t, "some year"))}).Draw(t, "tail")
		between := rapid.SampledFrom([]string{"", "@", "_", "."}).Draw(t, "between")
		word := stem + between + tail
		if rapid.Bool().Draw(t, "tail first") {
			word = tail + between + stem
		}

		if rapid.Bool().Draw(t, "capital") {
			first := []rune(word)[0]
			word = string(unicode.ToUpper(first)) + strings.TrimPrefix(word, string(first))
		}

		about := append(append(p.Familiar(), org.FamiliarName(house)...), login)
		if err := auth.CheckPassword(word, about...); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s (%s, born %s) of %s may choose %s", p.Name, p.Number, p.Birth, house, word)
		}
	})
}

// Who chooses words that have nothing to do with him is not told that they have.
func TestAnOddPasswordIsTakenFromEverybody(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := madeUp(t)
		for _, word := range []string{"梧桐树下三杯清茶", "correct horse battery", "Tn4#vRq9w", "bluewhale42river"} {
			if err := auth.CheckPassword(word, append(p.Familiar(), org.FamiliarName("江州大学")...)...); err != nil {
				t.Errorf("%s (%s, %s, %s) may not choose %s: %v", p.Name, p.Number, p.Birth, p.Phone, word, err)
			}
		}
	})
}

func TestOnesOwnPasswordIsHeldAgainstPersonAccountAndHouse(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		ok(t, w.App.ChangeHouse(t.Context(), access.LocalOperator(), app.House{Name: "江州大学"}))
		slip := account(t, w, "lingxian77", "102")
		who, in := signedIn(t, w, "lingxian77", slip.Code)
		for _, word := range []string{"qianfang2024", "fangqian@2024", "lingxian772024", "jiangzhoudaxue1", "jzdx20240901", "江州大学江州大学",
			"qf江州大学2024", "linhaixueyuan", "lhxy2024lhxy"} {
			err := w.App.ChangeOwnSecret(t.Context(), who, slip.Code, word, in.Session.Hash)
			invalid(t, word, err)
			if err != nil && strings.Contains(err.Error(), "原密码") {
				t.Fatalf("%s: %v", word, err)
			}
		}

		ok(t, w.App.ChangeOwnSecret(t.Context(), who, slip.Code, "梧桐树下三杯清茶", in.Session.Hash))
	})
}
