package org_test

import (
	"testing"

	"lingping/internal/domain/org"
)

func TestPersonsAreSearchedByAtLeastOneChineseCharacterOrTwoOthers(t *testing.T) {
	for q, want := range map[string]bool{"": false, " ": false, "z": false, "1": false, "张": true, "䶮": true, "zh": true, "10": true} {
		if got := org.Searchable(q); got != want {
			t.Errorf("Searchable(%q) = %v", q, got)
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
