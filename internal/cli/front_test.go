package cli_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"lingping/internal/cli"
)

// serving is the program as it serves, until the test ends.
type serving struct {
	at, watch string
	stop      func() (code int, said string)
}

// serve starts the program over the desk's data.
func (d desk) serve(args ...string) serving {
	d.t.Helper()
	ctx, end := context.WithCancel(d.t.Context())
	read, write := io.Pipe()
	code := make(chan int, 1)
	go func() {
		args := append([]string{"serve", "--addr", "127.0.0.1:0", "--data", filepath.Join(d.dir, "data")}, args...)
		code <- cli.Run(ctx, args, d.env, strings.NewReader(""), write, write)
		write.Close()
	}()

	s := serving{}
	var said strings.Builder
	lines := bufio.NewScanner(read)
	for s.at == "" && lines.Scan() {
		fmt.Fprintln(&said, lines.Text())
		if found := regexp.MustCompile(`监控：(http://\S+)/metrics`).FindStringSubmatch(lines.Text()); found != nil {
			s.watch = found[1]
		}
		if strings.Contains(lines.Text(), "请用浏览器打开") {
			s.at = strings.TrimSuffix(regexp.MustCompile(`https?://\S+`).FindString(lines.Text()), "/")
		}
	}

	if s.at == "" {
		end()
		d.t.Fatalf("the program ended with %d:\n%s", <-code, &said)
	}

	rest := make(chan string, 1)
	go func() {
		all, _ := io.ReadAll(read)
		rest <- string(all)
	}()

	s.stop = func() (int, string) {
		end()
		out := <-code
		return out, said.String() + lines.Text() + <-rest
	}
	d.t.Cleanup(end)
	return s
}

// certificate writes a certificate for this machine, good for whoever trusts it, and gives its number.
func (d desk) certificate(number int64) (chain, key string) {
	d.t.Helper()
	pair, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(d.t, err)
	of := &x509.Certificate{SerialNumber: big.NewInt(number), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	signed, err := x509.CreateCertificate(rand.Reader, of, of, &pair.PublicKey, pair)
	check(d.t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(pair)
	check(d.t, err)
	return d.file("cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed})),
		d.file("cert.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

// shown is the number of the certificate that the server shows.
func shown(t *testing.T, at string, with *tls.Config) (number int64, spoken string) {
	t.Helper()
	conn, err := tls.Dial("tcp", strings.TrimPrefix(at, "https://"), with)
	check(t, err)
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64(), conn.ConnectionState().NegotiatedProtocol
}

// With a certificate the program speaks HTTPS by itself; when the files are replaced it shows the new one, and while they are
// damaged the last good one.
func TestACertificateIsUsedAndFollowed(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	chain, key := d.certificate(1)
	s := d.serve("--cert", chain, "--cert-key", key, "--log-format", "json")
	trusting := &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2", "http/1.1"}}
	if number, spoken := shown(t, s.at, trusting); !strings.HasPrefix(s.at, "https://") || number != 1 || spoken != "h2" {
		t.Errorf("at %s the certificate is %d and %q is spoken", s.at, number, spoken)
	}

	old := &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}
	if _, err := tls.Dial("tcp", strings.TrimPrefix(s.at, "https://"), old); err == nil {
		t.Error("TLS 1.1 is spoken")
	}

	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}}
	out, err := client.Get(s.at + "/login")
	check(t, err)
	check(t, out.Body.Close())
	if out.StatusCode != 200 || out.Header.Get("Strict-Transport-Security") == "" || out.ProtoMajor != 2 {
		t.Errorf("the login page: %s %d, %v", out.Proto, out.StatusCode, out.Header)
	}

	d.file("cert.pem", []byte("half a file"))
	end := time.Now().Add(time.Minute)
	for until := time.Now().Add(1200 * time.Millisecond); time.Now().Before(until); {
		if number, _ := shown(t, s.at, trusting); number != 1 {
			t.Fatalf("with a damaged file certificate %d is shown", number)
		}
	}

	d.certificate(2)
	for number := int64(1); number != 2; number, _ = shown(t, s.at, trusting) {
		if time.Now().After(end) {
			t.Fatal("the new certificate is never shown")
		}
	}

	d.run(0, "health", "--addr", strings.TrimPrefix(s.at, "https://"))
	code, said := s.stop()
	if code != 0 {
		t.Errorf("stopping gives %d:\n%s", code, said)
	}

	logged := 0
	for line := range strings.Lines(said) {
		var entry struct{ Msg, Pattern string }
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Msg == "request" && entry.Pattern == "/login" {
			logged++
		}
	}

	if logged != 1 {
		t.Errorf("%d lines in JSON about the login page in\n%s", logged, said)
	}
}

// What everybody on the way could read is refused; what is wrongly set is said before anything is opened.
func TestPlainPagesGoToThisMachineOrToANamedProxyOnly(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	chain, _ := d.certificate(1)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--addr", "0.0.0.0:0"}, "没有加密"},
		{[]string{"--addr", ":0"}, "没有加密"},
		{[]string{"--addr", "[::]:0"}, "没有加密"},
		{[]string{"--cert", chain}, "要一起给"},
		{[]string{"--cert", chain, "--cert-key", chain}, "不能用"},
		{[]string{"--behind-proxy", "10.0.0.300"}, "写得不对"},
		{[]string{"--behind-proxy", "0.0.0.0/0"}, "所有地址"},
		{[]string{"--behind-proxy", "::/0"}, "所有地址"},
		{[]string{"--log-format", "xml"}, "xml"},
	} {
		code := 2
		if c.want == "不能用" {
			code = 1
		}
		if _, errOut := d.run(code, append([]string{"serve", "--addr", "127.0.0.1:0"}, c.args...)...); !strings.Contains(errOut, c.want) {
			t.Errorf("serve %v says %s", c.args, errOut)
		}
	}

	d.env = []string{"LINGPING_PROXIED=1"}
	if _, errOut := d.run(2, "serve"); !strings.Contains(errOut, "--behind-proxy") {
		t.Errorf("the setting that is no more: %s", errOut)
	}
}

// Those who watch over the program read how it is on an address of its own, and nothing about persons.
func TestThoseWhoWatchReadHowItIs(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	s := d.serve("--watch-addr", "127.0.0.1:0", "--behind-proxy", "127.0.0.1")
	for range 3 {
		ask(t, s.at+"/login")
		ask(t, s.at+"/s?code=secret")
	}

	said := ask(t, s.watch+"/metrics")
	for _, want := range []string{`lingping_requests_total{method="GET",pattern="/login",status="200"} 3`, "lingping_ready 1",
		`lingping_request_seconds_count{pattern="/login"} 3`, `lingping_request_seconds_bucket{pattern="/login",le="+Inf"} 3`, "# TYPE lingping_request_seconds histogram"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing is said of %s in\n%s", want, said)
		}
	}

	if strings.Contains(said, "secret") || strings.Contains(said, `pattern="/s"`) {
		t.Errorf("it is counted when slips are handed in:\n%s", said)
	}

	for _, path := range []string{"/healthz", "/readyz"} {
		for _, at := range []string{s.at, s.watch} {
			if got := ask(t, at+path); got != "ok\n" {
				t.Errorf("%s%s says %q", at, path, got)
			}
		}
	}

	if got := ask(t, s.at+"/metrics"); strings.Contains(got, "lingping_requests_total") {
		t.Error("everybody can read the metrics")
	}

	s.stop()
	d.run(1, "health", "--addr", strings.TrimPrefix(s.at, "http://"))
}

// Behind a proxy people come by HTTPS, whether or not their address was set, unless it says that they do not.
func TestBehindAProxyPeopleAreHeldToHTTPS(t *testing.T) {
	for _, c := range []struct {
		with []string
		want bool
	}{
		{nil, false}, {[]string{"--behind-proxy", "127.0.0.1"}, true},
		{[]string{"--behind-proxy", "127.0.0.1", "--base-url", "https://x.example"}, true},
		{[]string{"--behind-proxy", "127.0.0.1", "--base-url", "http://x.example"}, false},
	} {
		d := desk{t: t, dir: t.TempDir()}
		s := d.serve(append([]string{"--watch-addr", "127.0.0.1:0"}, c.with...)...)
		out, err := http.Get(s.at + "/login")
		check(t, err)
		check(t, out.Body.Close())
		if got := out.Header.Get("Strict-Transport-Security") != ""; got != c.want {
			t.Errorf("%v: people are held to HTTPS, and cookies with them: %v, want %v", c.with, got, c.want)
		}

		s.stop()
	}
}

func ask(t *testing.T, at string) string {
	t.Helper()
	out, err := http.Get(at)
	check(t, err)
	defer out.Body.Close()
	body, err := io.ReadAll(out.Body)
	check(t, err)
	return string(body)
}

// The flag holds before the environment, that before the file; what can be set is one list.
func TestSettingsComeFromFlagEnvironmentAndFile(t *testing.T) {
	d := desk{t: t, dir: t.TempDir()}
	out, _ := d.run(0, "config")
	golden(t, "config.txt", out)

	file := d.file("lingping.env", []byte("# 设置\n\nLINGPING_LOG_FORMAT=\"file\"\nLINGPING_LOG_LEVEL=file\n"))
	wants := func(want string, args ...string) {
		t.Helper()
		if _, errOut := d.run(2, append([]string{"serve"}, args...)...); !strings.Contains(errOut, "“"+want+"”") {
			t.Errorf("serve %v with %v says %s", args, d.env, errOut)
		}
	}
	wants("file", "--config", file, "--log-level", "info")
	d.env = []string{"LINGPING_CONFIG=" + file, "LINGPING_LOG_FORMAT=environment"}
	wants("environment", "--log-level", "info")
	wants("flag", "--log-level", "info", "--log-format", "flag")

	d.env = nil
	for _, bad := range []string{"LINGPING_NOTHING=1\n", "anything\n", "\n\nPATH=/bin\n"} {
		if _, errOut := d.run(2, "doctor", "--config", d.file("bad.env", []byte(bad))); !strings.Contains(errOut, fmt.Sprintf("第 %d 行", strings.Count(bad, "\n"))) {
			t.Errorf("%q: %s", bad, errOut)
		}
	}
}

// The units are read by systemd without a complaint and shut out what the program does not need.
func TestTheUnitsOfTheService(t *testing.T) {
	tool, err := exec.LookPath("systemd-analyze")
	check(t, err)
	dir := t.TempDir()
	for _, name := range []string{"lingping.service", "lingping-backup.service", "lingping-backup.timer"} {
		text, err := os.ReadFile(filepath.Join("../../deploy", name))
		check(t, err)
		text = []byte(strings.ReplaceAll(string(text), "/usr/bin/lingping", "/bin/true")) // which is there
		check(t, os.WriteFile(filepath.Join(dir, name), text, 0o644))
	}

	for _, name := range []string{"lingping.service", "lingping-backup.service", "lingping-backup.timer"} {
		at := filepath.Join(dir, name)
		out, err := exec.CommandContext(t.Context(), tool, "verify", "--man=no", at).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}

		if strings.HasSuffix(name, ".timer") {
			continue
		}

		out, err = exec.CommandContext(t.Context(), tool, "security", "--offline=yes", "--threshold=20", at).CombinedOutput()
		if err != nil {
			t.Errorf("%s is more exposed than 2.0: %v\n%s", name, err, out)
		}
	}
}
