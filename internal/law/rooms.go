package law

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// room is a folder with everything below it, and the rooms whose packages it may import. A room may always import
// itself. Tests of a room may import what the room may, and the rooms of testRooms.
type room struct {
	dir string
	// sees are rooms by their dir, or a group: "tools", "domain"; "earlier" are the domain rooms above this line. A room
	// with a minus is taken out of the groups before it.
	sees string
}

// rooms is the house from the ground up. Imports run up this table only: what stands lower may use what stands higher.
var rooms = [...]room{
	// Tools: one purpose each, and they know nothing of reviews.
	{"internal/errs", ""},
	{"internal/clock", "internal/errs"},
	{"internal/pinyin", ""},
	{"internal/qr", ""},
	{"internal/pdf", ""},
	{"docs", ""},
	{"internal/i18n", "internal/errs"},
	{"internal/auth", "internal/errs internal/i18n internal/clock"},
	{"internal/blob", "internal/errs internal/i18n"},
	{"internal/letterbox", "internal/errs"},
	{"internal/provider", "internal/errs internal/i18n internal/clock"},

	// Domain: what it is, in the order of the data's life.
	{"internal/domain/org", "internal/errs internal/i18n internal/pinyin"},
	{"internal/domain/scheme", "internal/errs internal/i18n earlier"},
	{"internal/domain/round", "internal/errs internal/i18n earlier"},
	{"internal/domain/assign", "internal/errs internal/i18n earlier"},
	{"internal/domain/access", "internal/errs internal/i18n earlier"},
	{"internal/domain/dossier", "internal/errs internal/i18n earlier"},
	{"internal/domain/review", "internal/errs internal/i18n earlier"},
	{"internal/domain/publish", "internal/errs internal/i18n earlier"},
	{"internal/domain/rectify", "internal/errs internal/i18n earlier"},
	{"internal/domain/filing", "internal/errs internal/i18n earlier"},
	{"internal/domain/ledger", "internal/errs internal/i18n earlier"},

	// What is too much to be held, on the disk for as long as it is read.
	{"internal/shelf", "internal/errs internal/domain/org"},

	// How it is kept, and how it is written on paper; neither knows the other.
	{"internal/store", "tools domain"},
	{"internal/office", "tools domain internal/shelf"},

	// What is said on paper: rows in, documents out, and nobody is asked for a permission.
	{"internal/paper", "tools domain -internal/domain/access internal/store internal/office"},

	// What one can do.
	{"internal/app", "tools domain internal/shelf internal/store internal/office internal/paper"},

	// How a house is copied and brought back.
	{"internal/backup", "tools internal/domain/access internal/domain/ledger internal/store internal/app"},

	// A made-up university, to show what one can do.
	{"internal/demo", "tools domain internal/store internal/office internal/app"},

	// The face: what every page has, the pages, and what answers a request.
	{"internal/web/ui", "tools domain"},
	{"internal/web/view", "tools domain internal/store internal/app internal/web/ui"},
	{"internal/web", "tools domain internal/store internal/app internal/web/ui internal/web/view"},

	// The wiring.
	{"internal/cli", "tools domain internal/store internal/office internal/paper internal/app internal/backup internal/demo internal/web"},
	{"cmd", "internal/cli"},

	// Tests only: nothing that is shipped imports these.
	{"internal/testkit", "tools domain internal/store internal/office internal/paper internal/app"},
	{"internal/law", ""},
	{"e2e", "tools domain internal/office"},

	// Measuring only: nothing that is shipped imports these. The last is a module of its own.
	{"bench/work", ""},
	{"bench/house", "tools domain internal/store internal/office internal/app bench/work"},
	{"bench/page", "tools domain internal/store internal/office internal/app internal/web bench/work bench/house"},
	{"bench/roster", "internal/clock internal/domain/access internal/domain/org internal/store internal/app"},
	{"bench/size", "internal/clock internal/store bench/page"},
	{"bench/peers", "internal/clock internal/store bench/work bench/house"},
	{"bench/witness", ""},
	{"bench/verify", "internal/clock internal/domain/access internal/domain/ledger internal/store internal/app bench/house"},
	{"bench/pocketbase", ""},
}

// testRooms may be imported by tests, whatever room they stand in.
const testRooms = "internal/testkit internal/law"

// sees gives the rooms that the room at index i may import, itself included.
func sees(i int) []string {
	may := []string{rooms[i].dir}
	for _, word := range strings.Fields(rooms[i].sees) {
		switch but, out := strings.CutPrefix(word, "-"); {
		case out:
			may = slices.DeleteFunc(may, func(dir string) bool { return dir == but })
		case word == "tools":
			may = append(may, group(len(rooms), func(dir string) bool { return slices.Contains(tools(), dir) })...)
		case word == "domain":
			may = append(may, group(len(rooms), isDomain)...)
		case word == "earlier":
			may = append(may, group(i, isDomain)...)
		default:
			may = append(may, word)
		}
	}

	return may
}

// tools are the rooms that stand before the domain in the table.
func tools() []string {
	first := slices.IndexFunc(rooms[:], func(r room) bool { return isDomain(r.dir) })
	return group(first, func(string) bool { return true })
}

func isDomain(dir string) bool { return strings.HasPrefix(dir, "internal/domain/") }

func group(until int, in func(dir string) bool) []string {
	var dirs []string
	for _, r := range rooms[:until] {
		if in(r.dir) {
			dirs = append(dirs, r.dir)
		}
	}

	return dirs
}

// roomOf is the index of the room in which dir lies, -1 when the table has none.
func roomOf(dir string) int {
	return slices.IndexFunc(rooms[:], func(r room) bool { return within(dir, r.dir) })
}

func within(name, dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") }

// imports holds every import against the table of rooms and the table of what is kept to some rooms.
func imports(tree *Tree) []Breach {
	var breaches []Breach
	for _, f := range tree.Go() {
		here := roomOf(f.Dir())
		if here < 0 {
			breaches = append(breaches, Breach{f.Path, 1,
				fmt.Sprintf("%s is no room of the house: give it a line in internal/law/rooms.go", f.Dir())})
			continue
		}

		for _, spec := range f.Syntax.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if text := refuse(f, here, name); text != "" {
				breaches = append(breaches, tree.at(f, spec.Pos(), text))
			}

			if spec.Name != nil && spec.Name.Name == "." {
				breaches = append(breaches, tree.at(f, spec.Pos(), "a dot import hides where a name comes from"))
			}
		}
	}

	return breaches
}

// refuse says why a file in the room must not import name; empty when it may.
func refuse(f File, here int, name string) string {
	if own, ok := strings.CutPrefix(name, Module+"/"); ok {
		return refuseRoom(f, here, own)
	}

	if k := keeper(name); k != nil {
		if !k.open(f, rooms[here].dir) {
			return fmt.Sprintf("%s must not import %s: %s", rooms[here].dir, name, k.why)
		}
		return ""
	}

	if strings.Contains(strings.Split(name, "/")[0], ".") {
		return fmt.Sprintf("%s is a new dependency: argue it in docs/adr/0002-stack.md, then give it a line in internal/law/kept.go", name)
	}

	return ""
}

func refuseRoom(f File, here int, own string) string {
	there := roomOf(own)
	if there < 0 {
		return fmt.Sprintf("%s imports %s, which is no room of the house", rooms[here].dir, own)
	}

	target := rooms[there].dir
	may := sees(here)
	if f.Test {
		may = append(may, strings.Fields(testRooms)...)
	}

	if slices.Contains(may, target) {
		return ""
	}
	if slices.Contains(strings.Fields(testRooms), target) || target == "e2e" {
		return fmt.Sprintf("%s must not import %s, which is for tests only", rooms[here].dir, own)
	}
	if there > here {
		return fmt.Sprintf("%s must not import %s, which stands above it: imports run one way", rooms[here].dir, own)
	}

	return fmt.Sprintf("%s must not import %s: internal/law/rooms.go does not let it", rooms[here].dir, own)
}

// base is the last word of an import path, its name in the code unless it says otherwise.
func base(importPath string) string {
	name := path.Base(importPath)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = path.Base(path.Dir(importPath))
	}
	return name
}
