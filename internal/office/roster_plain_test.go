package office_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lingping/internal/i18n"
)

// disguised writes the same sheet so that none of its cells is of a plain form.
func disguised(sheet string) string {
	return strings.NewReplacer("<c ", "<c  ", "<c>", "<c >").Replace(sheet)
}

// sameEitherWay fails when the sheet is read otherwise once its cells are of no plain form.
func sameEitherWay(t failing, sheet string) {
	t.Helper()
	plain, plainErr := tryBytes("x.xlsx", rawWorkbook(t, sheet))
	other, otherErr := tryBytes("x.xlsx", rawWorkbook(t, disguised(sheet)))
	if (plainErr == nil) != (otherErr == nil) {
		t.Fatal(fmt.Sprintf("%s\nread with %v, and disguised with %v", sheet, plainErr, otherErr))
	}

	if plainErr != nil {
		return
	}

	if diff := cmp.Diff(other.Persons, plain.Persons, cmpopts.EquateEmpty()); diff != "" {
		t.Fatal(fmt.Sprintf("%s\ndiffers (-disguised +plain):\n%s", sheet, diff))
	}

	if want, got := notes(i18n.Chinese, other.Notes.List), notes(i18n.Chinese, plain.Notes.List); want != got {
		t.Fatal(fmt.Sprintf("%s\nsays %s, and disguised\n%s", sheet, got, want))
	}
}

func TestCellsOfPlainFormsAreReadAsTheDecoderReadsThem(t *testing.T) {
	texts := rapid.SampledFrom([]string{"", "林一", " 林 一 ", "正式", "a&amp;b", "]]>", "x]]&gt;", "\uFFFE", "\uFF21\uFFE5", "_x000D_", "1985.06", "31199", "2.5E+7", "#REF!", "a\nb", "\x01", "\xff", "𬱖", strings.Repeat("字", 300)})
	forms := rapid.SampledFrom([]string{
		`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, `<c r="%s"><v>%s</v></c>`, `<c r="%s" t="str"><v>%s</v></c>`, `<c r="%s" s="1" t="e"><v>%s</v></c>`,
		`<c r="%s" t="str"><f>A1</f><v>%s</v></c>`, `<c r="%s"/><!--%s-->`, `<c r="%s" t="inlineStr"><is><r><t>%s</t></r></is></c>`, `<c r="%s" t="inlineStr"><is><t>%s</t><rPh><t>x</t></rPh></is></c>`,
		`<c r="%s" t="d"><v>%s</v></c>`, `<c r="%s" t="s"><v>%s</v></c>`, `<c r="%s" x="1"><v>%s</v></c>`, `<c r='%s'><v>%s</v></c>`, ` <c r="%s" t="str"><v>%s</v></c>`, `<<c r="%s"><v>%s</v></c>`,
		`<c r="%s" t="str"><v>%s</v>`, `<c r="%s" t="str"><v>%s</c>`, `<x r="%s"/><c t="str"><v>%s</v></c>`,
	})
	rapid.Check(t, func(t *rapid.T) {
		var rows strings.Builder
		rows.WriteString(inline(1, "姓名", "人员类别", "所在党支部", "出生年月", "备注"))
		for at := range rapid.IntRange(1, 3).Draw(t, "rows") {
			fmt.Fprintf(&rows, `<row r="%d">`, at+2)
			for column := range rapid.IntRange(0, 5).Draw(t, "cells") {
				fmt.Fprintf(&rows, forms.Draw(t, "form"), fmt.Sprintf("%c%d", 'A'+column, at+2), texts.Draw(t, "text"))
			}

			rows.WriteString("</row>")
		}

		sameEitherWay(t, worksheet(rows.String()))
	})
}

func TestACellThatStandsInNoRowIsReadInNone(t *testing.T) {
	head := inline(1, "姓名", "人员类别", "所在党支部")
	cell := `<c r="A%d" t="inlineStr"><is><t>林一</t></is></c>`
	for _, rows := range []string{
		head + `<row r="2"/>` + fmt.Sprintf(cell, 2) + `<row r="3">` + fmt.Sprintf(cell, 3) + `</row>`,
		head + `<row r="2"></row>` + fmt.Sprintf(cell, 2),
		head + `<row r="2"><c r="A2"><v/>` + fmt.Sprintf(cell, 2) + `</c></row>`,
		head + `<row r="2"><<c r="A2"><v>1</v></c></row>`,
	} {
		sameEitherWay(t, worksheet(rows))
	}
}
