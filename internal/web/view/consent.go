package view

import (
	"lingping/internal/domain/access"
)

// AsksConsent reports whether the reader can say, for himself or from paper, whether the review may be made public.
func (v Review) AsksConsent() bool { return v.Allowed[access.WishNotice] }
