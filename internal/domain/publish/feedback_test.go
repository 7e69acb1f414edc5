package publish_test

import (
	"strings"
	"testing"

	"lingping/internal/domain/publish"
	"lingping/internal/errs"
)

func TestFeedbackSaysSomethingAndFits(t *testing.T) {
	for text, taken := range map[string]bool{
		" \n": false, "好": true, strings.Repeat("好", publish.MaxFeedback): true, strings.Repeat("好", publish.MaxFeedback+1): false,
	} {
		f := publish.Feedback{Text: text}
		if err := f.Check(); taken {
			ok(t, "feedback", err)
		} else {
			refused(t, "feedback of "+text, err, errs.Invalid)
		}
	}

	f := publish.Feedback{Text: " 宣传栏太高，看不清。\n"}
	ok(t, "feedback with blanks around it", f.Check())
	if f.Text != "宣传栏太高，看不清。" {
		t.Errorf("kept is %q", f.Text)
	}
}

func TestNobodyNeedsToSayWhoHeIs(t *testing.T) {
	for class, taken := range map[string]bool{"": true, "党员": true, "群众": true, "书记": false} {
		f := publish.Feedback{Text: "好", Class: class}
		if err := f.Check(); taken {
			ok(t, "feedback of "+class, err)
		} else {
			refused(t, "feedback of "+class, err, errs.Invalid)
		}
	}
}

func TestAReplyHasADispositionAndASentence(t *testing.T) {
	f := publish.Feedback{Text: "好"}
	refused(t, "no disposition", f.Reply("", "已调整", "钱芳", 5), errs.Invalid)
	refused(t, "a disposition that is none", f.Reply("忽略", "已调整", "钱芳", 5), errs.Invalid)
	refused(t, "no sentence", f.Reply("采纳", " ", "钱芳", 5), errs.Invalid)
	refused(t, "501 characters", f.Reply("采纳", strings.Repeat("答", 501), "钱芳", 5), errs.Invalid)
	if f.Disposition != "" || f.Answer != "" {
		t.Errorf("refused it says %+v", f)
	}

	ok(t, "500 characters", f.Reply("采纳", strings.Repeat("答", 500), "钱芳", 5))
	ok(t, "a better answer", f.Reply("解释", " 已调整 ", "周平", 6))
	if f.Disposition != "解释" || f.Answer != "已调整" || f.AnsweredBy != "周平" || f.AnsweredAt != 6 {
		t.Errorf("answered it says %+v", f)
	}

	for _, d := range publish.Dispositions() {
		ok(t, d, f.Reply(d, "好", "钱芳", 7))
	}
}

func TestAReceiptIsItsDigitsHoweverTheyAreTyped(t *testing.T) {
	kept := publish.ReceiptHash("1234-5678-90")
	for _, typed := range []string{"1234567890", " 1234 5678 90 ", "1234—5678—90"} {
		if publish.ReceiptHash(typed) != kept {
			t.Errorf("%q is another receipt", typed)
		}
	}

	for _, other := range []string{"1234567891", "123456789", "0123456789", "123456780", ""} {
		if publish.ReceiptHash(other) == kept {
			t.Errorf("%q is the same receipt", other)
		}
	}

	if len(kept) != 64 || strings.Contains(kept, "1234567890") {
		t.Errorf("what is kept is %q", kept)
	}
}
