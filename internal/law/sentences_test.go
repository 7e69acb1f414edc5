package law_test

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"lingping/internal/law"
)

// catalogue is the smallest package i18n.
const catalogue = `package i18n

type Word string

func T(lang string, zh string, args ...any) string { return zh }
`

func TestSentencesAreFoundWhereverTheyComeFrom(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       []string // sentence and number of arguments, in the order of lines
	}{
		{"said directly", `func f() { i18n.T("en", "有 %d 人", 3); i18n.T("en", "完成") }`, []string{"有 %d 人 1", "完成 0"}},
		{"not said at all", `func f() string { return "张三" }`, nil},
		{"not Chinese", `func f() { i18n.T("en", "%d%%", 3) }`, nil},
		{"with arguments that can't be counted", `func f(args ...any) { i18n.T("en", "有 %d 人", args...) }`, []string{"有 %d 人 -1"}},
		{"put together from constants", `const who = "有人"
			func f() { i18n.T("en", who+"来") }`, []string{"有人来 0"}},
		{"through a function that passes it on", `func say(zh string, args ...any) string { return i18n.T("en", zh, args...) }
			func f() { say("有 %s", 1) }`, []string{"有 %s 1"}},
		{"through a method and a field", `type e struct { text string; args []any }
			func (x e) tell() string { return i18n.T("en", x.text, x.args...) }
			func refuse(text string, args ...any) e { return e{text, args} }
			func f() { refuse("不行：%s", 1); _ = &e{text: "也不行"} }`, []string{"不行：%s 1", "也不行 -1"}},
		{"through a variable", `func f(ok bool) { text := "好"; if !ok { text = "不好" }; i18n.T("en", text) }`, []string{"好 -1", "不好 -1"}},
		{"through a result", `func state(open bool) string { if open { return "开" }; return "关" }
			func f() { i18n.T("en", state(true)) }`, []string{"开 -1", "关 -1"}},
		{"through one of two results", `func why() (string, string) { return "原因", "张三" }
			func f() { text, name := why(); i18n.T("en", text, name) }`, []string{"原因 -1"}},
		{"through a table", `var names = map[int]string{1: "一级", 2: "二级"}
			func f() { i18n.T("en", names[1]) }`, []string{"一级 -1", "二级 -1"}},
		{"through a list that is walked", `var heads = []string{"姓名", "职务"}
			func f() { for _, h := range heads { i18n.T("en", h) } }`, []string{"姓名 -1", "职务 -1"}},
		{"through a list of structs", `var rows = []*struct{ title, data string }{{"标题", "数据"}, {title: "又一个"}}
			func f() { for _, r := range rows { i18n.T("en", r.title) } }`, []string{"标题 -1", "又一个 -1"}},
		{"through a closure", `func f() { say := func(zh string) { i18n.T("en", zh) }; say("闭包") }`, []string{"闭包 -1"}},
		{"through a generic function", `func pass[T any](text string, v T) { i18n.T("en", text, v) }
			func f() { pass("泛型 %d", 1); pass[string]("再来 %s", "x") }`, []string{"泛型 %d -1", "再来 %s -1"}},
		{"through a function of the standard library that keeps types", `func f(err error) {
			if e, ok := errors.AsType[*fault](err); ok { i18n.T("en", e.text) } }
			type fault struct{ text string }
			func (*fault) Error() string { return "" }
			func g() error { return &fault{"出错"} }`, []string{"出错 -1"}},
		{"as a word", `type kind string
			func (k kind) Word() i18n.Word { switch k { case "a": return "党委" }; return i18n.Word(k) }
			var words = []i18n.Word{"党支部"}
			func f() { w := "党组"; g(i18n.Word("党员"), i18n.Word(w)) }
			func g(...any) {}`, []string{"党委 -1", "党支部 -1", "党组 -1", "党员 -1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, err := law.Read(fstest.MapFS{
				"internal/i18n/i18n.go": {Data: []byte(catalogue)},
				"internal/app/app.go": {Data: []byte("package app\n\nimport (\n\"errors\"\n\"lingping/internal/i18n\"\n" +
					"\"example.com/unknown\"\n)\n\nvar _ = errors.New\nvar _ = unknown.Thing\n\n" + c.code + "\n")},
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range tree.Sentences() {
				got = append(got, fmt.Sprint(s.Text, " ", s.Args))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("sentences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheProductsOwnSentencesAreFound(t *testing.T) {
	tree, err := law.Read(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, s := range tree.Sentences() {
		found[s.Text] = true
	}
	for _, text := range []string{
		"党支部", // a word of the domain
		"程序出错了，已记入日志；您的输入没有丢失，请稍后再试。", // said by i18n itself
	} {
		if !found[text] {
			t.Errorf("%q was not found, among %d sentences", text, len(found))
		}
	}
}
