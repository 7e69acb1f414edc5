package org_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/org"
)

func TestWhatColleaguesKnowOfAPerson(t *testing.T) {
	p := org.Person{Number: "T2010123", Name: "王小梅", Pinyin: "wangxiaomei", Initials: "wxm", Birth: "1985-06-01",
		Phone: "13805321234", IDNumber: "370202198506014321"}
	for _, want := range []string{"T2010123", "王小梅", "小梅", "wangxiaomei", "wxm", "wang", "xiaomei", "xiaomeiwang", "wangxm",
		"13805321234", "321234", "1234", "4321", "1985", "19850601", "850601", "0601", "198561", "06011985"} {
		if !slices.Contains(p.Familiar(), want) {
			t.Errorf("%s is not among what is known of her: %v", want, p.Familiar())
		}
	}

	for _, birth := range []org.Date{"", "1985", "1985-06"} {
		p.Birth = birth
		if got := slices.Contains(p.Familiar(), "1985"); got != (birth != "") {
			t.Errorf("of one born in %q the year is known: %v", birth, got)
		}
	}
}

func TestAHouseIsKnownByItsShortNameAndItsLetters(t *testing.T) {
	for name, want := range map[string][]string{
		"江州大学":      {"江州大学", "江州", "jiangzhoudaxue", "jzdx", "jiangzhou", "jz"},
		"中共临海学院委员会": {"中共临海学院委员会", "临海学院", "临海", "linhaixueyuan", "lhxy", "linhai"},
		"":          {},
	} {
		for _, one := range want {
			if !slices.Contains(org.FamiliarName(name), one) {
				t.Errorf("%s is not among the names of %s: %v", one, name, org.FamiliarName(name))
			}
		}
	}
}
