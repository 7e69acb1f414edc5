package app_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// behind is what somebody does to the database behind the program's back.
type behind struct{ name, by, says string }

// behinds are the edits that are found; says is what the finding says.
var behinds = []behind{
	{"the text of a review that counts", `UPDATE review SET body = REPLACE(body, '。', '！') WHERE id = (SELECT MAX(v.id) FROM review v JOIN obligation o ON o.id = v.id WHERE o.state = 'confirmed' AND v.body LIKE '%。%')`, "点评"},
	{"that text and its version", `UPDATE review_version SET body = REPLACE(body, '。', '！')`, "点评的文本"},
	{"the reason of a correction", `UPDATE review_version SET reason = '笔误'`, "点评的文本"},
	{"a version taken out", `DELETE FROM review_version WHERE review_id = (SELECT MAX(review_id) FROM review_version)`, "不见了"},
	{"a version put in", `INSERT INTO review_version SELECT review_id, version + 7, body, reason, writer_name, at FROM review_version WHERE review_id = (SELECT MAX(review_id) FROM review_version)`, "插进去"},
	{"who reviewed", `UPDATE obligation SET reviewer_id = reviewer_id + 1 WHERE state = 'confirmed'`, "点评"},
	{"who owes it now", `UPDATE obligation SET owner_id = owner_id + 1 WHERE state = 'confirmed'`, "点评"},
	{"whom it was about", `UPDATE obligation SET person_id = 1 WHERE id = (SELECT MAX(id) FROM obligation WHERE state = 'confirmed' AND kind = 'member')`, "点评"},
	{"a review that counts and does not", `UPDATE obligation SET state = 'submitted' WHERE state = 'confirmed'`, "点评"},
	{"the day of a review", `UPDATE review SET day = '2026-01-01' WHERE confirmed_at > 0`, "点评"},
	{"the place of a review", `UPDATE review SET place = '别处' WHERE confirmed_at > 0`, "点评"},
	{"that the subject signed", `UPDATE review SET acknowledged_at = 1 WHERE acknowledged_at = 0 AND confirmed_at > 0`, "点评"},
	{"a review taken out", `DELETE FROM review WHERE id = (SELECT MAX(review_id) FROM review_version)`, "不见了"},
	{"a dissent erased", `DELETE FROM dissent`, "不同意见"},
	{"a dissent rewritten", `UPDATE dissent SET body = '没有意见'`, "不同意见"},
	{"an answer to a dissent", `UPDATE dissent SET answer = '已谈过', answered_by = '某人', answered_at = 5`, "不同意见"},
	{"an everyday review", `UPDATE everyday_version SET problems = ''`, "日常点评的文本"},
	{"an everyday review of another", `UPDATE everyday SET reviewer_id = reviewer_id + 1`, "日常点评"},
	{"a summary handed in", `UPDATE summary SET body = REPLACE(body, '。', '！') WHERE state = 'submitted'`, "总结"},
	{"a summary taken back", `UPDATE summary SET state = 'draft' WHERE state = 'submitted'`, "总结"},
	{"a notice and its digest", `UPDATE notice_edition SET body = REPLACE(body, '。', '！'), hash = 'x'`, "公开稿"},
	{"how long a notice hangs", `UPDATE notice SET to_day = '2030-01-01' WHERE to_day <> ''`, "通报"},
	{"who approved a notice", `UPDATE notice_act SET name = '某人'`, "公开的办理记录"},
	{"an approval taken out", `DELETE FROM notice_act WHERE id = (SELECT MAX(id) FROM notice_act)`, "不见了"},
	{"that a member objects", `UPDATE notice_consent SET wish = 'yes' WHERE wish = 'no'`, "对公开的意见"},
	{"a pack and its digest", `UPDATE filing SET hash = 'x'`, "备案"},
	{"a receipt", `UPDATE filing SET number = number + 40, state = 'received' WHERE id = (SELECT MAX(id) FROM filing)`, "备案"},
	{"the digest of a file", `UPDATE blob SET hash = 'x'`, "文件"},
	{"a file of evidence taken out", `DELETE FROM dossier_file`, "附件"},
	{"the ticket of a draw", `UPDATE draw_lot SET place = 0`, "随机抽取"},
	{"the public number of a draw", `UPDATE draw SET public = '1' WHERE drawn_at > 0`, "随机抽取"},
	{"an action closed", `UPDATE action SET state = 'closed', closed_day = '2026-11-01' WHERE state <> 'closed'`, "整改事项"},
	{"the deadline of an action", `UPDATE action SET deadline = '2030-01-01'`, "整改事项"},
	{"an action taken out", `DELETE FROM action WHERE id = (SELECT MAX(id) FROM action)`, "不见了"},
	{"the history of an action", `UPDATE action_event SET said = '已整改' WHERE id = (SELECT MAX(id) FROM action_event)`, "整改的办理记录"},
	{"a letter", `UPDATE reply SET body = body || '。' WHERE state <> 'draft'`, "书面回复"},
	{"sealed statistics and their seal", `UPDATE stats_copy SET body = '{}', seal = 'x'`, "封存统计"},
	{"an opinion", `UPDATE opinion SET text = '很好' WHERE id = (SELECT MAX(id) FROM opinion)`, "征求到的意见"},
	{"an opinion taken out", `DELETE FROM opinion WHERE id = (SELECT MAX(id) FROM opinion)`, "征求到的意见"},
	{"a round reopened", `UPDATE round SET state = 'launched' WHERE state = 'archived'`, "轮次"},
	{"the scheme of a round", `UPDATE round SET scheme_text = scheme_text || ' '`, "轮次"},
	{"an exemption put in", `INSERT INTO exemption SELECT round_id, unit_id, 'unit', person_id, class, reason, approver, at, by_name FROM exemption WHERE kind <> 'unit'`, "免评"},
	{"the reason of a hand-over", `UPDATE handover SET reason = '退休'`, "移交"},
	{"a role granted", `INSERT INTO account_role SELECT MIN(id), 'security', 0 FROM account`, "账号"},
	{"a secret replaced", `UPDATE account SET secret = (SELECT MAX(secret) FROM account)`, "账号"},
	{"an account of another person", `UPDATE account SET person_id = 0`, "账号"},
	{"a session forged", `INSERT INTO session (hash, account_id, made_at, seen_at, ends_at, shared)
		SELECT 'forged', MIN(id), 1, 1, 9999999999999, FALSE FROM account`, "登录"},
	{"a clerk appointed", `UPDATE clerk SET clerk_id = clerk_id + 1`, "代录人"},
	{"a setting", `UPDATE setting SET value = '别处' WHERE name NOT LIKE 'longest.%'`, "设置"},
	{"the last entry of the ledger deleted", `DELETE FROM ledger WHERE id = (SELECT MAX(id) FROM ledger)`, "删除"},
	{"an entry in the middle deleted", `DELETE FROM ledger WHERE id = (SELECT entry_id FROM ledger_leaf WHERE number = 100)`, "第 100 条不见了"},
	{"an entry and its leaf deleted", `DELETE FROM ledger_leaf WHERE number = 100`, "抽掉"},
	{"all entries deleted", `DELETE FROM ledger`, "不见了"},
	{"an entry rewritten", `UPDATE ledger SET actor = '别人' WHERE id = (SELECT entry_id FROM ledger_leaf WHERE number = 50)`, "改写"},
	{"the salt of an entry", `UPDATE ledger SET salt = '00' WHERE id = (SELECT entry_id FROM ledger_leaf WHERE number = 50)`, "改写"},
	{"an entry put in", `INSERT INTO ledger SELECT 7, at, account_id, actor, action, object, round_id, detail, commitment, salt FROM ledger WHERE id = (SELECT MAX(id) FROM ledger)`, "插进去"},
	{"an entry with a leaf of its own", `UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_leaf WHERE number = 51) WHERE number = 50`, "改写"},
	{"the tail cut off", `DELETE FROM ledger_leaf WHERE number >= (SELECT size - 20 FROM ledger_tree)`, "后面的被删除了"},
	{"the whole tree taken away", `DELETE FROM ledger_leaf`, "没有列入台账"},
	{"the kept tree", `UPDATE ledger_tree SET size = size - 1`, "台账树"},
	{"what an act left behind", `UPDATE ledger_content SET digest = 'x' WHERE record = (SELECT MAX(record) FROM ledger_content WHERE kind = 'action/1')`, "整改事项"},
	{"one bit of a digest", `UPDATE ledger_leaf SET hash = 'A' || SUBSTR(hash, 2) WHERE SUBSTR(hash, 1, 1) = 'B'`, "改写"},
	{"the checkpoint that is kept", `UPDATE ledger_checkpoint SET size = size - 1`, "检查点"},
	{"the figures of two units", `UPDATE counter SET value = value + 1`, "统计数"},
}

// beyond are edits that the ledger does not see, and why: what is said of them in ADR 0034 is true.
var beyond = []struct{ name, by, why string }{
	{"a review that is being written", `UPDATE review SET body = body || '。' WHERE id IN (SELECT id FROM obligation WHERE state = 'draft')`, "nobody has signed it"},
	{"what was found on the spot", `UPDATE fieldwork SET place = '别处'`, "a working paper; what follows from it stands in reviews"},
	{"the minutes of a meeting", `UPDATE occasion SET title = '别的会'`, "a working paper; what was said there stands in reviews"},
	{"a commitment", `UPDATE commitment SET body = body || '。'`, "written anew at any time until it is made public"},
	{"what a unit planned", `UPDATE arrangement_row SET place = '别处'`, "a plan, not what was done"},
	{"the roster", `UPDATE person SET nation = '别族'`, "the office imports it anew"},
	{"that a session was used", `UPDATE session SET seen_at = seen_at + 1`, "no act of anybody"},
}

func TestEditsThatHistoryDoesNotCoverAreThoseThatAreSaid(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		a, outside := protected(t, s)
		for _, b := range beyond {
			ok(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error {
				n, err := tx.Exec(b.by)
				if n == 0 {
					t.Errorf("there is nothing to edit by %s", b.by)
				}
				return err
			}))
			if said := verified(t, a, outside); len(said) > 0 {
				t.Errorf("%s is found, so it need not be listed: %s", b.name, said[0])
			}
			t.Logf("not found: %s: %s", b.name, b.why)
		}
	})
}

// verified is what doctor and the ledger find, as sentences.
func verified(t *testing.T, a *app.App, with ledger.Outside) (said []string) {
	t.Helper()
	v, err := a.Verify(t.Context(), access.LocalOperator(), with)
	ok(t, err)
	h, err := a.Examine(t.Context(), access.LocalOperator())
	ok(t, err)
	for _, wrong := range append(v.Wrong, h.Wrong...) {
		said = append(said, i18n.Error(i18n.Chinese, wrong))
	}

	return said
}

// protected is a house of an earlier release that has come under the tree, with a checkpoint that was taken away.
func protected(t *testing.T, s *store.Store) (*app.App, ledger.Outside) {
	t.Helper()
	a := app.New(s)
	secret, public, err := ledger.NewKey()
	ok(t, err)
	a.OpenKeys(filepath.Join(t.TempDir(), "keys"))
	ok(t, a.Prepare(t.Context()))
	a.SignBy(secret)
	signed, err := a.Checkpoint(t.Context(), access.LocalOperator())
	ok(t, err)
	return a, ledger.Outside{Checkpoint: signed, Key: public}
}

var errUndone = errors.New("undone")

func TestEveryEditOfHistoryIsFoundWithAnOldCheckpoint(t *testing.T) {
	if len(behinds) < 40 {
		t.Errorf("%d edits, want 40 at least", len(behinds))
	}

	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		a, outside := protected(t, s)
		if said := verified(t, a, outside); len(said) > 0 {
			t.Fatalf("nothing was edited, and it says:\n%s", strings.Join(said, "\n"))
		}

		for _, b := range behinds {
			t.Run(b.name, func(t *testing.T) {
				err := s.WriteAlone(t.Context(), func(tx *store.Tx) error {
					n, err := tx.Exec(b.by)
					ok(t, err)
					if n == 0 {
						t.Errorf("there is nothing to edit by %s", b.by)
					}

					if begun, err := tx.TreeMissing(); err != nil || begun {
						t.Errorf("the next start would put everything under the ledger as it is now: %v", err)
					}

					wrong, err := app.WrongWithin(tx, outside)
					ok(t, err)
					var said []string
					for _, w := range wrong {
						said = append(said, i18n.Error(i18n.Chinese, w))
					}

					if !strings.Contains(strings.Join(said, "\n"), b.says) {
						t.Errorf("it says:\n%s\nwant something of “%s”", strings.Join(said, "\n"), b.says)
						return errUndone
					}

					t.Logf("found: %s", said[slices.IndexFunc(said, func(one string) bool { return strings.Contains(one, b.says) })])
					return errUndone
				})
				if err == nil {
					t.Error("the edit was not undone")
				}
			})
		}
	})
}

// protect puts a world, whose rows were made by no act, under the ledger as it is.
func protect(t *testing.T, w *testkit.World) {
	t.Helper()
	ok(t, w.Store.WriteAlone(t.Context(), app.Protect))
}

// unaltered fails when a record is not what the ledger says of it.
func unaltered(t *testing.T, w *testkit.World) {
	t.Helper()
	ok(t, w.App.SequenceLedger(t.Context()))
	v, err := w.App.Verify(t.Context(), access.LocalOperator(), ledger.Outside{})
	ok(t, err)
	for _, wrong := range v.Wrong {
		t.Error(wrong)
	}
}

// healthy wants the doctor to find nothing.
func healthy(t *testing.T, w *testkit.World) {
	t.Helper()
	h, err := w.App.Examine(t.Context(), operator)
	ok(t, err)
	for _, wrong := range h.Wrong {
		t.Errorf("the doctor says: %v", wrong)
	}

	unaltered(t, w)
}
