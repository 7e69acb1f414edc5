package cli_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/testkit"
)

// stubs are what the commands of the document find instead of the machine's own: the program is this test's, the machine is a
// folder, and the service is the program in the background with the settings of the file.
const stubs = `
set -euo pipefail
lingping() { env -i PATH="$PATH" ` + asProgram + `=1 LANG=zh_CN.UTF-8 "$PROGRAM" "$@"; }
export -f lingping
runuser() { [ "$1 $2 $3" = "-u lingping --" ]; shift 3; "$@"; }
chown() { [ $# -ge 2 ]; }
apt-get() {
  [ "$1 $2 $3" = "install -y ./lingping_*_amd64.deb" ]
  mkdir -p "$ROOT/etc/lingping" "$ROOT/var/lib/lingping" "$ROOT/var/backups/lingping" "$ROOT/root"
  [ -e "$ROOT/etc/lingping/lingping.env" ] || cp "$DEPLOY/lingping.env" "$ROOT/etc/lingping/"
}
createuser() { [ "$*" = lingping ]; }
createdb() { [ $# -eq 7 ]; }
systemctl() {
  for unit in "$@"; do case $unit in enable|--now|start|stop) ;; *.timer) [ -e "$DEPLOY/$unit" ] ;; *) [ -e "$DEPLOY/$unit.service" ] ;; esac; done
  case $1 in
  stop) kill "$SERVICE"; wait "$SERVICE" ;;
  *)
    : >"$ROOT/log"
    env -i PATH="$PATH" ` + asProgram + `=1 "$PROGRAM" serve --config "$ROOT/etc/lingping/lingping.env" >"$ROOT/log" 2>&1 &
    SERVICE=$!
    until grep -q 请用浏览器打开 "$ROOT/log"; do kill -0 "$SERVICE" || { cat "$ROOT/log"; exit 1; }; done ;;
  esac
}
trap 'kill "${SERVICE:-}" 2>/dev/null || true' EXIT
set -x
`

// Whoever copies the commands of docs/operations.md, from the first to the last, gets a service over TLS, accounts, a backup that
// came back elsewhere, an upgrade, and a house on PostgreSQL and back.
func TestTheCommandsOfOperationsRun(t *testing.T) {
	text, err := os.ReadFile("../../docs/operations.md")
	check(t, err)
	var script strings.Builder
	for _, block := range regexp.MustCompile("(?s)\n```sh\n(.*?)\n```\n").FindAllStringSubmatch(string(text), -1) {
		script.WriteString(block[1] + "\n")
	}

	root := t.TempDir()
	deploy, err := filepath.Abs("../../deploy")
	check(t, err)
	program, err := filepath.Abs(os.Args[0])
	check(t, err)
	house, spare := testkit.BarePostgresURL(t), testkit.BarePostgresURL(t)
	commands := strings.NewReplacer("/etc/lingping", root+"/etc/lingping", "/var/", root+"/var/", "/srv/", root+"/srv/", "/root/", root+"/root/",
		"0.0.0.0:443", freeAddress(t), "127.0.0.1:9180", freeAddress(t), "$PG/lingping_spare", spare, "$PG/lingping", house).Replace(script.String())

	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()

	cmd := exec.CommandContext(ctx, "bash", "-c", stubs+commands+"\necho all done\n")
	cmd.Dir = root
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "ROOT=" + root, "DEPLOY=" + deploy, "PROGRAM=" + program, "HOME=" + root}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "\nall done\n") {
		t.Fatalf("%v\n%s", err, out)
	}

	for _, want := range []string{"激活码", "可以用。", "lingping_ready 1", ".tar.gz.age", "与给出的检查点相符", "逐行核对相符", "已在别处试恢复并体检"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("nothing is said of %q in\n%s", want, out)
		}
	}
}

// freeAddress is an address of this machine on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer l.Close()
	return fmt.Sprint(l.Addr())
}
