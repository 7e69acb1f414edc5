package scheme

import (
	"bytes"

	"github.com/goccy/go-yaml"
)

// canonical writes the scheme as YAML that stands by itself: parent resolved, defaults written out, no comments. Read
// again it gives the same scheme, also under a later version of the product with other defaults.
func (s *Scheme) canonical() string {
	alone := *s
	alone.Extends = ""
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b, yaml.IndentSequence(true), yaml.UseLiteralStyleIfMultiline(true), yaml.OmitZero())
	if err := enc.Encode(alone); err != nil {
		panic(err) // strings, numbers and lists of them can always be written
	}
	return b.String()
}
