// Package provider asks the institution who somebody is: its single sign-on by OpenID Connect or CAS. It knows no account and
// no page: it gives the number by which the institution calls a person. Every server is named by the operator; what one answers is bounded in time and size, and
// leads nowhere else.
package provider

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"lingping/internal/errs"
)

// Said is what the institution says of who comes.
type Said struct {
	Number  string // 工号
	Outside string // what it calls the session, to be told by when it ends; empty: nothing
}

// Way is a single sign-on to which browsers are sent, and from which they come back.
type Way interface {
	// Via is by which standard: oidc or cas.
	Via() string
	// Begin is the address to which a browser is sent, and what it keeps until it comes back.
	Begin(ctx context.Context) (address, kept string, err error)
	// Finish is who came back with the query, in a browser that kept that.
	Finish(ctx context.Context, kept string, query url.Values) (Said, error)
	// Ended is what the single sign-on calls a session that it says is over.
	Ended(ctx context.Context, form url.Values) (outside string, err error)
	// Leave is, without asking, the address that ends the session there too and leads back; empty: there is none.
	Leave(back string) string
}

var (
	errOther   = errs.NewInvalid("这次登录不是在这个浏览器里开始的，或者等得太久：请重新登录。")
	errRefused = errs.NewInvalid("统一身份认证没有让您登录：请重新登录，还不行请找单位的信息中心。")
	errNoOne   = errs.NewInvalid("统一身份认证没有说出您的工号：请找单位的信息中心。")
	errTold    = errs.NewInvalid("这个退出通知不对，没有执行。")
)

// away says that a server of the institution does not answer as it should; local sign-in goes on.
func away(err error) error {
	return errs.NewUnavailable(err, "统一身份认证现在连不上：请过一会儿再试，或者用本系统的密码登录。")
}

// How long a server of the institution may take, how much it may say, and how many ask at a time.
const (
	patience  = 10 * time.Second
	mostSaid  = 256 << 10
	asksMost  = 8
	tellMost  = 4
	keptParts = 3
)

// client asks servers of the institution.
type client struct {
	http  *http.Client
	slots chan struct{} // of who come in
	told  chan struct{} // of notices, so that these keep nobody out
}

// newClient trusts the certificates of the system and those in the file; an empty path is none.
func newClient(ca string) (*client, error) {
	trusted, err := trust(ca)
	if err != nil {
		return nil, err
	}

	dialer := &net.Dialer{Timeout: patience, Control: reachable}
	return &client{&http.Client{
		Timeout: patience,
		Transport: &bounded{&http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience, MaxResponseHeaderBytes: 64 << 10,
			TLSClientConfig: trusted, IdleConnTimeout: time.Minute,
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("a server of the institution leads elsewhere")
		},
	}, make(chan struct{}, asksMost), make(chan struct{}, tellMost)}, nil
}

// trust is the configuration of connections to servers of the institution.
func trust(ca string) (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if ca == "" {
		return config, nil
	}

	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, errs.NewInvalid("打不开证书文件 %s。", ca)
	}

	if config.RootCAs, err = x509.SystemCertPool(); err != nil {
		config.RootCAs = x509.NewCertPool()
	}
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, errs.NewInvalid("证书文件 %s 里没有证书（PEM）。", ca)
	}

	return config, nil
}

// reachable refuses addresses at which no server of an institution is: those of this cable only, where clouds keep their secrets, and those of many.
func reachable(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}

	if ip := at.Addr().Unmap(); ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return errors.New("no server of an institution is at " + ip.String())
	}

	return nil
}

// bounded cuts what a server says, and speaks to none in the clear.
type bounded struct{ next http.RoundTripper }

// RoundTrip asks once.
func (b *bounded) RoundTrip(in *http.Request) (*http.Response, error) {
	if !private(in.URL) {
		return nil, errors.New("everybody on the way could read what is asked of " + in.URL.Host)
	}

	out, err := b.next.RoundTrip(in)
	if err != nil {
		return nil, err
	}

	out.Body = struct {
		io.Reader
		io.Closer
	}{io.LimitReader(out.Body, mostSaid), out.Body}
	return out, nil
}

// private reports whether nobody on the way reads what is asked: it is encrypted, or stays on this machine.
func private(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// server is the address of a server that an operator named, without a slash at its end.
func server(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || !private(u) {
		return "", errs.NewInvalid("统一身份认证的地址“%s”不能用：要写成 https://… ，不带问号和用户名。", text)
	}
	return strings.TrimSuffix(text, "/"), nil
}

// turn waits for one's turn to ask; too many at a time are sent away.
func turn(slots chan struct{}) (leave func(), err error) {
	select {
	case slots <- struct{}{}:
		return func() { <-slots }, nil
	default:
		return nil, errs.NewUnavailable(nil, "现在登录的人太多，请等一会儿再试。")
	}
}

// draw is a word that nobody guesses.
func draw() string {
	var raw [24]byte
	rand.Read(raw[:])
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// alike compares what may be a secret; nothing is like the empty word.
func alike(a, b string) bool {
	return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
