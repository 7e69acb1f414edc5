package web_test

import (
	"maps"
	"net/url"
	"slices"
	"testing"

	"lingping/internal/web"
	"pgregory.net/rapid"
)

// Whatever is sent as a form, its fields are read as the standard library reads them, or refused as it refuses them.
func TestAFormIsReadAsTheStandardLibraryReadsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("好a+%&=; 0Ff\x00😀"))))
		typed := url.Values{}
		for range rapid.IntRange(0, 3).Draw(t, "fields") {
			typed.Add(word.Draw(t, "name"), word.Draw(t, "value"))
		}

		sent := typed.Encode()
		from := rapid.IntRange(0, len(sent)).Draw(t, "from")
		to := rapid.IntRange(from, min(from+3, len(sent))).Draw(t, "to")
		sent = sent[:from] + rapid.SampledFrom([]string{"", "%", "%4", "%4g", "%e5%a5%bd", "+", "&", "=", ";", "&&", "好"}).Draw(t, "piece") + sent[to:]
		want, refused := url.ParseQuery(sent)
		got, err := web.FormValues([]byte(sent))
		if (err != nil) != (refused != nil) {
			t.Fatalf("%q is read: %v, by the standard library: %v", sent, err, refused)
		}

		if err == nil && !maps.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("%q is read as %q, by the standard library as %q", sent, got, want)
		}
	})
}
