package pinyin_test

import (
	"testing"
	"unicode/utf8"

	"lingping/internal/pinyin"
)

func TestNamesAreSpelledAsPeopleSayThem(t *testing.T) {
	speller := pinyin.NewSpeller()
	for _, c := range []struct{ name, full, initials string }{
		{"陈建国", "chenjianguo", "cjg"},
		{"单于飞", "chanyufei", "cyf"},
		{"单雄信", "shanxiongxin", "sxx"},
		{"仇英", "qiuying", "qy"},
		{"解晓东", "xiexiaodong", "xxd"},
		{"曾国藩", "zengguofan", "zgf"},
		{"区家麟", "oujialin", "ojl"},
		{"查良镛", "zhaliangyong", "zly"},
		{"尉迟恭", "yuchigong", "ycg"},
		{"尉健行", "weijianxing", "wjx"},
		{"万俟卨", "moqixie", "mqx"},
		{"万里", "wanli", "wl"},
		{"吕丽", "lvli", "ll"},
		{"孙䶮", "sunyan", "sy"},
		{"张𬱖", "zhangdi", "zd"},
		{"李㛃", "lijie", "lj"},
		{"任单", "rendan", "rd"}, // a character that is no surname keeps its common reading
		{"买买提·艾力", "maimaitiaili", "mmtal"},
		{"Mary Smith", "marysmith", "ms"},
		{"王Lee二", "wangleeer", "wle"},
		{"单", "dan", "d"},
		{" 王 丽 ", "wangli", "wl"},
		{"", "", ""},
		{"？？", "", ""},
	} {
		full, initials := speller.Spell(c.name)
		if full != c.full || initials != c.initials {
			t.Errorf("%s: %s/%s, want %s/%s", c.name, full, initials, c.full, c.initials)
		}
	}
}

func FuzzSpell(f *testing.F) {
	for _, s := range []string{"尉迟恭", "万俟", "a单", "\xff单", "𬱖\u0301", "é"} {
		f.Add(s)
	}

	speller := pinyin.NewSpeller()
	f.Fuzz(func(t *testing.T, name string) {
		full, initials := speller.Spell(name)
		if len(initials) > len(full) || len(initials) > utf8.RuneCountInString(name) {
			t.Errorf("%q: initials %q of %q", name, initials, full)
		}

		for _, r := range full {
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				t.Errorf("%q: %q holds %q", name, full, r)
			}
		}
	})
}

func BenchmarkSpell(b *testing.B) {
	speller := pinyin.NewSpeller()
	for b.Loop() {
		speller.Spell("尉迟建国")
	}
}
