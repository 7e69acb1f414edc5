package e2e_test

import "testing"

// A sheet may be filled in by both sides. Whoever saves second is shown both texts and loses neither.
func TestTwoPeopleSaveOneSheetAndNeitherTextIsLost(t *testing.T) {
	t.Parallel()
	c := NewCampaign(t)
	c.makeCode("005")
	secretary, member := c.As("004"), c.As("005")
	secretary.Follow("周平")
	member.Follow("先由我方填写")

	const theirs, mine = "我把学籍系统改造提前两周做完了", "学籍系统改造做得好，还带出了一名新手"
	member.Type("立足本职争创一流", theirs)
	member.Follow("存为草稿")
	member.Sees("草稿已保存")
	secretary.Type("立足本职争创一流", mine)
	secretary.Type("开展公开承诺", zhou.promise)
	secretary.Follow("存为草稿")

	if status := secretary.Status(); status != "409" {
		t.Errorf("the second save was answered with %s", status)
	}

	secretary.Sees("周平 于")
	secretary.Sees("也保存了这张表")
	secretary.In("周平写的").Sees(theirs)
	for label, text := range map[string]string{"立足本职争创一流": mine, "开展公开承诺": zhou.promise} {
		if got := secretary.Value(label); got != text {
			t.Errorf("the field “%s” holds %q, want what was typed: %q", label, got, text)
		}
	}

	secretary.FitsWidth(390)

	secretary.Follow("存为草稿")
	secretary.Sees("草稿已保存")
	if got := secretary.Value("立足本职争创一流"); got != mine {
		t.Errorf("saved in knowledge of the other text, the field holds %q", got)
	}
}
