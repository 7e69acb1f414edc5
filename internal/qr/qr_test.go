package qr_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"lingping/internal/qr"
)

func TestACodeHasItsThreeEyesInsideAQuietBorder(t *testing.T) {
	c, err := qr.New("https://dp.example.edu.cn/o#7K2M-9QXA-4TDE-B3HF")
	if err != nil {
		t.Fatal(err)
	}

	far := c.Side() - qr.Quiet - 7
	for _, eye := range [][2]int{{qr.Quiet, qr.Quiet}, {far, qr.Quiet}, {qr.Quiet, far}} {
		var rows []string
		for y := range 7 {
			row := ""
			for x := range 7 {
				row += map[bool]string{true: "#", false: "."}[c.Black(eye[0]+x, eye[1]+y)]
			}
			rows = append(rows, row)
		}

		if got := strings.Join(rows, "/"); got != "#######/#.....#/#.###.#/#.###.#/#.###.#/#.....#/#######" {
			t.Errorf("the eye at %v is %s", eye, got)
		}
	}

	for i := range c.Side() {
		if c.Black(i, qr.Quiet-1) || c.Black(qr.Quiet-1, i) || c.Black(i, c.Side()-1) {
			t.Fatalf("the border is not empty at %d", i)
		}
	}
}

func TestThePathAndThePictureShowTheSameDots(t *testing.T) {
	c, err := qr.New("领评")
	if err != nil {
		t.Fatal(err)
	}

	body, err := c.PNG(3)
	if err != nil {
		t.Fatal(err)
	}

	picture, err := png.Decode(bytes.NewReader(body))
	if err != nil || picture.Bounds().Dx() != 3*c.Side() {
		t.Fatalf("the picture is %v wide (%v), want %d", picture.Bounds(), err, 3*c.Side())
	}

	dots, drawn := 0, 0
	for y := range c.Side() {
		for x := range c.Side() {
			r, _, _, _ := picture.At(3*x+1, 3*y+1).RGBA()
			if (r == 0) != c.Black(x, y) {
				t.Fatalf("dot %d,%d differs in the picture", x, y)
			}

			if c.Black(x, y) {
				dots++
			}
		}
	}

	for _, stroke := range strings.Split(c.Path(), "M")[1:] {
		run := strings.TrimSuffix(stroke[strings.Index(stroke, "-")+1:], "z")
		n := 0
		for _, digit := range run {
			n = n*10 + int(digit-'0')
		}
		drawn += n
	}

	if dots == 0 || drawn != dots {
		t.Errorf("the path draws %d dots, the code has %d", drawn, dots)
	}
}

func TestATextThatIsTooLongIsRefused(t *testing.T) {
	if _, err := qr.New(strings.Repeat("长", 2000)); err == nil {
		t.Error("6,000 bytes went into a code")
	}
	if side := (qr.Code{}).Side(); side != 0 || (qr.Code{}).Path() != "" {
		t.Errorf("an empty code has %d dots a side", side)
	}
}
