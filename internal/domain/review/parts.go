package review

import (
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Lacking lists what is demanded and not there, in the order of the sheet, in words of the catalogue or
// headings of the scheme. Every aspect without a text is named by its own heading.
func Lacking(text Text, setting Setting, required []scheme.Part, aspects []scheme.Aspect) i18n.Words {
	var out i18n.Words
	for _, part := range required {
		if part == scheme.PartAspects {
			for _, a := range aspects {
				if text.Aspect(a.Key) == "" {
					out = append(out, i18n.Word(a.Heading()))
				}
			}
			continue
		}
		if !has(text, setting, part) {
			out = append(out, i18n.Word(part.Name()))
		}
	}

	return out
}

func has(text Text, setting Setting, part scheme.Part) bool {
	switch part {
	case scheme.PartProblems:
		return len(text.Problems) > 0
	case scheme.PartMode:
		return setting.Mode != ""
	case scheme.PartDate:
		return setting.Day != ""
	case scheme.PartPlace:
		return setting.Place != ""
	}
	return text.Parts[part] != ""
}
