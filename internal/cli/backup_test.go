package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lingping/internal/testkit"
)

// filled is a desk with a launched round, some answers and a key of the ledger.
func (d desk) filled() {
	d.t.Helper()
	d.launched()
	d.run(0, "checkpoint", "--out", filepath.Join(d.dir, "检查点.txt"))
}

var backedUp = regexp.MustCompile(`已备份到 (\S+)（`)

// backedUp makes a backup and gives its file.
func (d desk) backedUp(args ...string) string {
	d.t.Helper()
	out, _ := d.run(0, append([]string{"backup"}, args...)...)
	file := backedUp.FindStringSubmatch(out)
	if file == nil {
		d.t.Fatalf("the backup says\n%s", out)
	}
	return file[1]
}

// elsewhere is another machine with an empty place for data.
func (d desk) elsewhere() desk {
	other := desk{t: d.t, dir: d.t.TempDir()}
	if len(d.env) > 0 {
		other.env = []string{"LINGPING_DATABASE_URL=" + testkit.BarePostgresURL(d.t)}
	}
	return other
}

// What a backup holds comes back on another machine: the same coverage, sound, in agreement with the checkpoint that lies elsewhere; and
// nothing that is there already is touched.
func TestABackupComesBackOnAnotherMachine(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		d.filled()
		var spare []string
		if len(d.env) > 0 {
			spare = []string{"--spare", testkit.BarePostgresURL(t)}
		}

		file := d.backedUp(spare...)
		checkpoint := filepath.Join(d.dir, "检查点.txt")
		before, _ := d.run(0, "round", "list")
		there := d.elsewhere()
		if len(d.env) == 0 {
			check(t, os.MkdirAll(filepath.Join(there.dir, "data"), 0o700))
			for _, end := range []string{"-wal", "-shm"} { // left by a database that was deleted by hand
				check(t, os.WriteFile(filepath.Join(there.dir, "data", "lingping.db"+end), []byte(strings.Repeat("old", 20_000)), 0o600))
			}
		}

		out, errOut := there.run(0, "restore", file, "--against", checkpoint)
		if !strings.Contains(out, "与给出的检查点相符") || !strings.Contains(errOut, "签名密钥不在备份里") {
			t.Errorf("restoring says\n%s%s", out, errOut)
		}

		if len(d.env) == 0 && strings.Count(errOut, ".left-") != 2 {
			t.Errorf("the log that was left is not put aside:\n%s", errOut)
		}

		if after, _ := there.run(0, "round", "list"); after != before {
			t.Errorf("what came back has the rounds\n%swhere there were\n%s", after, before)
		}

		there.run(0, "doctor")
		there.run(0, "verify", "--against", checkpoint)
		if _, errOut := there.run(1, "restore", file); !strings.Contains(errOut, "已经有数据库，没有动它") {
			t.Errorf("restoring over a house says %s", errOut)
		}

		d.run(0, "import", d.file("更多.csv", []byte("党组织代码,党组织全称,类别,上级党组织\nW9,新支部,党支部,W0\n")))
		d.run(0, "checkpoint", "--out", checkpoint)
		if out, _ := d.elsewhere().run(3, "restore", file, "--against", checkpoint); !strings.Contains(out, "少 1 条记录") {
			t.Errorf("restoring what is older than the checkpoint says\n%s", out)
		}

		stranger := desk{t: t, dir: t.TempDir()}
		stranger.filled()
		last := d.elsewhere()
		if _, errOut := last.run(1, "restore", file, "--against", filepath.Join(stranger.dir, "检查点.txt")); !strings.Contains(errOut, "与给出的检查点不符") {
			t.Errorf("restoring against the checkpoint of another house says %s", errOut)
		}

		if len(d.env) == 0 {
			if left := files(t, filepath.Join(last.dir, "data")); len(left) != 0 {
				t.Errorf("a refused restore leaves %v", left)
			}
		}
	})
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}

	return names
}

// Encrypted, a backup tells nobody anything but who holds the key, and brings the key of the ledger along.
func TestAnEncryptedBackupOpensWithItsKeyOnly(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.filled()
	key, other := filepath.Join(d.dir, "备份.key"), filepath.Join(d.dir, "别人.key")
	public, _ := d.run(0, "backup", "key", key)
	d.run(0, "backup", "key", other)
	d.run(2, "backup", "key", key)
	file := d.backedUp("--encrypt-to", strings.TrimSpace(public))
	if !strings.HasSuffix(file, ".tar.gz.age") {
		t.Errorf("the file is %s", file)
	}

	for _, try := range []struct {
		args []string
		want string
	}{{nil, "是加密的"}, {[]string{"--identity", other}, "给出的密钥不是它的"}} {
		if _, errOut := d.elsewhere().run(1, append([]string{"restore", file}, try.args...)...); !strings.Contains(errOut, try.want) {
			t.Errorf("restoring with %v says %s", try.args, errOut)
		}
	}

	there := d.elsewhere()
	there.run(0, "restore", file, "--identity", key, "--against", filepath.Join(d.dir, "检查点.txt"))
	kept, err := os.ReadFile(filepath.Join(there.dir, "data", "ledger.key"))
	check(t, err)
	mine, err := os.ReadFile(filepath.Join(d.dir, "data", "ledger.key"))
	check(t, err)
	if string(kept) != string(mine) {
		t.Error("the key of the ledger is another one")
	}
}

// Whatever byte of a backup is changed or missing, it is refused and nothing is put anywhere.
func TestADamagedBackupIsRefused(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.filled()
	content, err := os.ReadFile(d.backedUp())
	check(t, err)
	for n := range 12 {
		at := len(content) * n / 12
		bad := append([]byte{}, content...)
		bad[at] ^= 0x55
		if n%3 == 2 {
			bad = bad[:at]
		}

		there := d.elsewhere()
		if _, errOut := there.run(1, "restore", d.file("坏.tar.gz", bad)); !strings.Contains(errOut, "不完整") && at > 3 {
			t.Errorf("a backup that is damaged at %d: %s", at, errOut)
		}

		if left := files(t, filepath.Join(there.dir, "data")); len(left) != 0 {
			t.Errorf("a refused restore leaves %v", left)
		}
	}
}

// A house in which something was altered is copied, and the copy says that it is not verified; it keeps no good copy from being kept.
func TestABackupInWhichSomethingIsWrongSaysSo(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.filled()
	good := d.backedUp()
	testkit.Tamper(t, filepath.Join(d.dir, "data", "lingping.db"), "UPDATE ledger SET at = at + 1")
	out, _ := d.run(1, "backup", "--keep", "1,0,0")
	if !strings.Contains(out, ".unverified.tar.gz") || !strings.Contains(out, "✗") {
		t.Errorf("the backup says\n%s", out)
	}

	if _, err := os.Stat(good); err != nil {
		t.Errorf("the last good backup: %v", err)
	}
}

// A copy never has the keys of gatherings of opinions, and nothing of it lies unlocked elsewhere when it is made.
func TestABackupLeavesTheKeysOfOpinionsWhereTheyAre(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.filled()
	check(t, os.MkdirAll(filepath.Join(d.dir, "data-keys"), 0o700))
	file := d.backedUp("--to", filepath.Join(d.dir, "去处"))
	there := d.elsewhere()
	there.run(0, "restore", file)
	if _, err := os.Stat(filepath.Join(there.dir, "data-keys")); err == nil {
		t.Error("the folder of keys came along")
	}

	for _, dir := range []string{"data", "去处"} {
		for _, name := range files(t, filepath.Join(d.dir, dir)) {
			if strings.HasPrefix(name, ".") {
				t.Errorf("%s is left in %s", name, dir)
			}
		}
	}
}

// There and back between the engines the house stays the same.
func TestAHouseMovesToPostgreSQLAndBack(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	d.filled()
	checkpoint := filepath.Join(d.dir, "检查点.txt")
	server := testkit.BarePostgresURL(t)
	d.run(2, "move")
	d.run(0, "move", "--to", server)
	onServer := desk{t: t, dir: d.dir, env: []string{"LINGPING_DATABASE_URL=" + server}}
	onServer.run(0, "verify", "--against", checkpoint)
	onServer.run(0, "doctor")
	onServer.run(0, "move", "--to", filepath.Join(d.dir, "again", "data"))
	(desk{t: t, dir: filepath.Join(d.dir, "again")}).run(0, "verify", "--against", checkpoint)
	if _, errOut := d.run(1, "move", "--to", server); !strings.Contains(errOut, "已经有数据库") {
		t.Errorf("moving into a house says %s", errOut)
	}
}
