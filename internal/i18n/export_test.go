package i18n

// Number is number, to be tried on sentences that the catalogue does not have.
func Number(text string, args ...any) string { return number(text, args) }
