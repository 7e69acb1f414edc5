package i18n

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// mark is what decides about number in an English sentence: a verb, or a choice {one|many}.
var mark = regexp.MustCompile(`%[-+# 0]*(?:\[(\d+)\])?[\d.]*([a-zA-Z%])|\{([^{}|]*)\|([^{}|]*)\}`)

// number settles each {one|many} of an English sentence by the argument of the nearest verb before it, or by the first
// argument where no verb stands before: one when that is the number 1, many otherwise.
func number(text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}

	next, governs := 0, 0 // the argument of the next verb; the argument that the next choice goes by
	return mark.ReplaceAllStringFunc(text, func(found string) string {
		m := mark.FindStringSubmatch(found)
		switch {
		case m[2] == "%":
			return found
		case m[2] != "":
			if index, err := strconv.Atoi(m[1]); err == nil {
				next = index - 1
			}
			governs = next
			next++
			return found
		case governs < len(args) && isOne(args[governs]):
			return m[3]
		}

		return m[4]
	})
}

func isOne(arg any) bool {
	v := reflect.ValueOf(arg)
	return v.CanInt() && v.Int() == 1 || v.CanUint() && v.Uint() == 1 || v.CanFloat() && v.Float() == 1
}
