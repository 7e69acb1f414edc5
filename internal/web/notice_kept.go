package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"lingping/internal/i18n"
)

// keptPages are pages of the public as they were drawn, each in one version: whoever asks has asked the database first
// which version is the true one. They hold nothing of who reads them; what every copy must have for itself, the key of its
// forms, is put in when it goes out.
type keptPages struct {
	slot string // stands where that key belongs; nobody can guess it
	most int    // bytes that are kept

	mu    sync.Mutex
	pages map[pageName]*keptPage
	bytes int

	copies sync.Pool // *bytes.Buffer, in which a copy is put together
}

type pageName struct {
	code string
	lang i18n.Lang
}

type keptPage struct {
	version int64
	pieces  [][]byte // the page without its slots
	size    int      // of the pieces
	sum     string
}

// tag is the ETag of a copy that goes out at a moment. It is weak: two copies say the same to the letter, and differ in the
// key of their forms. It names the minute, so that the key of one visitor is not given to the next at the same screen.
func (p *keptPage) tag(at time.Time) string {
	return `W/"` + p.sum + "-" + strconv.FormatInt(at.Unix()/60, 36) + `"`
}

// mostKept is how many bytes of pages are kept: some thousand notices.
const mostKept = 16 << 20

func newKeptPages() *keptPages {
	return &keptPages{slot: newKey(), most: mostKept, pages: map[pageName]*keptPage{}, copies: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
}

// page is the page as it was drawn in the version, nil when it was not.
func (k *keptPages) page(name pageName, version int64) *keptPage {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p := k.pages[name]; p != nil && p.version == version {
		return p
	}
	return nil
}

// keep takes a page that was drawn with slots. When there are too many, all are forgotten: drawing them anew is cheap.
func (k *keptPages) keep(name pageName, version int64, drawn []byte) *keptPage {
	p := &keptPage{version: version, pieces: bytes.Split(drawn, []byte(k.slot))}
	sum := sha256.New()
	for _, piece := range p.pieces {
		p.size += len(piece)
		sum.Write(piece)
	}

	p.sum = hex.EncodeToString(sum.Sum(nil)[:12])

	k.mu.Lock()
	defer k.mu.Unlock()

	if old := k.pages[name]; old != nil {
		k.bytes -= old.size
		delete(k.pages, name)
	}

	if k.bytes+p.size > k.most {
		clear(k.pages)
		k.bytes = 0
	}

	if p.size <= k.most {
		k.pages[name] = p
		k.bytes += p.size
	}

	return p
}

// answerKept answers with a page that was drawn, or says that the browser has it already.
func (r *request) answerKept(p *keptPage, fresh time.Duration) {
	h := r.out.Header()
	h.Set("Cache-Control", "private, max-age="+strconv.Itoa(int(fresh.Seconds())))
	h.Set("Vary", "Cookie") // the language
	tag := p.tag(r.web.options.Clock())
	h.Set("ETag", tag)
	if hasTag(r.Header.Get("If-None-Match"), tag) {
		r.out.WriteHeader(http.StatusNotModified)
		return
	}

	whole := r.web.notices.copies.Get().(*bytes.Buffer)
	defer r.web.notices.copies.Put(whole)

	whole.Reset()
	key := newKey()
	for i, piece := range p.pieces {
		if i > 0 {
			whole.WriteString(key)
		}
		whole.Write(piece)
	}

	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(whole.Len()))
	r.inOnePiece(whole.Bytes())
}

// hasTag reports whether the tag is in the list that a browser sends of what it has.
func hasTag(list, tag string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimSpace(one); one == tag || one == "*" || "W/"+one == tag {
			return true
		}
	}
	return false
}
