package round

import (
	"strings"

	"lingping/internal/errs"
)

// Sealing is a text that one side of a draw fixed before the public text was known: only its hash is told until the draw,
// so that neither side can choose after the other. Whoever wants a certain outcome needs both sides and the public text.
type Sealing struct {
	Hash string `json:"sha256,omitempty"` // of the text
	Text string `json:"text,omitempty"`   // the program's own from the beginning, told only after the draw; the second side's from the draw on
}

// Seal fixes what the two sides bring to a draw: a secret of the program's own, and what somebody in the room wrote, of
// which only the hash is kept. The second has to be written again when the draw is held.
func (d *Draw) Seal(own, second string) error {
	second = strings.TrimSpace(second)
	switch {
	case second == "":
		return errs.NewInvalid("请在场的另一个人（{党员}或{群众代表}）写一串字，记在纸上，抽取时再写一遍：{活动办}和他都不能单独左右结果。")
	case !oneLine(second) || strings.Contains(second, ";"):
		return errs.NewInvalid("第二人写的字写成一行，不超过 %d 个字，不要用单引号和分号。", maxSource)
	}

	d.Sealed = [2]Sealing{{Hash: digest(own), Text: own}, {Hash: digest(second)}}
	return nil
}

// IsSealed reports whether two sides fixed something before the draw.
func (d Draw) IsSealed() bool { return d.Sealed[1].Hash != "" }

// open takes the text of the second side, which must be the one that it fixed.
func (d *Draw) open(second string) error {
	if !d.IsSealed() {
		return nil
	}

	second = strings.TrimSpace(second)
	if digest(second) != d.Sealed[1].Hash {
		return errs.NewInvalid("第二人写的字与封存时的不同，请他照原来的纸条再写；写不出来的，这次抽取作废，写明原因重抽。")
	}

	d.Sealed[1].Text = second
	return nil
}

// sealedSeed is the part of the seed that the two sides bring.
func (d *Draw) sealedSeed() string {
	if !d.IsSealed() {
		return ""
	}
	return "c1=" + d.Sealed[0].Hash + ";n1=" + d.Sealed[0].Text + ";n2=" + d.Sealed[1].Text + ";"
}

// sealsFit reports whether every text that is known is the one that was fixed.
func (d *Draw) sealsFit() bool {
	for _, s := range d.Sealed {
		if s.Text != "" && digest(s.Text) != s.Hash {
			return false
		}
	}
	return d.DrawnAt == 0 || !d.IsSealed() || d.Sealed[0].Text != "" && d.Sealed[1].Text != ""
}
