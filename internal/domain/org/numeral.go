package org

import "fmt"

// Numeral is a number from 1 to 99 as headings of documents write it: 一, 十二, 二十. Any other is written in digits.
func Numeral(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch ten, one := n/10, n%10; {
	case n < 1 || n > 99:
		return fmt.Sprint(n)
	case ten == 0:
		return digits[one]
	case ten == 1:
		return "十" + digits[one]
	default:
		return digits[ten] + "十" + digits[one]
	}
}
