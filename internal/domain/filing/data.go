package filing

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/errs"
)

// Format names the shape of data.json. A pack of another shape is not judged; those of the first one knew no hour, those of
// the first two did not say what stands in the Word files word for word.
const (
	Format       = "lingping-filing/3"
	secondFormat = "lingping-filing/2"
	firstFormat  = "lingping-filing/1"
)

// Data is data.json of a pack: what the forms say, and the rows from which the statistics are counted anew. The
// rows name no person; they go by the program's numbers, which nobody is shown.
type Data struct {
	Format     string      `json:"format"`
	Round      string      `json:"round"`
	From       org.Date    `json:"from"`
	To         org.Date    `json:"to"`
	Scheme     string      `json:"scheme"`
	SchemeText string      `json:"scheme_text"`
	Unit       string      `json:"unit"`
	Code       string      `json:"code"`
	FiledTo    string      `json:"filed_to"`
	Due        org.Date    `json:"due"`
	Hour       scheme.Hour `json:"hour,omitempty"` // of the day
	Version    int         `json:"version"`
	HandedAt   string      `json:"handed_at"` // RFC 3339
	HandedBy   string      `json:"handed_by"`
	Reason     string      `json:"reason"` // why it was handed in incomplete
	Lacking    []string    `json:"lacking"`
	Templates  []Template  `json:"templates,omitempty"` // the office's own Word forms that the scheme names
	Sheets     []Sheet     `json:"sheets"`
	Units      []UnitRow   `json:"units"` // the unit itself first, the others in pre-order
	Seats      []SeatRow   `json:"seats"`
	Members    []MemberRow `json:"members"`
	Reviews    []ReviewRow `json:"reviews"`
	Statistics Table       `json:"statistics"`
	Annex      Annex       `json:"annex,omitzero"` // absent in packs of before
}

// KindsApart is the first edition of annex 1 in which only a 党组织 counts as one: departments, cells, outside units, committees
// and outsiders are counted by their own names. Before, departments and cells stood among the 党组织, the others nowhere.
const KindsApart = 2

// Annex is how annex 1 of a pack was printed, so that it is compared with its like when later ones have other columns.
type Annex struct {
	Edition int             `json:"edition"`
	Columns []scheme.Column `json:"columns"` // the groups, in their order
}

// Template is the office's own Word form that the scheme names for an annex.
type Template struct {
	Form int    `json:"form"`           // the annex
	Name string `json:"name"`           // with its version, where the house keeps one
	Hash string `json:"hash,omitempty"` // SHA-256; empty: it could not be used, and the program's own form stands in
}

// onTemplate reports whether the forms of an annex are on the office's own Word form, which need not have a place for everything
// that a review says.
func (d Data) onTemplate(form int) bool {
	return slices.ContainsFunc(d.Templates, func(t Template) bool { return t.Form == form && t.Hash != "" })
}

// Sheet is one form of the pack.
type Sheet struct {
	File     string         `json:"file"`
	Form     int            `json:"form"`
	Unit     string         `json:"unit"`
	Reviewer string         `json:"reviewer"`
	Setting  review.Setting `json:"setting"`
	Records  []Record       `json:"records"`
	Words    []string       `json:"words,omitempty"` // what the Word file says, a paragraph an item; absent in packs of before
}

// Record is one review on a form: of the unit, of its secretary, or of a member.
type Record struct {
	Review  review.ID          `json:"review"` // the row of it
	Kind    scheme.SubjectKind `json:"kind"`
	Subject string             `json:"subject"`
	Version int                `json:"version"`
	Text    review.Text        `json:"text"`
}

// UnitRow is a unit of the subtree. Other are its own figures that are no count of the rows here, such as who came to
// meetings.
type UnitRow struct {
	ID     org.UnitID   `json:"id"`
	Parent org.UnitID   `json:"parent"`
	Code   string       `json:"code"`
	Name   string       `json:"name"`
	Short  string       `json:"short"`
	Kind   org.UnitKind `json:"kind"`
	Direct bool         `json:"direct"`
	Counts bool         `json:"counts"` // it is reviewed in this round
	Other  round.Tally  `json:"other"`
}

// SeatRow is a secretary's or committee member's seat.
type SeatRow struct {
	Unit   org.UnitID         `json:"unit"`
	Kind   scheme.SubjectKind `json:"kind"`
	Person org.PersonID       `json:"person"`
}

// MemberRow is a member by his branch.
type MemberRow struct {
	Unit     org.UnitID   `json:"unit"`
	Person   org.PersonID `json:"person"`
	Standing org.Standing `json:"standing"`
	Leader   bool         `json:"leader"`
	Posted   bool         `json:"posted"` // sits in the 班子 of some unit
	Infirm   bool         `json:"infirm"`
}

// ReviewRow is one review that is owed or was given.
type ReviewRow struct {
	ID       review.ID          `json:"id"`
	Unit     org.UnitID         `json:"unit"`
	Kind     scheme.SubjectKind `json:"kind"`
	Person   org.PersonID       `json:"person"` // 0: the unit
	Reviewer org.PersonID       `json:"reviewer"`
	State    review.State       `json:"state"`
	Modes    review.Modes       `json:"mode"`
	Drawn    bool               `json:"drawn,omitempty"` // a draw marked it
	Problems int64              `json:"problems"`
}

// Table is annex 1 in figures.
type Table struct {
	Rows  []Line `json:"rows"`
	Total Line   `json:"total"`
}

// Line is one row of annex 1. Persons are distinct and do not add up; the figures do.
type Line struct {
	Unit        org.UnitID  `json:"unit"`
	Own         bool        `json:"own,omitempty"` // what sits in the unit itself 本级
	Reviewers   round.Part  `json:"reviewers"`
	Secretaries round.Part  `json:"secretaries"`
	Committee   round.Part  `json:"committee_members"`
	Outsiders   round.Part  `json:"outsiders,omitzero"`
	Figures     round.Tally `json:"figures"`
}

// Write is data.json: one shape, indented, so that people can read it too.
func (d Data) Write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(d)
}

// ParseData reads data.json. What it does not know it refuses: a pack says nothing that is not checked.
func ParseData(text []byte) (d Data, err error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	err = dec.Decode(&d)
	if _, end := dec.Token(); err != nil || end != io.EOF {
		return d, errs.NewInvalid("data.json 读不懂：它不是领评写的，或者被改动过。")
	}

	if !d.known() {
		return d, errs.NewInvalid("data.json 的格式是“%s”，这个版本只认“%s”：请用写这个报送包的版本核对。", d.Format, Format)
	}
	if len(d.Units) == 0 {
		return d, errs.NewInvalid("data.json 里没有党组织，不能重新统计。")
	}

	return d, nil
}

// known reports whether the data are of a shape that is judged, and hold nothing that their shape did not know.
func (d Data) known() bool {
	worded := slices.ContainsFunc(d.Sheets, func(s Sheet) bool { return s.Words != nil })
	switch d.Format {
	case Format:
		return true
	case secondFormat:
		return !worded
	case firstFormat:
		return !worded && d.Hour == ""
	}
	return false
}

// InOwnWords reports whether the pack was written in the program's own words and not in those of its scheme, as the first
// packs were.
func (d Data) InOwnWords() bool { return d.Format == firstFormat }
