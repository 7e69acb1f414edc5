package office_test

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lingping/internal/office"
	"lingping/internal/qr"
)

const recordAddress = "https://dp.example.edu.cn/reviews/4213"

// numberedSheets are the sheets with the number of a record and its address.
func numberedSheets() map[string]office.Sheet {
	member, unit := memberSheet(), unitSheet()
	member.Number, member.Address = "4213", recordAddress
	unit.Number, unit.Address = "4213", recordAddress
	return map[string]office.Sheet{"annex 3": member, "annex 2": unit}
}

// The code on paper has the dots of the address, at a size that a camera can tell apart, above the text of the first page only.
func TestTheCodeOfASheetLeadsToItsRecord(t *testing.T) {
	want, err := qr.New(recordAddress)
	if err != nil {
		t.Fatal(err)
	}

	for name, s := range numberedSheets() {
		pages := office.Leaves(s)
		first := pages[0]
		left, top, right := first.Width, first.Height, 0
		for _, f := range first.Fills {
			left, top, right = min(left, f.X), min(top, f.Y), max(right, f.X+f.Width)
		}

		dots := want.Side() - 2*qr.Quiet
		dot := float64(right-left) / float64(dots)
		if dot < 17 { // 0.3 mm
			t.Errorf("%s: a dot is %.1f twips wide", name, dot)
		}

		for y := range dots {
			for x := range dots {
				px, py := left+int((float64(x)+0.5)*dot), top+int((float64(y)+0.5)*dot)
				black := false
				for _, f := range first.Fills {
					black = black || f.X <= px && px < f.X+f.Width && f.Y <= py && py < f.Y+f.Height
				}

				if black != want.Black(x+qr.Quiet, y+qr.Quiet) {
					t.Fatalf("%s: the dot %d,%d is black: %t", name, x, y, black)
				}
			}
		}

		for _, text := range first.Texts {
			if text.Y-text.Size < top+right-left && text.X+text.Long > left {
				t.Errorf("%s: “%s” stands in the code", name, text.Text)
			}
		}

		for _, page := range pages[1:] {
			if len(page.Fills) > 0 {
				t.Errorf("%s: the code stands on a further page", name)
			}
		}
	}
}

// vmlDots are the black dots of a path of a Word file.
var vmlDots = regexp.MustCompile(`m(\d+),(\d+)l(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)xe`)

func TestTheCodeInWordIsTheOneInThePDF(t *testing.T) {
	want, err := qr.New(recordAddress)
	if err != nil {
		t.Fatal(err)
	}

	for name, s := range numberedSheets() {
		var out bytes.Buffer
		if err := office.NewPress(office.Fonts{}).WriteSheet(&out, s); err != nil {
			t.Fatal(err)
		}

		text := parts(t, out.Bytes())["word/document.xml"]
		black := map[[2]int]bool{}
		for _, m := range vmlDots.FindAllStringSubmatch(text, -1) {
			x, _ := strconv.Atoi(m[1])
			y, _ := strconv.Atoi(m[2])
			right, _ := strconv.Atoi(m[3])
			for ; x < right; x++ {
				black[[2]int{x, y}] = true
			}
		}

		for y := range want.Side() {
			for x := range want.Side() {
				if black[[2]int{x, y}] != want.Black(x, y) {
					t.Fatalf("%s: the dot %d,%d is black: %t", name, x, y, black[[2]int{x, y}])
				}
			}
		}

		if said := reading(t, out.Bytes()); !strings.Contains(strings.Split(said, "\n")[0], "编号 4213") {
			t.Errorf("%s begins with %q", name, strings.Split(said, "\n")[0])
		}
	}
}

// A sheet without an address bears its number alone, and the mark takes no room: the form has the pages that it has without.
func TestTheNumberOfASheetTakesNoRoom(t *testing.T) {
	for name, s := range map[string]office.MemberSheet{"ordinary": memberSheet(), "long": longMemberSheet()} {
		plain := office.Leaves(s)
		s.Number = "4213"
		marked := office.Leaves(s)
		if len(marked) != len(plain) || len(marked[0].Fills) != 0 || len(marked[0].Texts) != len(plain[0].Texts)+1 {
			t.Errorf("%s: %d pages with the number, %d without", name, len(marked), len(plain))
		}

		s.Address = strings.Repeat("x", 3000) // no code holds it
		if far := office.Leaves(s); len(far[0].Fills) != 0 || len(far) != len(plain) {
			t.Errorf("%s: an address that no code holds is drawn", name)
		}

		must(t, func(w io.Writer) error { return office.NewPress(office.Fonts{}).PrintSheet(w, "表", s) })
	}
}
