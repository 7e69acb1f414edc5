package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"lingping/internal/errs"
	"lingping/internal/web"
)

// listen opens the door for browsers. What everybody on the way could read goes to this machine only, or to a proxy that was named.
func listen(at front) (net.Listener, error) {
	listener, err := net.Listen("tcp", at.addr)
	if err != nil {
		return nil, errs.NewInvalid("不能在 %s 打开网页服务：地址不对，或者已被别的程序占用。请用 --addr 换一个。", at.addr)
	}

	if at.cert == "" && at.behind == "" && !loopback(listener.Addr()) {
		return nil, errors.Join(usageError{errs.NewInvalid("%s 是别的机器也能打开的地址，而这里没有加密，密码和点评在路上谁都看得到。请用 --cert 和 --cert-key 给出证书，或者用 --behind-proxy 写明前面的反向代理，或者只在本机打开（127.0.0.1）。", at.addr)}, listener.Close())
	}

	return listener, nil
}

// loopback reports whether nobody but this machine finds the address.
func loopback(address net.Addr) bool {
	tcp, ok := address.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// frontOptions are what the pages need to know of where they run.
func (s *shell) frontOptions(at front) (o web.Options, err error) {
	o.BaseURL = at.base
	// A proxy speaks HTTPS to people unless their address says otherwise.
	o.TLS = s.env["LINGPING_TLS"] == "1" || at.cert != "" || at.behind != "" && !strings.HasPrefix(at.base, "http://")
	if (at.cert == "") != (at.certKey == "") {
		return o, usageError{errors.New(s.t("证书和私钥要一起给：--cert 和 --cert-key。"))}
	}

	if at.cert != "" {
		if o.Keys, err = encryption(at.cert, at.certKey); err != nil {
			return o, err
		}
	}

	o.Behind, err = proxies(at.behind)
	if err != nil {
		return o, usageError{err}
	}

	if o.Way, err = s.way(at); err != nil {
		return o, usageError{err}
	}

	return o, nil
}

// proxies reads the networks of proxies, parted by commas; a single address is a network of one.
func proxies(text string) (all []netip.Prefix, err error) {
	for one := range strings.SplitSeq(text, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}

		prefix, err := netip.ParsePrefix(one)
		if err != nil {
			ip, alone := netip.ParseAddr(one)
			if alone != nil {
				return nil, errs.NewInvalid("反向代理的网段“%s”写得不对。请写成 10.0.0.5/32 这样。", one)
			}
			prefix = netip.PrefixFrom(ip, ip.BitLen())
		}

		if prefix.Bits() == 0 {
			return nil, errs.NewInvalid("反向代理的网段“%s”是所有地址：那样谁都可以冒充代理。请只写代理自己的地址。", one)
		}

		all = append(all, prefix.Masked())
	}

	return all, nil
}

// watchTimeout is how long one who watches over the program may take to ask or to read.
const watchTimeout = 10 * time.Second

// watch answers those who watch over the program, on an address of their own, until ctx ends.
func (s *shell) watch(ctx context.Context, at front, pages *web.Web, log *slog.Logger) error {
	if at.watch == "" {
		return nil
	}

	listener, err := net.Listen("tcp", at.watch)
	if err != nil {
		return errs.NewInvalid("不能在 %s 打开监控：地址不对，或者已被别的程序占用。请用 --watch-addr 换一个。", at.watch)
	}

	server := &http.Server{Handler: pages.Watch(), ReadTimeout: watchTimeout, WriteTimeout: watchTimeout, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	go func() {
		<-ctx.Done()
		server.Close()
	}()

	go func() {
		if err := server.Serve(listener); err != nil && ctx.Err() == nil {
			log.Error("watching ended", "err", err)
		}
	}()

	s.say("监控：http://%s/metrics", listener.Addr().String())
	return nil
}
