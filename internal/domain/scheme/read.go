package scheme

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"lingping/internal/errs"
)

// Bounds of a text. A notice of ten pages makes 30 KiB and 500 lines; the parser's time grows with the square of the
// entries of a map and of the depth, so a text beyond them is refused before it is parsed.
const (
	maxBytes  = 256 << 10
	maxLines  = 5000
	maxFlow   = 8   // brackets within brackets
	maxIndent = 100 // characters before the first of a line
	maxDashes = 4   // "- - - -" on one line
)

// reader reads one text into nodes.
type reader struct {
	source string
	lines  []string
	faults *Faults
}

// read gives the text's map; nil when it can't be read at all, and then faults say why.
func read(source string, text []byte, faults *Faults) *node {
	r := &reader{source: source, faults: faults}
	top := Place{Source: source, Line: 1, Column: 1}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	switch {
	case tooLarge(text):
		faults.add(top, "方案文件太大：最多%d KB、%d行。请删去与方案无关的内容。", maxBytes>>10, maxLines)
		return nil
	case !utf8.Valid(text):
		faults.add(r.firstInvalid(text), "文件不是 UTF-8 编码（可能是 GBK）。请用记事本打开，“另存为”时编码选 UTF-8。")
		return nil
	}

	r.lines = strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	doc := r.parse(strings.Join(r.lines, "\n"))
	if doc == nil {
		return nil
	}

	if doc.kind != dict {
		if !r.hint() && !r.wideHan() {
			faults.add(top, "文件里没有方案的内容：每行应写成“名称: 内容”，冒号用半角，后面空一格。请参照内置方案。")
		}
		return nil
	}

	return doc
}

func tooLarge(text []byte) bool {
	return len(text) > maxBytes || bytes.Count(text, []byte("\n")) >= maxLines
}

// parse runs the YAML parser over a text whose bounds are checked. A panic of the parser on a text it never met is the
// text's fault, not ours: it becomes the general sentence.
func (r *reader) parse(text string) (doc *node) {
	defer func() {
		if recover() != nil {
			r.general(Place{Source: r.source, Line: 1, Column: 1})
			doc = nil
		}
	}()

	tokens := lexer.Tokenize(text)
	if !r.bounded(tokens) {
		return nil
	}

	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		at := Place{Source: r.source, Line: 1, Column: 1}
		if syntax, ok := errors.AsType[yaml.Error](err); ok && syntax.GetToken() != nil && syntax.GetToken().Position != nil {
			at.Line, at.Column = syntax.GetToken().Position.Line, syntax.GetToken().Position.Column
		}

		if !r.hint() {
			r.general(at)
		}

		return nil
	}

	var body ast.Node
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}

		if body != nil {
			r.faults.add(r.place(d.Body), "一个文件只能写一份方案，请删去“---”及其后的内容，或另存为一个文件。")
			return nil
		}

		body = d.Body
	}

	return r.build(body)
}

func (r *reader) general(at Place) {
	r.faults.add(at, "这里不合书写格式。请检查：冒号用半角且后面空一格；同级的行左边对齐；只用空格缩进；引号、括号成对。")
}

// bounded refuses what a scheme has no need of and what could make a small text large or deep: anchors and aliases,
// tags, merge keys, complex keys, deep nesting.
func (r *reader) bounded(tokens token.Tokens) bool {
	flow, dashes, line := 0, 0, 0
	for _, t := range tokens {
		at := Place{Source: r.source, Line: t.Position.Line, Column: t.Position.Column}
		if at.Line != line {
			line, dashes = at.Line, 0
			if t.Type != token.CommentType && at.Column > maxIndent {
				flow = maxFlow + 1
			}
		}

		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			r.faults.add(at, "方案文件里不能用“&”“*”“<<”引用别处，请把内容直接写出来；以它们开头的文字请加引号。")
			return false
		case token.TagType, token.MappingKeyType, token.DirectiveType:
			r.faults.add(at, "方案文件里不能用“!”“?”或百分号开头的写法；如果是文字的一部分，请加引号。")
			return false
		case token.MappingStartType, token.SequenceStartType:
			flow++
		case token.MappingEndType, token.SequenceEndType:
			flow--
		case token.SequenceEntryType:
			dashes++
		}

		if flow > maxFlow || dashes > maxDashes {
			r.faults.add(at, "层次太深，方案文件用不到这么多层。请参照内置方案改写。")
			return false
		}
	}

	return true
}

// Slips that make a text unreadable and that people make again and again; the parser's own words would not help them.
var (
	wideColon = regexp.MustCompile(`^ *(?:- +)?[a-z][a-z-]*：`)
	tightPair = regexp.MustCompile(`^ *(?:- +)?[a-z][a-z-]*:[^ \n/]`)
	tightDash = regexp.MustCompile(`^ *-[\p{Han}a-zA-Z]`)
	innerWide = regexp.MustCompile(`^[^"'#：]*[{,] *[a-z][a-z-]*：`)
	innerPair = regexp.MustCompile(`^ *(?:- +)?[a-z][a-z-]*: +[^"'\[{#|>\s][^#]*?: `)
	hanColon  = regexp.MustCompile(`^ *(?:- +)?\p{Han}{1,10}：`) // only where nothing in the text could be read
	tab       = regexp.MustCompile(`^ *\t`)
)

// hint looks for the usual slips in a text that can't be read and tells each; false when there is none.
func (r *reader) hint() bool {
	found := false
	tell := func(line, column int, text errs.Sentence, args ...any) {
		found = true
		r.faults.add(Place{Source: r.source, Line: line, Column: column}, text, args...)
	}

	for i, l := range r.lines {
		end := func(re *regexp.Regexp) int { return utf8.RuneCountInString(re.FindString(l)) }
		switch {
		case tab.MatchString(l):
			tell(i+1, end(tab), "行首用了制表符（Tab），请改用空格。")
		case wideColon.MatchString(l):
			tell(i+1, end(wideColon), "名称后面用了全角冒号“：”，请改成半角“:”，并在后面空一格。")
		case innerWide.MatchString(l):
			tell(i+1, end(innerWide), "名称后面用了全角冒号“：”，请改成半角“:”，并在后面空一格。")
		case innerPair.MatchString(l):
			tell(i+1, end(innerPair)-1, "文字里有半角冒号加空格，会被当成另一项：请给冒号后面的整段文字加双引号。")
		case tightPair.MatchString(l):
			tell(i+1, end(tightPair)-1, "冒号后面要空一格。")
		case tightDash.MatchString(l):
			tell(i+1, end(tightDash)-1, "“-”后面要空一格。")
		}
	}

	return found || r.unpaired(tell) || r.crooked(tell)
}

// wideHan tells full-width colons behind Chinese names in a text of which nothing could be read.
func (r *reader) wideHan() bool {
	for i, l := range r.lines {
		if found := hanColon.FindString(l); found != "" {
			r.faults.add(Place{Source: r.source, Line: i + 1, Column: utf8.RuneCountInString(found)},
				"名称后面用了全角冒号“：”，请改成半角“:”，并在后面空一格。名称用英文，例如“title: 方案的标题”。")
			return true
		}
	}
	return false
}

// pair is what opens and closes.
type pair struct{ open, close string }

// unpaired tells the first line on which a quotation mark or a bracket is open and nothing below closes it.
func (r *reader) unpaired(tell func(line, column int, text errs.Sentence, args ...any)) bool {
	rest := strings.Join(r.lines, "\n")
	open := map[string]bool{"[": strings.Count(rest, "[") > strings.Count(rest, "]"), "{": strings.Count(rest, "{") > strings.Count(rest, "}")}
	for i, l := range r.lines {
		value := strings.TrimSpace(l)
		if _, after, ok := strings.Cut(value, ": "); ok {
			value = strings.TrimSpace(after)
		}

		for _, p := range []pair{{`"`, `"`}, {"'", "'"}, {"[", "]"}, {"{", "}"}} {
			inner, opens := strings.CutPrefix(value, p.open)
			column := utf8.RuneCountInString(l[:max(0, strings.Index(l, p.open))]) + 1
			switch {
			case opens && p.open == p.close && !strings.Contains(inner, p.close):
				tell(i+1, column, "这里的引号没有收尾，请在文字末尾补上同样的引号。")
				return true
			case opens && p.open != p.close && open[p.open] && strings.Count(value, p.open) > strings.Count(value, p.close):
				tell(i+1, column, "这里的括号没有成对，请补上“%s”。", p.close)
				return true
			}
		}
	}

	return false
}

// written is a line that names something: how far it is indented, and whether a value stands behind the name.
var written = regexp.MustCompile(`^( *(?:- +)*)([a-z][a-z-]*):(?: +([^#\s].*))?\s*(?:#.*)?$`)

// crooked tells the first line that stands further in than its neighbours though the line above has its value already, or at
// no edge that is open.
func (r *reader) crooked(tell func(line, column int, text errs.Sentence, args ...any)) bool {
	var edges []int
	full := false // the line above has its value
	for i, l := range r.lines {
		m := written.FindStringSubmatch(l)
		if m == nil {
			if t := strings.TrimSpace(l); t != "" && !strings.HasPrefix(t, "#") {
				full = false
			}
			continue
		}

		in := len(m[1])
		for len(edges) > 0 && edges[len(edges)-1] > in {
			edges = edges[:len(edges)-1]
			full = false
		}

		last := len(edges) - 1
		dash := strings.Contains(m[1], "-")
		if last >= 0 && in > edges[last] && full && !dash {
			tell(i+1, in+1, "这一行缩进多了：上一行已经写了内容，请与它左边对齐。")
			return true
		}

		if last >= 0 && in < edges[last] || len(edges) == 0 && in > 0 && i > 0 && !dash {
			tell(i+1, in+1, "这一行没有与上面同级的行左边对齐。")
			return true
		}

		if last < 0 || in > edges[last] {
			edges = append(edges, in)
		}

		full = m[3] != ""
	}

	return false
}

// firstInvalid is where the bytes stop being UTF-8.
func (r *reader) firstInvalid(text []byte) Place {
	at := Place{Source: r.source, Line: 1, Column: 1}
	for len(text) > 0 {
		c, size := utf8.DecodeRune(text)
		if c == utf8.RuneError && size == 1 {
			break
		}

		if c == '\n' {
			at.Line, at.Column = at.Line+1, 0
		}

		at.Column++
		text = text[size:]
	}

	return at
}
