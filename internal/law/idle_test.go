package law_test

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"lingping/internal/law"
)

func TestTheLawSpeaksOnlyOfWhatIsThere(t *testing.T) {
	tree, err := law.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}

	for _, name := range tree.Idle() {
		t.Errorf("internal/law has a line for %s, which nothing in the house is or imports: take it out", name)
	}

	for _, name := range law.Unused(read(t, "../../go.mod"), read(t, "../../docs/adr/0002-stack.md")) {
		t.Errorf("docs/adr/0002-stack.md has a row for `%s`, which go.mod does not require: take it out", name)
	}
}

func TestALineAboutNothingIsFound(t *testing.T) {
	tree, err := law.Read(fstest.MapFS{
		"internal/errs/errs.go": {Data: []byte(room("errs"))},
		"internal/web/web.go":   {Data: []byte(room("web", `import _ "github.com/a-h/templ"`))},
	})
	if err != nil {
		t.Fatal(err)
	}

	idle := tree.Idle()
	for name, want := range map[string]bool{"internal/errs": false, "internal/web": false, "internal/store": true,
		"github.com/a-h/templ": false, "github.com/spf13/cobra": true} {
		if slices.Contains(idle, name) != want {
			t.Errorf("idle names %s: %v, want %v", name, !want, want)
		}
	}

	unused := law.Unused("require example.com/used v1.0.0\n", "| `example.com/used` | x |\n| `example.com/idle` | y |\n| `axe-core` | z |\n")
	if want := []string{"example.com/idle"}; !slices.Equal(unused, want) {
		t.Errorf("unused: %q, want %q", unused, want)
	}
}
