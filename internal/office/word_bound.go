package office

import (
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// What a form may have of each, all its parts together. No paper has so much; what has more would hold a core for hours.
const (
	formFields    = 2_000
	formTexts     = 8_000   // runs
	formRows      = 3_000   // of tables
	formParagraph = 128_000 // bytes of text in one paragraph
	formRepeated  = 512_000 // bytes of the rows that are repeated for each entry of a list
)

// formLoad is what was read of a form so far.
type formLoad struct {
	fields, texts, rows, repeated int
}

// within refuses a form of which there is more than may be.
func within(n, most int, what i18n.Word) error {
	if n <= most {
		return nil
	}
	return errs.NewInvalid("这份表里%s太多（最多 %d），不像一张登记表：请检查是不是传错了文件，或者删去多余的内容再上传。", what, most)
}
