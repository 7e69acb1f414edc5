package office

import (
	"strings"

	"lingping/internal/domain/org"
)

func (r *rosterReader) seat() org.SeatRow {
	name, _ := personName(r.cell(org.FieldName).text)
	r.onlyOne()
	s := org.SeatRow{
		Number: r.number(org.FieldNumber),
		Name:   name,
		Branch: r.codeOr(branchCode, org.FieldBranch),
		Unit:   r.word(org.FieldUnit),
		From:   r.date(org.FieldFrom),
		To:     r.date(org.FieldTo),
	}

	if s.Unit == "" && r.inBranch() {
		s.Unit = s.Branch
	}

	if s.Unit == "" {
		s.Unit = r.unitAround()
	}

	return s
}

// named says what is missing of who it is and where.
func (r *rosterReader) named(s org.SeatRow) {
	if s.Number == "" && s.Name == "" && !r.faulty {
		r.fault(org.FieldNumber, "没有写是谁；请写工号，或姓名和所在党支部。")
	}

	if !r.grouped.maybe() {
		r.require(org.FieldUnit, s.Unit)
	}
}

func (r *rosterReader) post() {
	s := r.seat()
	if len(r.head.posts) > 0 {
		r.wide(s)
		return
	}

	r.named(s)
	text := r.word(org.FieldPost)
	if text == "" {
		text = r.meant(org.FieldPost, "")
	}

	if text == "" {
		r.lacking(org.FieldPost)
	}

	read := readPosts(text, r.head.post)
	if known := r.meant(org.FieldPost, text); !read.ok && known != text {
		read = readPosts(known, r.head.post)
		read.own = []string{text}
	}

	if !read.ok && text != "" {
		r.strange(org.FieldPost, text, "不认识职务“%s”；请写 书记、副书记、主持工作、组织委员（宣传、纪检等）、委员、行政主要负责人 或 党小组长，几个职务用顿号分开。")
	}

	if !read.ok {
		read.posts = make([]seatKind, 1)
	} else if len(read.rest) > 0 {
		r.warn(r.line.at, org.FieldPost, "“%s”里的%s不是党内职务，记在这个职务的备注里。", shortened(text), strings.Join(read.rest, "、"))
	}

	note := strings.Join(append(read.own, read.rest...), "、")
	if said := r.text(org.FieldNote); !strings.Contains(note, said) {
		note = strings.Trim(said+"；"+note, "；")
	}

	if level := levelOf(text); r.inBranch() && level != "" {
		s.OwnBranch, s.Level = true, level
	}

	s.Row = r.place()
	r.grouped.add(len(r.sheets.Posts), s.Unit, true)
	for _, p := range read.posts {
		r.sheets.Posts = append(r.sheets.Posts, org.PostRow{SeatRow: s, Kind: p.kind, Portfolio: p.portfolio, Note: note})
	}
}

// inBranch reports whether a list of posts names no other unit than the branches of its persons: what they hold they hold
// there, or in the committee above it of which the post speaks.
func (r *rosterReader) inBranch() bool {
	return r.head.kind == org.PostSheet && len(r.head.posts) == 0 && r.head.columns[org.FieldUnit] == nil
}

// wide reads a row in which each post has a column: names stand there, or 是 beside the name of one person.
func (r *rosterReader) wide(s org.SeatRow) {
	if s.Unit == "" {
		s.Unit = s.Branch
	}

	if !r.grouped.maybe() {
		r.require(org.FieldUnit, s.Unit)
	}

	r.grouped.add(len(r.sheets.Posts), s.Unit, true)
	for _, column := range r.head.posts {
		text := unwrapped(r.at(column.column).text)
		if text == "" || isNo(text) || vacant[simplified(org.Fold(text))] || wrongCell(r.at(column.column)) != "" {
			continue
		}

		holders := holdersIn(text)
		if isYes(text) && (s.Name != "" || s.Number != "") {
			holders = []org.SeatRow{{Number: s.Number, Name: s.Name, Branch: s.Branch}}
		}

		if names := severalNames(r.at(column.column).text); len(names) > 1 && len(holders) == 1 && !strings.ContainsAny(text, "(（") {
			holders = holders[:0]
			for _, name := range names { // on lines of their own
				holders = append(holders, org.SeatRow{Name: name})
			}
		}

		for _, h := range holders {
			h.Row, h.Unit, h.From, h.To = r.place(), s.Unit, s.From, s.To
			for _, p := range column.posts {
				r.sheets.Posts = append(r.sheets.Posts, org.PostRow{SeatRow: h, Kind: p.kind, Portfolio: p.portfolio})
			}
		}
	}
}

// vacant are the words for a post that nobody holds.
var vacant = map[string]bool{"空缺": true, "暂缺": true, "缺": true, "待定": true, "待选": true, "无": true, "空": true, "未设": true, "不设": true}

// holdersIn are the persons whom a cell names: 甄一平、甄二平(1002).
func holdersIn(text string) []org.SeatRow {
	var holders []org.SeatRow
	for _, part := range list(strings.NewReplacer("（", "(", "）", ")").Replace(text)) {
		name, inner, _ := strings.Cut(part, "(")
		h := org.SeatRow{}
		h.Name, _ = personName(name)
		if number := strings.TrimSuffix(inner, ")"); number != "" && strings.ContainsAny(number, "0123456789") {
			h.Number = code(number)
		}

		if h.Name != "" || h.Number != "" {
			holders = append(holders, h)
		}
	}

	return holders
}

func (r *rosterReader) charge() {
	s := r.seat()
	r.named(s)
	text := r.word(org.FieldCharge)
	if text == "" {
		text = r.meant(org.FieldCharge, "")
	}

	if text == "" {
		r.lacking(org.FieldCharge)
	}

	kinds, ok := readCharges(r.meant(org.FieldCharge, text))
	if !ok && text != "" {
		r.strange(org.FieldCharge, text, "不认识关系“%s”；请写 分管 或 联系点，两样都是用顿号分开。")
	}

	if !ok {
		kinds = make([]org.ChargeKind, 1)
	}

	s.Row = r.place()
	r.grouped.add(len(r.sheets.Charges), s.Unit, true)
	for _, kind := range kinds {
		r.sheets.Charges = append(r.sheets.Charges, org.ChargeRow{SeatRow: s, Kind: kind})
	}
}
