package cli_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"lingping/internal/testkit"
)

// leaves are the commands without commands below them, as the help of each names them.
func (d desk) leaves(above string) []string {
	d.t.Helper()
	out, _ := d.run(0, append([]string{"help"}, strings.Fields(above)...)...)
	_, list, found := strings.Cut(out, "命令：\n")
	if !found {
		return []string{above}
	}

	list, _, _ = strings.Cut(list, "\n\n")
	var all []string
	for line := range strings.Lines(list) {
		name := strings.Fields(line)[0]
		if name == "help" || name == "completion" {
			continue
		}
		all = append(all, d.leaves(strings.TrimSpace(above+" "+name))...)
	}

	return all
}

// What the program writes holds codes, names and reviews: only who runs it may read it, wherever the file lay before.
func TestOnlyTheOwnerCanReadWhatTheProgramWrites(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o022))

	d := desk{t: t, dir: t.TempDir()}
	id := d.launched()
	writes := map[string][]string{
		"stats":  {"stats", id, "--out"},
		"forms":  {"forms", id, "--form", "3", "--out"},
		"roster": {"roster", "--out"},

		"checkpoint": {"checkpoint", "--out"},
		"bundle":     {"bundle", "--out"},
	}

	for _, command := range d.leaves("") {
		help, _ := d.run(0, append([]string{"help"}, strings.Fields(command)...)...)
		args, known := writes[command]
		if out := strings.Contains(help, "--out "); out != known {
			t.Errorf("lingping %s takes --out: %v; this test runs it: %v", command, out, known)
		}

		if !known {
			continue
		}

		for _, before := range []fs.FileMode{0, 0o644, 0o666} {
			file := filepath.Join(d.dir, command+before.String()+map[string]string{"stats": ".xlsx", "forms": ".zip", "roster": ".xlsx"}[command])
			if before != 0 {
				widened(t, file, before)
			}
			d.run(0, append(slices.Clone(args), file)...)
		}
	}

	owners(t, d.dir)
}

func TestADatabaseThatOthersCouldReadIsShutWhenItIsOpened(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o022))

	d := desk{t: t, dir: t.TempDir()}
	d.run(0, "import", d.file("名册.xlsx", testkit.Workbook(t)))
	for _, end := range []string{"", "-wal", "-shm"} {
		widened(t, filepath.Join(d.dir, "data", "lingping.db"+end), 0o666)
	}

	d.run(0, "round", "list")
	owners(t, d.dir)
}

// widened gives a file wider rights, and makes it when it is not there.
func widened(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, mode)
	if err != nil {
		t.Fatal(err)
	}

	if err := f.Chmod(mode); err != nil {
		t.Fatal(err)
	}

	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// owners wants every file below the folder to be its owner's alone.
func owners(t *testing.T, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		info, err := entry.Info()
		if err != nil {
			return err
		}

		files++
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s can be read as %v, want -rw-------", entry.Name(), mode)
		}

		return nil
	})

	if err != nil || files < 2 {
		t.Fatalf("%d files, %v", files, err)
	}
}
