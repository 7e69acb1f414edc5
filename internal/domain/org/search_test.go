package org_test

import (
	"slices"
	"testing"

	"lingping/internal/domain/org"
)

func TestPersonsAreSearchedByAtLeastOneChineseCharacterOrTwoOthers(t *testing.T) {
	for q, want := range map[string]bool{"": false, " ": false, "　　": false, "\u200b\u200b": false, "z": false, "ｚ": false, "z ": false, "1": false,
		"%": false, "张": true, "䶮": true, "𬱖": true, "zh": true, "ｚｈ": true, "10": true, "%_": true} {
		if got := org.Searchable(q); got != want {
			t.Errorf("Searchable(%q) = %v", q, got)
		}
	}
}

func TestAPersonIsFoundByWhatHisNameHoldsAndByHowItsSpellingAndHisNumberBegin(t *testing.T) {
	for _, c := range []struct {
		person       org.Person
		whole, inner []string
	}{
		{org.Person{}, nil, nil},
		{org.Person{Name: "王"}, []string{"王"}, nil},
		{org.Person{Name: "王小明", Number: "t001", Pinyin: "wangxiaoming", Initials: "wxm"},
			[]string{"王小明", "T001", "WANGXIAOMING", "WXM"}, []string{"小明", "明"}},
		{org.Person{Name: "王 明明", Number: "１００１"}, []string{"王明明", "1001"}, []string{"明明", "明"}},
		{org.Person{Name: "明明明"}, []string{"明明明"}, []string{"明明", "明"}},
		{org.Person{Name: "𬱖䶮"}, []string{"𬱖䶮"}, []string{"䶮"}},
		{org.Person{Name: "阿依・古丽"}, []string{"阿依·古丽"}, []string{"依·古丽", "·古丽", "古丽", "丽"}},
		{org.Person{Name: "An", Pinyin: "an", Initials: "a"}, []string{"AN", "A"}, []string{"N"}},
	} {
		got := c.person.Words()
		if !slices.Equal(got.Whole, c.whole) || !slices.Equal(got.Inner, c.inner) {
			t.Errorf("%+v is found by %q and %q, want %q and %q", c.person, got.Whole, got.Inner, c.whole, c.inner)
		}
	}
}

func TestNumbersAreShownWithoutTheirMiddle(t *testing.T) {
	for number, want := range map[string]string{
		"": "", "12345": "*****", "13812345678": "138****5678", "0571-8888": "057**8888",
		"11010519491231002X": "110*************2X",
	} {
		if got := org.Masked(number); got != want {
			t.Errorf("Masked(%q) = %q, want %q", number, got, want)
		}
	}
}
