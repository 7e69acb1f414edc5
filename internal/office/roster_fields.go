package office

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
)

// strangeWord is a word that is not known; it is asked about once, however many rows have it.
type strangeWord struct {
	field org.Field
	word  string
	rows  int
	first int // the row that was told of
	last  int
	each  bool // every row was told of
}

// strange says that a word is not known: in full for the first row that has it, and at the end how many others do.
func (r *rosterReader) strange(field org.Field, word string, text errs.Sentence) {
	for i := range r.rosterList.strange {
		s := &r.rosterList.strange[i]
		if s.field == field && s.word == word {
			s.rows, s.last = s.rows+1, r.line.at
			r.faulty = true
			return
		}
	}

	r.rosterList.strange = append(r.rosterList.strange, strangeWord{field: field, word: word, rows: 1, first: r.line.at, last: r.line.at})
	r.fault(field, text, word)
}

// lacking says that a column with set words is not filled in; one of them may be said to be meant.
func (r *rosterReader) lacking(field org.Field) {
	if r.require(field, ""); r.spoilt[field] {
		return
	}

	at := slices.IndexFunc(r.rosterList.strange, func(s strangeWord) bool { return s.field == field && s.word == BlankCell })
	if at < 0 {
		at = len(r.rosterList.strange)
		r.rosterList.strange = append(r.rosterList.strange, strangeWord{field: field, word: BlankCell, first: r.line.at, each: true})
	}

	r.rosterList.strange[at].rows++
}

// meant is the word that is meant in the column, see Reading.meant.
func (r *rosterReader) meant(field org.Field, word string) string {
	return r.how.meant(r.sheet.Kind, field, word)
}

func (r *rosterReader) unit() {
	u := org.Unit{
		Code:  r.number(org.FieldCode),
		Name:  unwrapped(r.cell(org.FieldUnitName).text),
		Short: unwrapped(r.cell(org.FieldShort).text),
	}

	if code, _, ok := org.CodeAndName(u.Name); ok && r.head.columns[org.FieldCode] == nil && bracketed.MatchString(org.Fold(u.Name)) {
		u.Code = code
		u.Name = strings.TrimSpace(bracketed.ReplaceAllString(u.Name, ""))
	}

	r.require(org.FieldUnitName, u.Name)
	var direct bool
	u.Kind, u.Category, direct = r.kindOfUnit()
	row := org.UnitRow{Unit: u, Parent: r.codeOr(parentCode, org.FieldParent), Direct: direct}
	if row.Parent != "" {
		row.ParentElse = r.word(org.FieldParent)
	}

	row.Row = r.place()
	r.sheets.Units = append(r.sheets.Units, row)
}

// bracketed is a code in brackets before or behind the name of a unit.
var bracketed = regexp.MustCompile(`^[(（\[［【〔][0-9A-Za-z.-]{2,}[)）\]］】〕]\s*|\s*[(（\[［【〔][0-9A-Za-z.-]{2,}[)）\]］】〕]$`)

// kindOfUnit reads 类别 and 类型. Several columns may be the kind: the first whose value is one decides, and the others
// say what sort it is.
func (r *rosterReader) kindOfUnit() (kind org.UnitKind, category string, direct bool) {
	var said []string
	found := false
	for _, field := range []org.Field{org.FieldUnitKind, org.FieldCategory} {
		for _, column := range r.head.columns[field] {
			text := r.kept(unwrapped(r.at(column).text))
			if text == "" || wrongCell(r.at(column)) != "" {
				continue
			}

			word := r.meant(org.FieldUnitKind, text)
			k, sort, d, ok := readUnitKind(word)
			if word != text {
				sort = text
			}

			switch {
			case ok && !found && (field == org.FieldUnitKind || len(said) > 0 || r.head.columns[org.FieldUnitKind] == nil):
				kind, direct, found = k, d, true
				said = append(said, sort)
			default:
				said = append(said, text)
			}
		}
	}

	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	switch {
	case found && len(said) > 0:
		return kind, r.kept(said[len(said)-1]), direct
	case found:
		return kind, "", direct
	case len(said) == 0:
		if kind, _, direct, found = readUnitKind(r.meant(org.FieldUnitKind, "")); found {
			return kind, "", direct
		}

		r.lacking(org.FieldUnitKind)
	default:
		r.strange(org.FieldUnitKind, said[0], "不认识类别“%s”；请写 党委、分党委、党组、党总支、党支部、直属党支部、联合党支部、临时党支部、党小组、部门 或 外部单位。")
	}

	return "", "", false
}

// codeOr is a code where one is given, else the name.
func (r *rosterReader) codeOr(code, name org.Field) string {
	if value, lost := identity(r.cell(code)); value != "" && !lost {
		return r.kept(value)
	}
	return strings.TrimSpace(countBehind.ReplaceAllString(r.word(name), ""))
}

func (r *rosterReader) person() {
	name, spaced := personName(r.cell(org.FieldName).text)
	sex := ""
	if m := namedSex.FindStringSubmatchIndex(name); m != nil {
		name, sex = name[:m[0]], name[m[2]:m[3]]
	}

	name = r.standingBeside(name)

	p := org.Person{
		Number:   r.number(org.FieldNumber),
		Name:     name,
		Sex:      cmp.Or(r.sex(), sex),
		Nation:   r.kept(withoutCode(r.word(org.FieldNation))),
		Birth:    r.date(org.FieldBirth),
		Degree:   r.word(org.FieldDegree),
		Joined:   r.date(org.FieldJoined),
		Full:     r.date(org.FieldFull),
		Job:      r.word(org.FieldJob),
		Groups:   r.groups(r.cell(org.FieldGroups).text),
		Phone:    joinedUp(r.number(org.FieldPhone)),
		IDNumber: strings.ToUpper(joinedUp(r.number(org.FieldIDNumber))),
		Note:     r.text(org.FieldNote),
	}

	r.require(org.FieldName, name)
	r.onlyOne()
	r.gone(name)
	if spaced {
		r.spaced = append(r.spaced, r.line.at)
	}

	r.seeOffices()
	if strings.ContainsAny(name, "(（") && !r.faulty {
		r.warn(r.line.at, org.FieldName, "姓名“%s”带着括号，照原样导入；括号里如不是姓名的一部分，请改正。", shortened(name))
	}

	if looksWrong(name) {
		r.warn(r.line.at, org.FieldName, "姓名“%s”里有不像姓名的字符，可能是生僻字没有存下来；请核对。", name)
	}

	p.Standing = r.standing()
	r.doubtedByNote(p.Standing, name)
	row := org.PersonRow{Person: p, Branch: r.codeOr(branchCode, org.FieldBranch), Flags: r.flags()}
	if row.Branch != "" {
		row.BranchElse = r.codeOr("", org.FieldBranch)
	} else {
		row.Around = r.surroundings()
	}

	row.Row = r.place()
	r.grouped.add(r.persons(), row.Branch, p.Standing != org.NonMember)
	r.addPerson(row)
	r.marks(p, row)
	r.duties(p, row)
}

// onlyOne refuses a row whose cell of the name holds several.
func (r *rosterReader) onlyOne() {
	if names := severalNames(r.cell(org.FieldName).text); len(names) > 1 {
		r.fault(org.FieldName, "这一格里像有 %d 个人（%s）；请每人写一行。", len(names), shortened(strings.Join(names, "、")))
	}
}

// fateHead matches the heads of columns that say whether somebody is here still, and not those of marriage, health, studies and work.
var fateHead = regexp.MustCompile(`^(?:[^婚健学就]*)(?:状态|变动|异动|去向|在册|在籍)`)

// namedBeside is what stands in brackets behind a name.
var namedBeside = regexp.MustCompile(`[(（]([^()（）]+)[)）]$`)

// gone refuses a row that says of somebody that he is no member here any more, in a column that nobody uses or behind his name.
func (r *rosterReader) gone(name string) {
	if m := namedBeside.FindStringSubmatch(name); m != nil && org.IsGone(simplified(org.Fold(m[1]))) {
		r.fault(org.FieldName, "姓名后面写着“%s”：像是已不是这里的党员，请从表中删去这一行；仍是党员的，请改正这一格。", shortened(m[1]))
	}

	for _, column := range r.fates {
		text, head := unwrapped(r.at(column).text), r.head.labels[column].text
		switch said := simplified(org.Fold(text)); {
		case org.IsGone(said):
			r.fault("", "“%s”一列写着“%s”：像是已不是这里的党员，请从表中删去这一行；仍是党员的，请改正这一格。", head, shortened(text))
		case org.SaysGone(said):
			r.warn(r.line.at, "", "“%s”一列写着“%s”：如果已不是这里的党员，请从表中删去这一行。", head, shortened(text))
		}
	}
}

// chinaMobile is a mobile number with the country before it.
var chinaMobile = regexp.MustCompile(`^(?:\(?(?:\+|00)86\)?)(1\d{10})$`)

var hyphens = strings.NewReplacer("-", "", "－", "", "—", "", "–", "")

// joinedUp is a number of digits without the hyphens that make it easier to read.
func joinedUp(number string) string {
	bare := hyphens.Replace(number)
	if mobile := chinaMobile.FindStringSubmatch(bare); mobile != nil {
		return mobile[1]
	}

	if isDigits(strings.TrimSuffix(strings.ToUpper(bare), "X")) && len(bare) >= 11 {
		return bare
	}
	return number
}

func (r *rosterReader) standing() org.Standing {
	standing, said, ok := r.readStanding()
	switch {
	case ok || r.spoilt[org.FieldStanding]:
	case len(said) == 0:
		if known, ok := standings[r.meant(org.FieldStanding, "")]; ok {
			return known
		}

		r.lacking(org.FieldStanding)
	case len(said) > 1 && standing == "" && r.contradicts(said):
		r.fault(org.FieldStanding, "几列说的人员类别互相矛盾（%s）；请改正其中不对的。", strings.Join(said, "、"))
	case org.SaysGone(simplified(said[0])):
		r.strange(org.FieldStanding, said[0], "“%s”的人像是已不是这里的党员：请从表中删去这一行；仍是党员的，请改正这一格。")
	default:
		r.strange(org.FieldStanding, said[0], "不认识人员类别“%s”；请写 正式党员、预备党员 或 非党员。")
	}

	return standing
}

// contradicts reports whether more than one of the words is a standing.
func (r *rosterReader) contradicts(said []string) bool {
	known := 0
	for _, text := range said {
		word := r.standingWord(text)
		if _, ok := standings[word]; ok || slices.Contains(members, word) {
			known++
		}
	}

	return known > 1
}

// flags are the groups that columns such as 是否失联党员 give or take.
func (r *rosterReader) flags() []org.GroupFlag {
	var flags []org.GroupFlag
	for _, a := range r.head.asked {
		text := unwrapped(r.at(a.column).text)
		switch {
		case a.group == "" || text == "":
		case isYes(text):
			flags = append(flags, org.GroupFlag{Group: a.group, On: true})
		case isNo(text):
			flags = append(flags, org.GroupFlag{Group: a.group})
		default:
			r.warn(r.line.at, org.FieldGroups, "“%s”一列写的是“%s”，看不懂，作为空着导入；请写 是 或 否。", r.head.labels[a.column].text, shortened(text))
		}
	}

	return append(flags, r.sorts()...)
}

// sorts are the groups that columns which could be 人员类别 name in place of one.
func (r *rosterReader) sorts() (flags []org.GroupFlag) {
	for _, column := range r.head.columns[org.FieldStanding] {
		word := strings.TrimSuffix(setWord(org.FieldGroups, unwrapped(r.at(column).text)), "党员")
		if group, ok := r.head.group(word); ok {
			flags = append(flags, org.GroupFlag{Group: group, On: true})
		}
	}
	return flags
}

// marks reads the columns that are named after a post: 是 makes the person hold it.
func (r *rosterReader) marks(p org.Person, row org.PersonRow) {
	for _, post := range r.head.posts {
		text := unwrapped(r.at(post.column).text)
		switch {
		case text == "" || isNo(text):
		case isYes(text) || org.Fold(text) == org.Fold(p.Name):
			r.holds(p, row.Row, post.posts, post.level, "")
		default:
			r.fault(org.FieldPost, "“%s”一列写的是“%s”，看不懂；任这个职务的写 是，不任的空着。", r.head.labels[post.column].text, shortened(text))
		}
	}
}

// holds makes a person of the list hold posts of his own branch, or of the committee above it that is called so.
func (r *rosterReader) holds(p org.Person, at org.Row, posts []seatKind, level org.UnitKind, note string) {
	r.marked.Rows++
	at.Sheet = r.marked
	for _, kind := range posts {
		r.sheets.Posts = append(r.sheets.Posts, org.PostRow{Kind: kind.kind, Portfolio: kind.portfolio, Note: note,
			SeatRow: org.SeatRow{Row: at, Number: p.Number, Name: p.Name, OwnBranch: true, Level: level}})
	}
}

// duties reads the columns in which a list of persons says what posts they hold. They stand beside what the list is for, so what
// is not understood there is told and is no fault of the person.
func (r *rosterReader) duties(p org.Person, row org.PersonRow) {
	for _, column := range r.head.duties {
		text := unwrapped(r.at(column).text)
		if text == "" || isNo(text) || vacant[simplified(org.Fold(text))] || wrongCell(r.at(column)) != "" || slices.Contains(members, strings.TrimPrefix(setWord(org.FieldStanding, text), "普通")) {
			continue
		}

		read := readPosts(text, r.head.post)
		if !read.ok {
			r.warn(r.line.at, org.FieldPost, "“%s”不是认得的党内职务，没有读；需要的话，请写在“职务”表里。", shortened(text))
			continue
		}

		r.holds(p, row.Row, read.posts, levelOf(text), strings.Join(append(read.own, read.rest...), "、"))
	}
}

func (r *rosterReader) sex() string {
	text := r.word(org.FieldSex)
	switch strings.TrimSuffix(setWord(org.FieldSex, withoutCode(text)), "性") {
	case "":
		return ""
	case "男", "1":
		return "男"
	case "女", "2":
		return "女"
	default:
		r.warn(r.line.at, org.FieldSex, "不认识性别“%s”，作为空着导入；请写 男 或 女。", shortened(text))
		return ""
	}
}
