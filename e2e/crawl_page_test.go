package e2e_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

// element is a node of a page. Our pages close every element, so that a reader of XML with the liberties of HTML reads
// them.
type element struct {
	name  string
	attr  map[string]string
	inner []*element
	text  string // of a text node, whose name is empty
}

// closedByThemselves are the elements of HTML that have no content.
var closedByThemselves = []string{"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}

// readPage reads a page to its end.
func readPage(r io.Reader) (*element, error) {
	in := xml.NewDecoder(r)
	in.Strict, in.AutoClose, in.Entity = false, closedByThemselves, xml.HTMLEntity
	root := &element{}
	open := []*element{root}
	for {
		token, err := in.Token()
		if err == io.EOF {
			return root, nil
		}

		if err != nil {
			return nil, fmt.Errorf("the page is not well-formed: %w", err)
		}

		top := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			el := &element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				el.attr[name] = a.Value
			}

			top.inner = append(top.inner, el)
			open = append(open, el)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.inner = append(top.inner, &element{text: string(token)})
		}
	}
}

// all gives the elements below that fit, in the order of the page.
func (e *element) all(fits func(*element) bool) (out []*element) {
	for _, el := range e.inner {
		if fits(el) {
			out = append(out, el)
		}
		out = append(out, el.all(fits)...)
	}
	return out
}

// named gives the elements below with one of the names.
func (e *element) named(names ...string) []*element {
	return e.all(func(el *element) bool {
		for _, name := range names {
			if el.name == name {
				return true
			}
		}
		return false
	})
}

func (e *element) has(attr string) bool { _, ok := e.attr[attr]; return ok }

// words are what stands in the element, with single spaces.
func (e *element) words() string {
	var b strings.Builder
	for _, t := range e.all(func(el *element) bool { return el.name == "" }) {
		b.WriteString(t.text + " ")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// texts are the texts in the element, without what is marked as being in the language.
func (e *element) texts(without string) (out []*element) {
	for _, el := range e.inner {
		lang, _, _ := strings.Cut(el.attr["lang"], "-")
		switch {
		case lang == without:
		case el.name == "":
			out = append(out, el)
		default:
			out = append(out, el.texts(without)...)
		}
	}
	return out
}

// leads gives the addresses to which a click on the page leads, and what it loads by itself.
func (e *element) leads() (click, load []string) {
	for _, el := range e.named("a", "area", "img", "script", "link", "details", "button", "div", "form", "input") {
		for _, attr := range []string{"href", "src", "data-part"} {
			to, ok := el.attr[attr]
			if !ok || strings.HasPrefix(to, "data:") {
				continue
			}

			if el.name == "a" || el.name == "area" || attr == "data-part" {
				click = append(click, to)
			} else {
				load = append(load, to)
			}
		}
	}
	return click, load
}

// sending is one way in which a form can be sent.
type sending struct {
	method string
	action string
	fields url.Values
	export bool // asks for a file that is made first
}

// sendings are the ways in which the forms of the page can be sent: each with the values that it offers, then with each
// other option of each field, one at a time.
func (e *element) sendings() (out []sending) {
	for _, form := range e.named("form") {
		method := strings.ToUpper(form.attr["method"])
		if method == "" {
			method = "GET"
		}

		base, others := form.fields(e)
		actions := []string{form.attr["action"]}
		for _, b := range form.named("button", "input") {
			if to, ok := b.attr["formaction"]; ok {
				actions = append(actions, to)
			}
		}

		for _, action := range actions {
			one := sending{method: method, action: action, fields: base, export: form.has("data-export") || leadsToExport(action)}
			out = append(out, one)
			if method != "GET" && !one.export {
				continue
			}

			for _, change := range others {
				one.fields = change
				out = append(out, one)
			}
		}
	}
	return out
}

// leadsToExport reports whether an address is one at which files are ordered.
func leadsToExport(action string) bool {
	path, _, _ := strings.Cut(action, "?")
	return strings.HasSuffix(path, "/export")
}

// fields are what a form holds as it is offered, and the same with one field changed to each other of its options.
func (e *element) fields(page *element) (base url.Values, others []url.Values) {
	base = url.Values{}
	type choice struct {
		name   string
		values []string
	}

	var choices []choice
	radios := map[string]int{}
	for _, el := range e.named("input", "select", "textarea", "button") {
		name := el.attr["name"]
		if name == "" || el.has("disabled") {
			continue
		}

		switch kind := el.attr["type"]; {
		case el.name == "select":
			values, chosen := el.options()
			base.Set(name, chosen)
			choices = append(choices, choice{name, values})
		case el.name == "textarea":
			base.Set(name, el.words())
		case kind == "radio":
			i, ok := radios[name]
			if !ok {
				i = len(choices)
				radios[name], choices = i, append(choices, choice{name: name})
			}

			choices[i].values = append(choices[i].values, el.attr["value"])
			if el.has("checked") || !ok {
				base.Set(name, el.attr["value"])
			}
		case kind == "checkbox":
			if el.has("checked") {
				base.Add(name, el.value())
			} else {
				choices = append(choices, choice{name, []string{el.value()}})
			}
		case el.name == "button" || kind == "submit" || kind == "file":
		default:
			base.Add(name, el.attr["value"])
			if values := el.typed(page); kind != "hidden" && len(values) > 0 {
				choices = append(choices, choice{name, values})
			}
		}
	}

	for _, c := range choices {
		for _, v := range c.values {
			if base.Get(c.name) == v {
				continue
			}

			other := url.Values{}
			for name, values := range base {
				other[name] = values
			}

			other[c.name] = []string{v}
			others = append(others, other)
		}
	}

	return base, others
}

// value of a box to tick is "on" when it says none.
func (e *element) value() string {
	if v, ok := e.attr["value"]; ok {
		return v
	}
	return "on"
}

// options are the values of a list and the one that is chosen.
func (e *element) options() (values []string, chosen string) {
	for i, o := range e.named("option") {
		v, ok := o.attr["value"]
		if !ok {
			v = o.words()
		}

		if i == 0 || o.has("selected") {
			chosen = v
		}

		values = append(values, v)
	}
	return values, chosen
}

// typed are sensible words for a field: what it proposes, a day where a day is wanted, a surname where one searches.
func (e *element) typed(page *element) []string {
	if list := e.attr["list"]; list != "" {
		for _, el := range page.named("datalist") {
			if el.attr["id"] == list {
				values, _ := el.options()
				return values
			}
		}
	}

	switch e.attr["type"] {
	case "date":
		return []string{time.Now().Format(time.DateOnly)}
	case "month":
		return []string{time.Now().Format("2006-01")}
	case "number":
		return []string{"1"}
	}

	return []string{"王"}
}
