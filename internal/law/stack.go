package law

import "strings"

// Unargued gives the modules that go.mod requires directly, and the tools it names, that the record on the stack does
// not mention in backquotes. Modules that only others need are theirs to argue.
func Unargued(goMod, record string) []string {
	var missing []string
	for _, name := range direct(goMod) {
		if !strings.Contains(record, "`"+name+"`") {
			missing = append(missing, name)
		}
	}

	return missing
}

// direct reads the lines of a go.mod file that name a module we import or a tool we run.
func direct(goMod string) []string {
	var names []string
	block := "" // the directive whose parentheses are open
	for line := range strings.Lines(goMod) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}

		directive := block
		if block == "" {
			directive, words = words[0], words[1:]
		}

		switch {
		case words[0] == "(":
			block = directive
		case words[0] == ")":
			block = ""
		case directive == "tool", directive == "require" && !strings.Contains(line, "// indirect"):
			names = append(names, words[0])
		}
	}

	return names
}
