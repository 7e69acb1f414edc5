package review

import (
	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// Clerk is somebody who fills in a reviewer's sheets for him 代录. What he writes counts when the reviewer has confirmed
// it or a signed paper is recorded.
type Clerk struct {
	Reviewer, Person org.PersonID
	At               int64 // unix ms
}

// Check refuses a clerk who is nobody, or the reviewer himself.
func (c Clerk) Check() error {
	switch {
	case c.Reviewer == 0 || c.Person == 0:
		return errs.NewInvalid("请选择{点评人}和代录人。")
	case c.Reviewer == c.Person:
		return errs.NewInvalid("{点评人}本人不需要代录，可以直接填写。")
	}
	return nil
}
