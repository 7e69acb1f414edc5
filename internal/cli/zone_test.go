package cli_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/cli"
	"lingping/internal/clock"
)

// asProgram makes this very file, started anew, the program: so a test can have one in another environment.
const asProgram = "LINGPING_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(cli.Run(context.Background(), os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

var wallClock = regexp.MustCompile(`时区 (\S+)，本机时钟现在是 (\S+ \S+)。`)

// The house has its own day whatever zone the machine is set to, also one that does not exist.
func TestTheZoneOfTheMachineChangesNothing(t *testing.T) {
	shanghai, err := clock.Zone("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}

	for _, tz := range []string{"UTC", "Asia/Shangai", "America/New_York", "", "Pacific/Kiritimati"} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "doctor", "--data", filepath.Join(t.TempDir(), "data"))
		cmd.Env = []string{asProgram + "=1", "TZ=" + tz, "ZONEINFO=/nowhere"}
		var out, errOut bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errOut
		if err := cmd.Run(); err != nil {
			t.Fatalf("TZ=%s: %v\n%s%s", tz, err, &out, &errOut)
		}

		said := wallClock.FindStringSubmatch(out.String())
		if said == nil || said[1] != "Asia/Shanghai" {
			t.Fatalf("TZ=%s: the examination does not tell the clock of the house:\n%s", tz, &out)
		}

		told, err := time.ParseInLocation("2006-01-02 15:04:05", said[2], shanghai)
		if err != nil {
			t.Fatal(err)
		}

		if off := time.Since(told).Abs(); off > 5*time.Minute {
			t.Errorf("TZ=%s: the clock of the house is wrong by %v", tz, off)
		}
	}
}

func TestAMisspeltZoneIsRefusedAtTheStart(t *testing.T) {
	for _, args := range [][]string{{"serve"}, {"init", "--admin", "office"}, {"doctor"}, {"demo"}, {"import", "x.xlsx"}} {
		d := desk{t: t, dir: t.TempDir()}
		if _, errOut := d.run(2, append(args, "--zone", "Asia/Shangai")...); !strings.Contains(errOut, "没有叫“Asia/Shangai”的时区") {
			t.Errorf("%v --zone: %s", args, errOut)
		}

		d.env = append(d.env, "LINGPING_ZONE=Beijing")
		if _, errOut := d.run(2, args...); !strings.Contains(errOut, "没有叫“Beijing”的时区") {
			t.Errorf("LINGPING_ZONE %v: %s", args, errOut)
		}

		if _, err := os.Stat(filepath.Join(d.dir, "data", "lingping.db")); err == nil {
			t.Errorf("%v has made data before it was refused", args)
		}
	}
}

func TestTheZoneIsSettledAtTheFirstUseAndAnotherIsRefused(t *testing.T) {
	desks(t, func(t *testing.T, d desk) {
		out, _ := d.run(0, "init", "--admin", "office", "--zone", "Asia/Urumqi")
		if !strings.Contains(out, "时区：Asia/Urumqi") {
			t.Errorf("the beginning does not say the zone: %s", out)
		}

		for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"round", "list"}} {
			if _, errOut := d.run(1, append(args, "--zone", "Asia/Shanghai")...); !strings.Contains(errOut, "时区是 Asia/Urumqi") {
				t.Errorf("%v in another zone: %s", args, errOut)
			}
		}

		out, _ = d.run(1, "doctor", "--zone", "Asia/Shanghai")
		if !strings.Contains(out, "时区 Asia/Urumqi，本机时钟") || !strings.Contains(out, "✗ 这个单位的数据用的时区是 Asia/Urumqi") {
			t.Errorf("the examination with another zone: %s", out)
		}

		out, _ = d.run(0, "doctor", "--zone", "Asia/Urumqi")
		if !strings.Contains(out, "没有问题") {
			t.Errorf("the examination with its own zone: %s", out)
		}
	})
}

func TestTheStartSaysZoneAndClock(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()

	out := &stopping{stop: stop, at: "请用浏览器打开"}
	if code := cli.Run(ctx, []string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(d.dir, "data")}, nil, strings.NewReader(""), out, os.Stderr); code != 0 {
		t.Errorf("exit code %d", code)
	}

	if !regexp.MustCompile(`时区 Asia/Shanghai，现在是 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d。`).MatchString(out.String()) {
		t.Errorf("the start says:\n%s", out.String())
	}
}

// stopping is an output that stops the program when it has said something.
type stopping struct {
	bytes.Buffer
	stop func()
	at   string
}

// Write takes what is said.
func (s *stopping) Write(p []byte) (int, error) {
	if strings.Contains(string(p), s.at) {
		s.stop()
	}
	return s.Buffer.Write(p)
}

func TestAnAddressThatIsNoneIsRefusedAtTheStart(t *testing.T) {
	for base, said := range map[string]string{
		"https://dp.example.edu.cn/lingping": "不能有路径", "https://dp.example.edu.cn/?a=b": "问号", "https://office@dp.example.edu.cn": "用户名",
		"dp.example.edu.cn": "写得不对",
	} {
		d := desk{t: t, dir: t.TempDir()}
		if _, errOut := d.run(2, "serve", "--addr", "127.0.0.1:0", "--base-url", base); !strings.Contains(errOut, said) {
			t.Errorf("--base-url %s: %s", base, errOut)
		}

		d.env = []string{"LINGPING_BASE_URL=" + base}
		if _, errOut := d.run(2, "serve", "--addr", "127.0.0.1:0"); !strings.Contains(errOut, said) {
			t.Errorf("LINGPING_BASE_URL=%s: %s", base, errOut)
		}
	}
}
