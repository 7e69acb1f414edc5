package review

import (
	"strings"

	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
)

// Written is a sheet as it stands, with what hints are drawn from.
type Written struct {
	Text     Text
	Setting  Setting
	Aspects  []scheme.Aspect
	Required []scheme.Part
	Modes    []scheme.Mode // the modes that the scheme means for this subject
	From, To org.Date      // the round's window
	Today    org.Date
	Others   []Other // what the same reviewer wrote of others of the same kind
}

// Other is another sheet of the same reviewer.
type Other struct {
	Name string // of its subject
	Text Text
}

// Hints are what a reviewer may want to look at before he hands a sheet in. They never keep him from it. What is
// demanded and missing is not among them (Lacking).
func Hints(w Written) []assign.Sentence {
	w.Text = w.Text.Clean()
	if w.Text.Empty() {
		return nil
	}

	var out []assign.Sentence
	out = append(out, w.balance()...)
	out = append(out, w.substance()...)
	out = append(out, w.setting()...)
	return append(out, w.copies()...)
}

// balance asks for both sides of 〔四(三) 既要肯定成绩，也要指出问题，帮助分析原因〕.
func (w Written) balance() []assign.Sentence {
	var out []assign.Sentence
	demanded := func(p scheme.Part) bool {
		for _, r := range w.Required {
			if r == p {
				return true
			}
		}
		return false
	}

	if len(w.Text.Problems) == 0 && !demanded(scheme.PartProblems) {
		out = append(out, assign.Say("没有写存在问题：意见要求“既要肯定成绩，也要指出问题”。"))
	}

	if len(w.Text.Problems) > 0 && w.Text.Parts[scheme.PartCauses] == "" && !demanded(scheme.PartCauses) {
		out = append(out, assign.Say("写了问题，没有写原因：可以帮助分析一两句。"))
	}

	if len(w.Text.Problems) > 0 && w.Text.Parts[scheme.PartAdvice] == "" && !demanded(scheme.PartAdvice) {
		out = append(out, assign.Say("写了问题，没有写努力方向：对方不知道怎样改。"))
	}

	praise := w.Text.Parts[scheme.PartAchievements] + w.Text.Parts[scheme.PartOverall]
	if len(w.Text.Problems) > 0 && len(w.Text.Aspects) == 0 && praise == "" {
		out = append(out, assign.Say("只写了问题，没有写成绩：意见要求“坚持鼓励为主”。"))
	}

	return out
}

// encouragement are the phrases of which an advice may consist without asking for anything. Longer ones stand before
// those that they hold.
var encouragement = strings.NewReplacer(
	"在今后的工作中", "", "在今后工作中", "", "希望今后", "", "希望", "", "今后", "", "同志", "", "进一步加强学习", "", "加强学习", "",
	"不断进步", "", "取得更大成绩", "", "取得更大进步", "", "再创佳绩", "", "再接再厉", "", "戒骄戒躁", "", "继续努力", "", "继续保持", "",
	"更加努力", "", "发扬成绩", "", "发扬优点", "", "克服缺点", "", "改正不足", "", "改正缺点", "", "争取更大进步", "", "争取", "",
	"更上一层楼", "", "做得更好", "", "百尺竿头", "", "更进一步", "", "无", "", "没有", "", "不断", "", "努力", "", "继续", "", "学习", "",
)

// substance asks for what can be acted upon 〔五(一) 提出具有较强操作性的工作建议〕.
func (w Written) substance() []assign.Sentence {
	var out []assign.Sentence
	if advice := w.Text.Parts[scheme.PartAdvice]; advice != "" && letters(encouragement.Replace(advice)) < 4 {
		out = append(out, assign.Say("“努力方向”只有勉励的话：请写一件做了没有可以检查的事。"))
	}

	seen := map[string]string{}
	for _, a := range w.Aspects {
		said := w.Text.Aspect(a.Key)
		if said == "" {
			continue
		}

		if n := letters(said); n < 6 {
			out = append(out, assign.Say("“%s”只写了“%s”：可以加一件具体的事。", a.Heading(), said))
			continue
		}

		if first, ok := seen[said]; ok {
			out = append(out, assign.Say("“%s”和“%s”写的内容一样。", first, a.Heading()))
			continue
		}

		seen[said] = a.Heading()
	}

	return out
}

// letters counts what is neither mark nor blank.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune("，。、；：！？“”‘’（）《》…— \t\r\n,.;:!?()\"'-", r) {
			n++
		}
	}

	return n
}

// setting looks at the day and the mode.
func (w Written) setting() []assign.Sentence {
	var out []assign.Sentence
	day := w.Setting.Day
	switch {
	case day == "":
	case w.Today != "" && day > w.Today:
		out = append(out, assign.Say("点评时间%s还没有到，请核对。", day.Dotted()))
	case day < w.From || day > w.To:
		out = append(out, assign.Say("点评时间%s不在本轮的%s至%s之内，请核对。", day.Dotted(), w.From.Dotted(), w.To.Dotted()))
	}

	if w.Setting.Modes == "" || len(w.Modes) == 0 {
		return out
	}

	var names []string
	for _, m := range w.Modes {
		if w.Setting.Modes.Has(m.Key) {
			return out
		}
		names = append(names, m.Name)
	}

	return append(out, assign.Say("对这类对象，方案一般用%s。", strings.Join(names, "、")))
}

// copies names the sheets of others that say much the same: one meeting makes many different sheets.
func (w Written) copies() []assign.Sentence {
	var out []assign.Sentence
	mine := PrintOf(w.Text)
	for _, o := range w.Others {
		if o.Text.Equal(w.Text) {
			out = append(out, assign.Say("与%s的点评一字不差：请写出各人的不同。", o.Name))
		} else if like := mine.Likeness(PrintOf(o.Text)); like >= alike {
			out = append(out, assign.Say("与%s的点评有%s相同：请写出各人的不同。", o.Name, round.Cut(like)))
		}
		if len(out) == 3 {
			break
		}
	}

	return out
}
