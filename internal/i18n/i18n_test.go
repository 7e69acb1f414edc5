package i18n_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lingping/internal/errs"
	"lingping/internal/i18n"
)

func TestASentenceIsSaidInTheReadersLanguage(t *testing.T) {
	const oops = "程序出错了，已记入日志；您的输入没有丢失，请稍后再试。"
	for _, c := range []struct {
		name string
		said string
		want string
	}{
		{"the Chinese is its own key", i18n.T(i18n.Chinese, "党支部"), "党支部"},
		{"English comes from the catalogue", i18n.T(i18n.English, "党支部"), "branch"},
		{"what has no English stays Chinese", i18n.T(i18n.English, "没有收进词库的 %d 句", 3), "没有收进词库的 3 句"},
		{"a per cent sign without arguments is no verb", i18n.T(i18n.Chinese, "已完成 100%"), "已完成 100%"},
		{"a word among the arguments is said too", i18n.T(i18n.English, "“%s”没有收进词库", i18n.Word("党支部")), "“branch”没有收进词库"},
		{"words in a row have the comma of their language", i18n.T(i18n.English, "缺 %s", i18n.Words{"党委", "党支部"}) + i18n.T(i18n.Chinese, "缺 %s", i18n.Words{"党委", "党支部"}),
			"缺 committee, branch缺 党委、党支部"},
		{"a name among the arguments is left alone", i18n.T(i18n.English, "“%s”没有收进词库", "党支部"), "“党支部”没有收进词库"},
		{"an error says its sentence", i18n.Error(i18n.English, errs.NewInvalid("“%s”没有收进词库", i18n.Word("党委"))), "“committee”没有收进词库"},
		{"a wrapped error says its sentence", i18n.Error(i18n.Chinese, fmt.Errorf("store: %w", errs.NewNotFound("没有这个轮次"))), "没有这个轮次"},
		{"what is ours says no more than that it happened", i18n.Error(i18n.Chinese, errors.New("pq: password")), oops},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.said != c.want {
				t.Errorf("said %q, want %q", c.said, c.want)
			}
		})
	}
}

func TestEnglishHasItsNumber(t *testing.T) {
	for _, c := range []struct {
		text string
		args []any
		want string
	}{
		{"%d member{|s}", []any{1}, "%d member"},
		{"%d member{|s}", []any{2}, "%d members"},
		{"%d member{|s}", []any{0}, "%d members"},
		{"%s: %d {person is|people are} late", []any{"一支部", int64(1)}, "%s: %d person is late"},
		{"{is|are} %d", []any{uint8(1)}, "is %d"},
		{"%[2]s has %[1]d branch{|es}", []any{1, "一"}, "%[2]s has %[1]d branch"},
		{"%d of %d member{|s}", []any{1, 2}, "%d of %d members"},
		{"%.1f%% of %d member{|s}", []any{1.0, 5}, "%.1f%% of %d members"},
		{"%d unit{|s}, %d person{|s}", []any{2, 1}, "%d units, %d person"},
		{"no argument{|s}", nil, "no arguments"},
		{"braces {} and {a} stay", []any{1}, "braces {} and {a} stay"},
	} {
		if got := i18n.Number(c.text, c.args...); got != c.want {
			t.Errorf("Number(%q, %v) = %q, want %q", c.text, c.args, got, c.want)
		}
	}
}

func TestErrorsAreSaidInTheWordsOfTheInstitution(t *testing.T) {
	own := i18n.Terms{"登记表": "点评卡", "点评人": "评议人", "书记": "支书"}
	var both errs.Faults
	both.If(true, "a", "这张{登记表}已经签收过了。")
	both.If(true, "b", "请选择{点评人}和代录人。")
	for name, c := range map[string]struct {
		err  error
		own  string
		bare string
	}{
		"one":         {errs.NewConflict("这张{登记表}已经签收过了。"), "这张点评卡已经签收过了。", "这张登记表已经签收过了。"},
		"several":     {both.Err(), "这张点评卡已经签收过了。请选择评议人和代录人。", "这张登记表已经签收过了。请选择点评人和代录人。"},
		"an argument": {errs.NewInvalid("只有%s能写。", i18n.Words{"书记", "党员"}), "只有支书、党员能写。", "只有书记、党员能写。"},
	} {
		if got := own.Error(i18n.Chinese, c.err); got != c.own {
			t.Errorf("%s: %s", name, got)
		}
		if got := i18n.Error(i18n.Chinese, c.err); got != c.bare {
			t.Errorf("%s without words: %s", name, got)
		}
	}

	if got := i18n.T(i18n.English, "这张登记表已经签收过了。"); strings.ContainsAny(got, "登记") {
		t.Errorf("what was kept before a sentence had places is said in English as %s", got)
	}
}
