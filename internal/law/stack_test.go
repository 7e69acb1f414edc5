package law_test

import (
	"os"
	"slices"
	"testing"

	"lingping/internal/law"
)

func TestEveryDependencyIsArgued(t *testing.T) {
	for _, name := range law.Unargued(read(t, "../../go.mod"), read(t, "../../docs/adr/0002-stack.md")) {
		t.Errorf("docs/adr/0002-stack.md has no line for `%s`: say what it is for, its licence, health and cost", name)
	}
}

func TestADependencyWithoutALineIsFound(t *testing.T) {
	goMod := `module lingping

require example.com/alone v1.0.0

require (
	example.com/argued v1.0.0
	example.com/new v1.0.0
	example.com/of-others v1.0.0 // indirect
)

tool example.com/tool/cmd/tool
`

	got := law.Unargued(goMod, "| `example.com/argued` | does this |\n| example.com/new | has no backquotes |")
	if want := []string{"example.com/alone", "example.com/new", "example.com/tool/cmd/tool"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
