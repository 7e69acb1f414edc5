package cli

import (
	"crypto/tls"
	"os"
	"slices"
	"sync"
	"time"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// certificateLook is how often it is looked whether the files of the certificate have changed.
const certificateLook = time.Second

// certificate is the certificate of the house, read anew when its files have changed: whoever renews it needs to tell nobody.
type certificate struct {
	chain, key string

	mu     sync.Mutex
	looked time.Time
	stamp  [2]fileStamp
	kept   *tls.Certificate
}

// fileStamp tells whether a file is still the one that was read.
type fileStamp struct {
	at   time.Time
	size int64
}

// encryption is how connections are encrypted: TLS 1.2 and 1.3, and no cipher that works in blocks. It refuses files that are no
// certificate and its key.
func encryption(chain, key string) (*tls.Config, error) {
	c := &certificate{chain: chain, key: key}
	if err := c.read(); err != nil {
		return nil, err
	}

	var ciphers []uint16
	for _, s := range tls.CipherSuites() {
		if slices.Contains(s.SupportedVersions, tls.VersionTLS12) && !slices.Contains(blockCiphers(), s.ID) {
			ciphers = append(ciphers, s.ID)
		}
	}

	return &tls.Config{MinVersion: tls.VersionTLS12, CipherSuites: ciphers, NextProtos: []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return c.now(), nil }}, nil
}

func blockCiphers() []uint16 {
	return []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
		tls.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA}
}

// now is the certificate as its files are now. While they are being replaced, or are damaged, the last good one stays.
func (c *certificate) now() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()

	if now := clock.Running(); now.Sub(c.looked) >= certificateLook {
		c.looked = now
		if c.stamped() != c.stamp {
			_ = c.read() // the last good one stays
		}
	}

	return c.kept
}

// read reads the two files. The stamp is taken first: what changes meanwhile is read again.
func (c *certificate) read() error {
	stamp := c.stamped()
	read, err := tls.LoadX509KeyPair(c.chain, c.key)
	if err != nil {
		return errs.NewInvalid("证书 %s 和私钥 %s 不能用：%v。请核对两个文件是不是一对、能不能读（PEM 格式）。", c.chain, c.key, err)
	}
	c.stamp, c.kept = stamp, &read
	return nil
}

func (c *certificate) stamped() (stamp [2]fileStamp) {
	for i, path := range []string{c.chain, c.key} {
		if info, err := os.Stat(path); err == nil {
			stamp[i] = fileStamp{info.ModTime(), info.Size()}
		}
	}
	return stamp
}
