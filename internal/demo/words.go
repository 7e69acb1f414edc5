package demo

import (
	"embed"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// words are the lists of a file, by the name of their section; of lines that begin with # nothing is read.
type words map[string][]string

// readWords reads embedded files of sections: "== name" and then a line for each entry.
func readWords(names ...string) words {
	all := words{}
	for _, name := range names {
		text, err := wordFiles.ReadFile("words/" + name)
		if err != nil {
			panic(err) // embedded
		}
		all.read(string(text))
	}

	return all
}

func (all words) read(text string) {
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "=="):
			section = strings.TrimSpace(strings.TrimPrefix(line, "=="))
		default:
			all[section] = append(all[section], line)
		}
	}
}

// columns cuts a line at its bars.
func columns(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
