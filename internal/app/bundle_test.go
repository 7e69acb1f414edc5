package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/ledger"
	"lingping/internal/i18n"
	"lingping/internal/store"
	"lingping/internal/testkit"
)

// bundleFiles are the files of a bundle, in their order.
type bundleFiles struct {
	names []string
	body  map[string]string
}

func bundleOf(t *testing.T, a *app.App) bundleFiles {
	t.Helper()
	var out bytes.Buffer
	ok(t, a.ExportBundle(t.Context(), access.LocalOperator(), &out, nil))
	in, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	ok(t, err)
	b := bundleFiles{body: map[string]string{}}
	for _, f := range in.File {
		r, err := f.Open()
		ok(t, err)
		body, err := io.ReadAll(r)
		ok(t, err)
		b.names, b.body[f.Name] = append(b.names, f.Name), string(body)
	}

	return b
}

// with is the bundle with a file changed; nil takes it out.
func (b bundleFiles) with(t *testing.T, name string, change func(string) string) bundleFiles {
	t.Helper()
	out := bundleFiles{body: map[string]string{}}
	for _, n := range b.names {
		body := b.body[n]
		if n == name && change == nil {
			continue
		}

		if n == name {
			if body = change(body); body == b.body[n] {
				t.Fatalf("%s was not changed", name)
			}
		}

		out.names, out.body[n] = append(out.names, n), body
	}

	return out
}

func (b bundleFiles) zipped(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range b.names {
		f, err := w.Create(name)
		ok(t, err)
		_, err = io.WriteString(f, b.body[name])
		ok(t, err)
	}

	ok(t, w.Close())
	return out.Bytes()
}

// audited is what our verifier says of a bundle.
func audited(t *testing.T, bundle []byte, with ledger.Outside) (said []string) {
	t.Helper()
	files, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	ok(t, err)
	v, err := ledger.AuditBundle(files, with, func(_ string, ms int64) time.Time { return clock.At(ms, time.UTC) })
	if err != nil {
		return []string{i18n.Error(i18n.Chinese, err)}
	}

	for _, wrong := range append(v.Wrong, v.Noted...) {
		said = append(said, i18n.Error(i18n.Chinese, wrong))
	}

	return said
}

// otherSays is what the verifier in another language says of it, and whether it finds nothing.
func otherSays(t *testing.T, bundle []byte, with ledger.Outside) (said string, whole bool) {
	t.Helper()
	dir := t.TempDir()
	args := []string{"../../scripts/verify-bundle", kept(t, dir, "bundle.zip", string(bundle))}
	if with.Checkpoint != "" {
		args = append(args, "--against", kept(t, dir, "against.txt", with.Checkpoint))
	}
	if with.Key != "" {
		args = append(args, "--key", kept(t, dir, "key.pub", with.Key))
	}

	out, err := exec.CommandContext(t.Context(), "python3", args...).CombinedOutput()
	if err != nil && !strings.Contains(string(out), "✗") {
		t.Fatalf("the second verifier does not run: %v\n%s", err, out)
	}

	return string(out), err == nil
}

func kept(t *testing.T, dir, name, body string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	ok(t, os.WriteFile(path, []byte(body), 0o600))
	return path
}

// bothSay fails unless both verifiers find something, or both nothing; says is what ours says of it, empty for nothing.
func bothSay(t *testing.T, bundle []byte, with ledger.Outside, says string) {
	t.Helper()
	ours := audited(t, bundle, with)
	theirs, whole := otherSays(t, bundle, with)
	switch {
	case (len(ours) == 0) != whole:
		t.Errorf("ours says:\n%s\nthe other:\n%s", strings.Join(ours, "\n"), theirs)
	case says == "" && !whole:
		t.Errorf("nothing is wrong, and it says:\n%s", strings.Join(ours, "\n"))
	case says != "" && !strings.Contains(strings.Join(ours, "\n"), says):
		t.Errorf("it says:\n%s\nwant something of “%s”", strings.Join(ours, "\n"), says)
	}
}

// line changes one line of a text, counted from 0.
func line(n int, change func(string) string) func(string) string {
	return func(text string) string {
		all := strings.SplitAfter(text, "\n")
		all[n] = change(all[n])
		return strings.Join(all, "")
	}
}

func replaced(pattern, by string) func(string) string {
	return func(text string) string { return regexp.MustCompile(pattern).ReplaceAllString(text, by) }
}

func noLine(string) string { return "" }

// forgeries are what somebody does to a bundle on its way; says is what the finding says.
var forgeries = []struct {
	name, file string
	change     func(string) string
	says       string
}{
	{"who did it", ledger.BundleEntriesFile, line(0, replaced(`"actor":"[^"]*"`, `"actor":"别人"`)), "改写"},
	{"when it was done", ledger.BundleEntriesFile, line(0, replaced(`"at":(\d)`, `"at":9$1`)), "改写"},
	{"a detail", ledger.BundleEntriesFile, line(0, replaced(`"detail":"`, `"detail":" `)), "改写"},
	{"the salt of an entry", ledger.BundleEntriesFile, line(0, replaced(`"salt":"..`, `"salt":"zz`)), "改写"},
	{"no commitment", ledger.BundleEntriesFile, line(0, replaced(`"commitment":"[^"]*"`, `"commitment":""`)), "改写"},
	{"a leaf", ledger.BundleEntriesFile, line(0, replaced(`"leaf":"..`, `"leaf":"AA`)), "检查点"},
	{"a leaf that is none", ledger.BundleEntriesFile, line(0, replaced(`"leaf":"[^"]*"`, `"leaf":"?"`)), "检查点"},
	{"an entry taken out", ledger.BundleEntriesFile, line(0, noLine), "抽掉"},
	{"an entry that is said to be gone", ledger.BundleEntriesFile, line(0, replaced(`"number":0`, `"number":0,"gone":true`)), "删除过"},
	{"an entry twice", ledger.BundleEntriesFile, line(0, func(l string) string { return l + l }), "检查点"},
	{"what an act left behind", ledger.BundleEntriesFile, replaced(`\n(round/1 \d+) \w`, "\n$1 x"), "改写"},
	{"the end cut off", ledger.BundleEntriesFile, func(text string) string { return text[:strings.LastIndex(text, `{"number":`)] }, "审计包说有"},
	{"half a line at the end", ledger.BundleEntriesFile, func(text string) string { return text[:len(text)-9] }, "不能读"},
	{"a line that is no JSON", ledger.BundleEntriesFile, line(0, func(string) string { return "x\n" }), "不能读"},
	{"a record altered", ledger.BundleRecordsFile, line(0, replaced(`"digest":"..`, `"digest":"zz`)), "被改动过"},
	{"a record taken out", ledger.BundleRecordsFile, line(0, noLine), "不见了"},
	{"a record put in", ledger.BundleRecordsFile, func(text string) string { return text + `{"kind":"review/1","key":"7","digest":"00"}` + "\n" }, "插进去"},
	{"the checkpoint of the bundle", ledger.BundleCheckpointFile, replaced(`(?m)^\d+$`, "7"), "检查点"},
	{"its root", ledger.BundleCheckpointFile, line(2, func(string) string { return "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" }), "检查点"},
	{"its signature", ledger.BundleCheckpointFile, replaced(`(— \S+ .{20})..`, "${1}xx"), "检查点"},
	{"a kept checkpoint", ledger.BundleCheckpointsFile, replaced(`"size":(\d+)`, `"size":1$1`), "检查点"},
	{"its length", ledger.BundleHeadFile, replaced(`"size":(\d+)`, `"size":1$1`), "检查点"},
	{"its format", ledger.BundleHeadFile, replaced(`bundle/1`, `bundle/9`), "不认识"},
	{"no entries", ledger.BundleEntriesFile, nil, "不完整"},
	{"no records", ledger.BundleRecordsFile, nil, "不完整"},
	{"no checkpoint", ledger.BundleCheckpointFile, nil, "不完整"},
	{"no head", ledger.BundleHeadFile, nil, "不完整"},
}

func TestTwoVerifiersAgreeOnGoodAndOnForgedBundles(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		a, outside := protected(t, s)
		good := bundleOf(t, a)
		bothSay(t, good.zipped(t), outside, "")
		bothSay(t, good.zipped(t), ledger.Outside{}, "")
		if strings.HasSuffix(t.Name(), "PostgreSQL") {
			return // of one text there is one bundle
		}

		for _, f := range forgeries {
			t.Run(f.name, func(t *testing.T) { bothSay(t, good.with(t, f.file, f.change).zipped(t), outside, f.says) })
		}

		other, stranger := stranger(t)
		for what, with := range map[string]ledger.Outside{
			"a checkpoint of another house":          {Checkpoint: other, Key: outside.Key},
			"a checkpoint of another house, no key":  {Checkpoint: other},
			"the key of another house":               {Checkpoint: outside.Checkpoint, Key: stranger},
			"a checkpoint that is none":              {Checkpoint: "x", Key: outside.Key},
			"a checkpoint of a ledger made anew":     {Checkpoint: replaced(`(?m)^[\w+/]{43}=$`, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")(outside.Checkpoint)},
			"a checkpoint of what was cut off since": {Checkpoint: replaced(`(?m)^(\d+)$`, "9$1")(outside.Checkpoint)},
		} {
			t.Run(what, func(t *testing.T) { bothSay(t, good.zipped(t), with, "检查点") })
		}
	})
}

// stranger is a checkpoint of another house, of one entry, and its key.
func stranger(t *testing.T) (signed, public string) {
	t.Helper()
	secret, public, err := ledger.NewKey()
	ok(t, err)
	origin, err := ledger.Origin(secret)
	ok(t, err)
	signed, err = ledger.Checkpoint{Origin: origin, Size: 1}.Sign(secret)
	ok(t, err)
	return signed, public
}

// What was edited in the database before the bundle was made is named by both.
func TestABundleTellsWhatWasEditedInTheDatabase(t *testing.T) {
	testkit.Released(t, testkit.ReleasedVersions()[0], func(t *testing.T, s *store.Store) {
		if strings.HasSuffix(t.Name(), "PostgreSQL") {
			return // the statements are those of TestEveryEditOfHistoryIsFoundWithAnOldCheckpoint, on both
		}

		a, outside := protected(t, s)
		edited := []string{"the text of a review that counts", "a version taken out", "a dissent rewritten", "a round reopened", "a role granted"}
		for _, b := range behinds {
			for _, name := range edited {
				if b.name == name {
					ok(t, s.WriteAlone(t.Context(), func(tx *store.Tx) error { _, err := tx.Exec(b.by); return err }))
				}
			}
		}

		bundle := bundleOf(t, a).zipped(t)
		for _, says := range []string{"点评 ", "点评的文本 ", "不见了", "不同意见 ", "轮次 ", "账号 "} {
			bothSay(t, bundle, outside, says)
		}
	})
}

// What is written while a bundle is made is not taken for an edit.
func TestWhatIsSavedAfterTheCheckpointOfABundleIsLater(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		secret, _, err := ledger.NewKey()
		ok(t, err)
		w.App.SignBy(secret)
		signed, err := w.App.Checkpoint(t.Context(), operator)
		ok(t, err)
		c, err := ledger.ReadCheckpoint(signed, "")
		ok(t, err)
		account(t, w, "102", "102")
		var later []ledger.State
		ok(t, w.Store.Read(t.Context(), func(tx *store.Tx) error {
			later, err = tx.LaterRecords(c.Size)
			return err
		}))

		if len(later) != 1 || later[0].Kind != "account/1" || !later[0].Later {
			t.Errorf("after %s it says %+v, want the account that was made since", strconv.FormatInt(c.Size, 10), later)
		}
	})
}

func TestOnlyWhoAuditsGetsABundleAndOnlyWhereThereIsAKey(t *testing.T) {
	w := testkit.NewWorld(t, testkit.SQLite(t))
	var out bytes.Buffer
	if err := w.App.ExportBundle(t.Context(), w.As("101").Actor, &out, nil); err == nil || out.Len() > 0 {
		t.Errorf("a leader got %d bytes, %v", out.Len(), err)
	}

	if err := w.App.ExportBundle(t.Context(), operator, &out, nil); err == nil || !strings.Contains(err.Error(), "签名密钥") {
		t.Errorf("without a key: %v", err)
	}
}
