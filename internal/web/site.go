package web

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"lingping/internal/errs"
)

// site reads the address under which people find the house, such as https://dp.example.edu.cn, and gives it without a
// slash at its end. The house stands at the root of its address: below a path its links would lead elsewhere.
func site(text string) (string, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return "", errs.NewInvalid("对外网址“%s”写得不对。请写成 https://dp.example.edu.cn 这样。", text)
	case u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#"):
		return "", errs.NewInvalid("对外网址“%s”里不能有用户名、问号或井号。请写成 https://dp.example.edu.cn 这样。", text)
	case u.Path != "" && u.Path != "/":
		return "", errs.NewInvalid("对外网址“%s”里不能有路径：本系统要用一个单独的域名或端口，不能放在别的网站下面。请写成 https://dp.example.edu.cn 这样。", text)
	}

	return u.Scheme + "://" + u.Host, nil
}

// onlyHere reports whether nobody but this machine finds the address.
func onlyHere(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}

	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}

	name, _, _ := strings.Cut(host, "%")
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || ip.IsUnspecified())
}

// printable is the address for paper, codes and posters. It is asked before a code is made: a code is shown once, and
// printed with an address that leads nowhere it would be lost.
func (w *Web) printable() (string, error) {
	switch base := w.options.BaseURL; {
	case base == "":
		return "", errs.NewConflict("还没有设置对外网址，印出来的网址和二维码别人打不开。请系统管理员启动程序时加上 --base-url https://…（单位的域名），再来打印。")
	case onlyHere(base):
		return "", errs.NewConflict("对外网址 %s 只有这台电脑自己打得开，印出来别人用不了。请系统管理员启动程序时用 --base-url https://… 写上单位的域名，再来打印。", base)
	default:
		return base, nil
	}
}

// place is where people are asked to come in a text that is sent to them: the address, or where there is none that
// others can open, the name of the program.
func (r *request) place() string {
	if base, err := r.web.printable(); err == nil {
		return base
	}
	return r.T("领评系统")
}

// address is where this browser found the house.
func (w *Web) address(r *http.Request) string {
	if w.options.BaseURL != "" {
		return w.options.BaseURL
	}
	if w.options.TLS {
		return "https://" + r.Host
	}

	return "http://" + r.Host
}
