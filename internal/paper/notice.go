package paper

import (
	"io"

	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/review"
	"lingping/internal/domain/scheme"
	"lingping/internal/office"
	"lingping/internal/store"
)

// publicWays is how reviews were made public: row 16 of annex 2, 通报情况.
func publicWays(plan *scheme.Scheme, rows []store.ReviewChannel) map[review.ID][]office.Notice {
	ways := map[review.ID][]office.Notice{}
	for _, row := range rows {
		ways[row.Review] = append(ways[row.Review], office.Notice{Channel: row.Name, Scope: plan.Publish.Scope, Day: row.Day})
	}
	return ways
}

// Bulletin is a notice as it is handed round or pinned up 通报 〔四(四)〕.
type Bulletin struct {
	Unit, Round string
	Text        publish.Text
	From, To    org.Date // the days of its public page; empty without one
	Hash        string   // of what was approved
	Checkpoint  string   // of the ledger, short; empty: there is none
	Poster      string   // to be typed where the public page is for its unit; empty without one
	Day         org.Date // of the approval
}

// title is what the bulletin calls itself.
func (b Bulletin) title() string { return "关于" + b.Unit + "领导点评情况的通报" }

// Name is what people call the file.
func (b Bulletin) Name(as Format) string { return as.Named(b.title()) }

// hashShown is how much of a digest stands on papers.
const hashShown = 16

// WriteBulletin writes a notice in the format: a part for each review, then by what it can be told to be the one that was approved.
func WriteBulletin(w io.Writer, b Bulletin, as Format) error {
	var body letterBody
	for _, s := range b.Text.Sheets {
		body.head(s.Name)
		for _, e := range s.Earlier {
			body.passages("更正前　", e.Passages)
			body.line("以上内容已更正，原因：%s", office.Sentence([]string{e.Why}))
		}
		body.passages("", s.Passages)
	}

	if b.Text.Left > 0 {
		body.line("另有 %d 份因本人意见未公开。", b.Text.Left)
	}

	if b.From != "" {
		body.line("公示期：%s至%s。", b.From.Chinese(), b.To.Chinese())
		if b.Poster != "" {
			body.line("查阅码：%s（在公示网页的目录上打开这份通报时输入；网页上看得到每个问题整改到哪一步）。", b.Poster)
		}
	}

	body.line("内容摘要（SHA-256）前16位：%s。", b.Hash[:min(hashShown, len(b.Hash))])
	if b.Checkpoint != "" {
		body.line("台账检查点：%s。", b.Checkpoint)
	}

	return writeLetter(w, office.Letter{Title: b.title(), Salutation: b.Round, Body: body.String(), Signature: b.Unit, Day: b.Day}, as)
}

// passages adds the parts of a review, each with its heading.
func (b *letterBody) passages(before string, list []publish.Passage) {
	for _, p := range list {
		b.line("%s%s：%s", before, p.Head, office.Sentence(p.Lines))
	}
}
