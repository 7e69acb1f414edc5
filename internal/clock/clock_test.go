package clock_test

import (
	"strings"
	"testing"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

func TestAMisspeltZoneIsRefusedWithASentence(t *testing.T) {
	for _, name := range []string{"", "Local", "Asia/Shangai", "Beijing", "+08:00", "CST-8", "../etc/passwd"} {
		_, err := clock.Zone(name)
		if !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "Asia/Shanghai") {
			t.Errorf("the zone %q: %v, want a sentence that shows how to write it", name, err)
		}
	}
	for _, name := range []string{"Asia/Shanghai", "Asia/Urumqi", "UTC", "Asia/Hong_Kong"} {
		if zone, err := clock.Zone(name); err != nil || zone.String() != name {
			t.Errorf("the zone %q: %v, %v", name, zone, err)
		}
	}
}

// The day is that of the house, whatever the zone of the machine is.
func TestADayIsTheDayOfTheHouse(t *testing.T) {
	shanghai, err := clock.Zone("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}

	for utc, day := range map[string]string{
		"2010-12-31T15:59:59Z": "2010-12-31", // 23:59:59
		"2010-12-31T16:00:00Z": "2011-01-01", // 00:00:00
		"2010-12-31T23:59:59Z": "2011-01-01", // 07:59:59
		"2011-01-01T00:00:00Z": "2011-01-01", // 08:00:00
	} {
		moment, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}

		if got := clock.At(moment.UnixMilli(), shanghai).Format(time.DateOnly); got != day {
			t.Errorf("%s is %s in Shanghai, want %s", utc, got, day)
		}
	}

	if zone := clock.Home()().Location().String(); zone != clock.Usual {
		t.Errorf("a house that has said nothing lives in %s", zone)
	}
}

// What took long, or is waited for, is told by a clock that nobody sets; a moment in a zone has only the other one.
func TestTheRunningClockIsNotTheOneThatIsSet(t *testing.T) {
	if now := clock.Running(); !strings.Contains(now.String(), " m=") {
		t.Errorf("%v has no running clock", now)
	}
}
