package view

import (
	"fmt"
	"strings"

	"lingping/internal/app"
	"lingping/internal/domain/review"
)

// ReviewPrint is a registration form as it is printed.
type ReviewPrint struct {
	ID    review.ID
	Pages []app.PaperLeaf
	On    app.PaperTemplate // the office's own form that the scheme names, on which Word prints; zero: none
}

// viewBox is the room of a page, in twips.
func viewBox(l app.PaperLeaf) string { return fmt.Sprintf("0 0 %d %d", l.Width, l.Height) }

// blackened are the black rectangles of a page as one path.
func blackened(l app.PaperLeaf) string {
	var path strings.Builder
	for _, f := range l.Fills {
		fmt.Fprintf(&path, "M%d %dh%dv%dh-%dz", f.X, f.Y, f.Width, f.Height, f.Width)
	}
	return path.String()
}

// weight is how thick letters are.
func weight(bold bool) string {
	if bold {
		return "bold"
	}
	return "normal"
}
