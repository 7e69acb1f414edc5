package org

// CheckIDNumber reads a citizen's identity number by GB 11643: whether its check digit is right, and the day of birth and
// the sex that it holds. A number of the old 15 digits has no check digit and is not right.
func CheckIDNumber(number string) (birth Date, sex string, ok bool) {
	if len(number) != 18 {
		return "", "", false
	}

	sum, weight := 0, 1
	for i := 17; i >= 0; i-- { // from the last: weights are the powers of 2 modulo 11
		c := number[i]
		digit := int(c - '0')
		switch {
		case i == 17 && c == 'X':
			digit = 10
		case c < '0' || c > '9':
			return "", "", false
		}

		sum += digit * weight
		weight = weight * 2 % 11
	}

	day, err := ParseDay(number[6:10] + "-" + number[10:12] + "-" + number[12:14])
	if err != nil {
		return "", "", false
	}

	sex = "女"
	if number[16]%2 == 1 {
		sex = "男"
	}

	return day, sex, sum%11 == 1
}
