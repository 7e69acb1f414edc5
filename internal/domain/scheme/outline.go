package scheme

import (
	"maps"
	"reflect"
	"slices"
	"strconv"

	"lingping/internal/domain/org"
	"lingping/internal/i18n"
)

// Line is one thing that a scheme says, in words: where it stands and what it says.
type Line struct {
	Where i18n.Words // the field within its chapter, from the outside in, items by their names
	Says  i18n.Words
}

// Chapter is all that a scheme says under one of its fields.
type Chapter struct {
	Name  i18n.Word
	Lines []Line
}

// Outline is everything that the scheme says, in the order of the language, so that it can be held against the notice. It
// walks the fields of the language: a field that it leaves out does not exist.
func (s *Scheme) Outline() []Chapter {
	var chapters []Chapter
	v := reflect.ValueOf(*s)
	head := Chapter{Name: "方案"}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" || v.Field(i).IsZero() {
			continue
		}

		if f.Type.Kind() == reflect.String {
			head.Lines = append(head.Lines, Line{i18n.Words{fieldWord(name)}, spoken(v.Field(i))})
			continue
		}

		var o outliner
		o.value(v.Field(i), f.Tag.Get("key"), nil)
		chapters = append(chapters, Chapter{fieldWord(name), o.lines})
	}

	return append([]Chapter{head}, chapters...)
}

type outliner struct{ lines []Line }

// value tells a value that stands under where; key names the items of a list.
func (o *outliner) value(v reflect.Value, key string, where i18n.Words) {
	switch {
	case v.Kind() == reflect.Struct:
		o.fields(v, key, where)
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		for i := range v.Len() {
			o.fields(v.Index(i), key, append(slices.Clone(where), itemWord(v.Index(i), key, i)))
		}
	default:
		o.lines = append(o.lines, Line{where, spoken(v)})
	}
}

func (o *outliner) fields(v reflect.Value, key string, where i18n.Words) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		name := f.Tag.Get("yaml")
		if said := !v.Field(i).IsZero() || name == "due" && f.Type.Kind() == reflect.Int; said && name != key { // 0 is a day too
			o.value(v.Field(i), f.Tag.Get("key"), append(slices.Clone(where), fieldWord(name)))
		}
	}

	if v.IsZero() || onlyKey(v, key) {
		o.lines = append(o.lines, Line{Where: where})
	}
}

// onlyKey reports whether an item says no more than what it is called.
func onlyKey(v reflect.Value, key string) bool {
	if key == "" {
		return false
	}

	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("yaml") != key && !v.Field(i).IsZero() {
			return false
		}
	}

	return true
}

// itemWord is what an item of a list is called: by its key, else by its place.
func itemWord(item reflect.Value, key string, i int) i18n.Word {
	if key == "" {
		return i18n.Word(strconv.Itoa(i + 1))
	}
	f, _ := field(item.Type(), key)
	return spoken(item.FieldByIndex(f.Index))[0]
}

// spoken is a value in words, one for each of a list.
func spoken(v reflect.Value) (says i18n.Words) {
	if word, ok := v.Interface().(wordy); ok {
		return i18n.Words{word.Word()}
	}

	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			says = spoken(v.Elem())
		}
	case reflect.Bool:
		says = i18n.Words{"否"}
		if v.Bool() {
			says = i18n.Words{"是"}
		}
	case reflect.Map:
		for _, k := range slices.Sorted(maps.Keys(keys(v))) {
			says = append(says, ActorName(k)+"："+spoken(v.MapIndex(reflect.ValueOf(k)))[0])
		}
	case reflect.Slice:
		for i := range v.Len() {
			if v.Index(i).Kind() == reflect.Struct {
				says = append(says, i18n.Word(one(v.Index(i))))
				continue
			}
			says = append(says, spoken(v.Index(i))...)
		}
	case reflect.Struct:
		says = i18n.Words{i18n.Word(one(v))}
	default:
		says = i18n.Words{i18n.Word(inlineBare(v))}
	}

	return says
}

// wordy is a value that has a word of the catalogue.
type wordy interface{ Word() i18n.Word }

// Word is the kind's name, a word of the catalogue.
func (k SubjectKind) Word() i18n.Word { return k.Name() }

// Word is the part's name, a word of the catalogue.
func (p Part) Word() i18n.Word { return p.Name() }

// Word is what the place of the strip is called, a word of the catalogue.
func (k StepKey) Word() i18n.Word { return i18n.Word(k.Short()) }

// Word is who the relation finds, a word of the catalogue.
func (r Relation) Word() i18n.Word {
	word, ok := map[Relation]i18n.Word{
		ChargeHolder: "分管、联系它的领导", ParentSecretary: "上级党组织（最上一级除外）书记", LineSecretary: "上级党组织（包括最上一级）书记",
		BranchSecretary: "所在党支部书记", Principal: "班子的主要负责人", OwnBranch: "在最上一级任职、组织关系在这个党支部的领导",
		CommitteeOfLine: "上级党组织班子中组织关系在这个党支部的成员", CommitteeOfUnit: "本党支部的委员", CellLeader: "党小组长",
		DepartmentHead: "部门所在单位的行政主要负责人",
	}[r]
	if !ok {
		return i18n.Word(r)
	}
	return word
}

// Word is what the columns are about, a word of the catalogue.
func (c Column) Word() i18n.Word {
	word, ok := map[Column]i18n.Word{
		ColumnReviewers: "点评主体", ColumnUnits: "党组织", ColumnSecretaries: "书记", ColumnCommitteeMembers: "班子成员",
		ColumnMembers: "党员", ColumnModes: "方式", ColumnAttendance: "参与", ColumnRectification: "意见与整改",
		ColumnPublication: "公开", ColumnInstruments: "测评", ColumnCommitments: "承诺", ColumnFiling: "备案",
		ColumnCommittees: Committee.Name(), ColumnDepartments: Department.Name(), ColumnCells: Cell.Name(),
		ColumnExternals: org.External.Word(), ColumnOutsiders: Outsider.Name(),
	}[c]
	if !ok {
		return i18n.Word(c)
	}
	return word
}

// Word is whose forms are handed in, a word of the catalogue.
func (f Filter) Word() i18n.Word {
	switch f {
	case FilterAll:
		return "全部"
	case FilterRootLeaders:
		return "党委领导班子成员"
	case FilterPrincipals:
		return "党总支书记"
	case FilterAdministrators:
		return "党总支所在单位行政主要负责人"
	}
	return i18n.Word(f)
}

// Word is on which side those of the filter stand, a word of the catalogue.
func (s Side) Word() i18n.Word {
	switch s {
	case SideGiven:
		return "他们所作的点评"
	case SideReceived:
		return "对他们的点评"
	case SideBoth:
		return "他们所作的和对他们的点评"
	}
	return i18n.Word(s)
}

// Word is of what a share is taken, a word of the catalogue.
func (d Denominator) Word() i18n.Word {
	switch d {
	case OfAll:
		return "党员总数"
	case OfFormal:
		return "正式党员"
	case OfVoters:
		return "参评人数"
	}
	return i18n.Word(d)
}

// Word is how shares are rounded, a word of the catalogue.
func (r Rounding) Word() i18n.Word {
	switch r {
	case RoundHalfUp:
		return "各自四舍五入"
	case RoundToHundred:
		return "合起来是100"
	}
	return i18n.Word(r)
}

var _ = []wordy{SubjectKind(""), Part(""), StepKey(""), Relation(""), Column(""), Filter(""), Side(""), Denominator(""), Rounding(""),
	org.UnitKind(""), org.PostKind(""), org.ChargeKind("")}
