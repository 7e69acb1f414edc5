package view

import (
	"lingping/internal/domain/publish"
)

// Receipt is the page on which an answer is read.
type Receipt struct {
	Receipt  string
	Found    bool
	Feedback publish.Feedback
}
