package paper

import (
	"fmt"
	"io"

	"lingping/internal/domain/publish"
	"lingping/internal/office"
)

// PromotionName is what people call the file of an issue.
func PromotionName(t publish.PromotionText, as Format) string { return as.Named(t.Title) }

// WritePromotion writes an issue, the number in its round, as a bulletin of the committee 推介, in the format.
func WritePromotion(w io.Writer, number int, t publish.PromotionText, committee string, as Format) error {
	return writeLetter(w, office.Letter{Title: t.Title, Salutation: fmt.Sprintf("%s　第%d期", t.Round, number), Body: promoted(t), Signature: committee, Day: t.Day}, as)
}

// promoted is the text of an issue: experience before models, each with who recommends it for what.
func promoted(t publish.PromotionText) string {
	var b letterBody
	for _, kind := range []publish.ExperienceKind{publish.Fresh, publish.Model} {
		headed := false
		for _, i := range t.Items {
			if i.Kind != kind {
				continue
			}

			if !headed {
				b.head(string(kind.Word()))
				headed = true
			}

			b.line("%s\n%s\n推荐意见：%s", i.Who(), i.Text, i.Sentence)
		}
	}

	return b.String()
}
