package scheme

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lingping/internal/domain/org"
)

// maxRunes bounds one value of a scheme: half a page.
const maxRunes = 2000

// decoder fills a Scheme from nodes, strictly: what the types do not know is a fault. It goes on after a fault; a
// faulty item of a list keeps its place, so that indices of the Scheme and of the nodes agree.
type decoder struct {
	faults *Faults
	name   string // of the field that is read
}

func (d *decoder) value(n *node, v reflect.Value) {
	if n.null {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem())
	case reflect.Struct:
		d.fields(n, v)
	case reflect.Map:
		d.dict(n, v)
	case reflect.Slice:
		d.list(n, v)
	default:
		d.scalar(n, v)
	}
}

func (d *decoder) fields(n *node, v reflect.Value) {
	if n.kind != dict {
		d.faults.add(n.at, "这里要分项写，每项一行“名称: 内容”。可写的名称有：%s。", inRow(names(v.Type())))
		return
	}
	for _, e := range n.entries {
		if f, ok := field(v.Type(), e.key); ok {
			d.name = e.key
			d.value(e.value, v.FieldByIndex(f.Index))
			continue
		}
		d.unknown(e.at, e.key, names(v.Type()))
	}
}

// unknown tells that there is no such name or word, with the one that was probably meant, else with all there are.
func (d *decoder) unknown(at Place, wrong string, known []string) {
	if word := meant(wrong, known); word != "" {
		d.faults.add(at, "不认识“%s”，是不是想写“%s”？", wrong, word)
		return
	}

	if near := nearest(wrong, known); near != "" {
		d.faults.add(at, "不认识“%s”，是不是想写“%s”？", wrong, near)
		return
	}
	d.faults.add(at, "不认识“%s”。这里可以写的有：%s。", wrong, inRow(known))
}

func (d *decoder) dict(n *node, v reflect.Value) {
	if n.kind != dict {
		d.faults.add(n.at, "这里要分项写，每项一行“名称: 内容”。")
		return
	}

	v.Set(reflect.MakeMap(v.Type()))
	for _, e := range n.entries {
		value := reflect.New(v.Type().Elem()).Elem()
		d.value(e.value, value)
		v.SetMapIndex(reflect.ValueOf(e.key), value)
	}
}

func (d *decoder) list(n *node, v reflect.Value) {
	if n.kind != list {
		d.faults.add(n.at, "这里要写成列表：[甲, 乙]，或每项一行、以“- ”（后面空一格）开头。")
		return
	}

	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, item := range n.items {
		if item.blank() {
			d.faults.add(item.at, "列表里有一项是空的，请补上内容或删去。")
		}
		d.value(item, v.Index(i))
	}
}

func (d *decoder) scalar(n *node, v reflect.Value) {
	if n.kind != scalar {
		d.faults.add(n.at, "这里只能写一个值，不能分项，也不能写成列表。")
		return
	}

	text := strings.TrimSpace(n.text)
	switch v.Kind() {
	case reflect.Bool:
		yes, ok := map[string]bool{"true": true, "是": true, "false": false, "否": false}[text]
		if !ok {
			d.faults.add(n.at, "“%s”要改成 true（是）或 false（否）。", text)
		}
		v.SetBool(yes)
	case reflect.Int:
		i, err := strconv.Atoi(text)
		if err != nil || i < -maxNumber || i > maxNumber {
			d.faults.add(n.at, "“%s”要改成整数，例如 7 或 -7。", text)
			return
		}
		v.SetInt(int64(i))
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.Abs(f) > maxNumber {
			d.faults.add(n.at, "“%s”要改成数字，例如 %s。", text, example(d.name))
			return
		}
		v.SetFloat(f)
	case reflect.String:
		d.text(n.at, text, v)
	}
}

// example is a number that fits the field.
func example(name string) string {
	if name == "quorum" {
		return "0.8"
	}
	return "40"
}

// maxNumber bounds days, members and points.
const maxNumber = 1_000_000

func (d *decoder) text(at Place, text string, v reflect.Value) {
	if utf8.RuneCountInString(text) > maxRunes {
		d.faults.add(at, "这一项太长，最多%d字，请缩写。", maxRunes)
		return
	}

	if strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }) {
		d.faults.add(at, "这一项里有看不见的控制字符，请重新输入这一项。")
		return
	}

	if v.Type() == reflect.TypeFor[org.Date]() {
		if _, err := org.ParseDay(text); err != nil {
			d.faults.add(at, "“%s”不是日期，请写成 2011-01-12 的样子。", text)
			return
		}
	}

	if v.Type() == reflect.TypeFor[Hour]() {
		hour, ok := parseHour(text)
		if !ok {
			d.faults.add(at, "“%s”不是几点钟，请写成 17:00 的样子。", text)
			return
		}
		text = string(hour)
	}

	if known := words(v.Type()); known != nil && !slices.Contains(known, text) {
		d.unknown(at, text, known)
		return
	}

	v.SetString(text)
}

// names are the names that a struct has in YAML.
func names(t reflect.Type) []string {
	var all []string
	for i := range t.NumField() {
		if name := t.Field(i).Tag.Get("yaml"); name != "-" {
			all = append(all, name)
		}
	}

	if t == reflect.TypeFor[Scheme]() {
		all = append(all, "remove")
	}

	return all
}
