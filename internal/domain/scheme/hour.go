package scheme

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"lingping/internal/domain/org"
)

// Hour is the time of a day by which something is handed in, such as 17:00; empty: any time of the day is in time.
type Hour string

// Passed reports whether the moment, in its own zone, is of a day and later than the hour.
func (h Hour) Passed(day org.Date, at time.Time) bool {
	return h != "" && org.DateOf(at) == day && at.Format("15:04") > string(h)
}

// Compare orders hours of a day; no hour is the end of the day.
func (h Hour) Compare(other Hour) int {
	if (h == "") != (other == "") {
		return cmp.Compare(len(other), len(h))
	}
	return cmp.Compare(h, other)
}

// hourWords are the ways in which people write the time of a day.
var hourWords = regexp.MustCompile(`^(上午|中午|下午|晚上)?\s*(\d{1,2})\s*(?:[:：时点]\s*(\d{1,2}|半)?分?)?$`)

// parseHour reads the time of a day; 下午5时 is 17:00.
func parseHour(text string) (Hour, bool) {
	m := hourWords.FindStringSubmatch(text)
	if m == nil || m[1] == "" && len(m[0]) == len(m[2]) {
		return "", false
	}

	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(strings.Replace(m[3], "半", "30", 1))
	switch {
	case (m[1] == "下午" || m[1] == "晚上") && hour < 12, m[1] == "中午" && hour < 3:
		hour += 12
	case m[1] == "晚上" && hour == 12:
		return "", false // of which day is not clear: the end of the day needs no hour
	}

	if hour > 23 || minute > 59 {
		return "", false
	}

	return Hour(time.Date(0, 1, 1, hour, minute, 0, 0, time.UTC).Format("15:04")), true
}
