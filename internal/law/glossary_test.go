package law_test

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"lingping/internal/law"
)

func TestTheGlossaryNamesWhatIsThere(t *testing.T) {
	tree, err := law.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}

	for _, name := range tree.Unknown(read(t, "../../docs/GLOSSARY.md")) {
		t.Errorf("docs/GLOSSARY.md speaks of %s, which the domain does not have", name)
	}
}

func TestANameThatIsGoneIsFound(t *testing.T) {
	tree, err := law.Read(fstest.MapFS{"internal/domain/org/org.go": {Data: []byte(room("org", "type Unit struct{}"))}})
	if err != nil {
		t.Fatal(err)
	}

	got := tree.Unknown("| 党组织 | `org.Unit` | see `org.Gone`, `far.Away`, `org.Gone` and org.Bare |")
	if want := []string{"org.Gone", "far.Away"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
