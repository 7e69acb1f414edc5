package web

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// host is the address that a connection comes from, without its port.
func host(remote string) string {
	name, _, err := net.SplitHostPort(remote)
	if err != nil {
		return remote
	}
	return name
}

// ours reports whether it is the address of a proxy that was named.
func (w *Web) ours(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && slices.ContainsFunc(w.options.Behind, func(of netip.Prefix) bool { return of.Contains(ip.Unmap().WithZone("")) })
}

// comesFrom is where a request comes from: the other end of the connection, or, where that is a proxy of ours, whoever it says. Of
// what it says only the end is its own word: what stands before the first address that is none of our proxies anybody can write.
func (w *Web) comesFrom(in *http.Request) string {
	from := host(in.RemoteAddr)
	said := strings.Split(strings.Join(in.Header.Values("X-Forwarded-For"), ","), ",")
	for _, next := range slices.Backward(said) {
		next = strings.TrimSpace(next)
		if _, err := netip.ParseAddr(next); err != nil || !w.ours(from) {
			break
		}
		from = next
	}

	return from
}

// besideTheProxy reports whether a request came past the proxies that were named, unencrypted and from another machine: whoever
// sits between could read it.
func (w *Web) besideTheProxy(in *http.Request) bool {
	if len(w.options.Behind) == 0 || in.TLS != nil {
		return false
	}
	from := host(in.RemoteAddr)
	ip, err := netip.ParseAddr(from)
	return err == nil && !ip.IsLoopback() && !w.ours(from)
}
