package web_test

import (
	"testing"

	"lingping/internal/web"
)

// What an earlier import doubled is found, shown and merged.
func TestADoubledPersonIsFoundAndMerged(t *testing.T) {
	h := open(t, web.Options{})
	b := h.office(t)
	const doubled = "工号,姓名,人员类别,所在党支部,手机\nA-1,施工,正式,机械学院教工党支部,\nA2,施工,正式,机械学院教工党支部,13800000001\n"
	check := b.upload("/import", "/import", "党员.csv", doubled).Header.Get("Location")
	b.fill(check, check).wants(t, "writing", 303, "/units")
	found := b.visit("/roster/doubles")
	found.reads(t, "人员：1 对像是重复")
	found.reads(t, "同一党支部，姓名相同")
	look := "/roster/merge?what=person&gone=A2&kept=A-1"
	b.visit(look).reads(t, "把“施工（A2）”并入“施工（A-1）”。还没有写入")
	b.fill(look, "/roster/merge", "what", "person", "gone", "A2", "kept", "A-1").wants(t, "merging", 303)
	b.visit("/persons?q=施工").says(t, "A-1")
	b.visit("/roster/doubles").reads(t, "没有发现像是重复的人员或党组织。")
	again := b.visit(look)
	again.wants(t, "merging again", 422)
	again.reads(t, "没有工号或姓名为“A2”的人")
}
