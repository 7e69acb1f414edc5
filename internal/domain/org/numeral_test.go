package org_test

import (
	"testing"

	"lingping/internal/domain/org"
)

func TestPartsOfALetterAreNumberedInChinese(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "100"} {
		if got := org.Numeral(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
