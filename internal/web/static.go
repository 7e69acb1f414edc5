package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"net/http"
	"path"
	"strings"
	"time"

	"lingping/internal/errs"
)

//go:embed static/*.css static/*.js static/*.svg
var files embed.FS

// assets are the files beside the pages. The address of each holds its hash, so that browsers keep it for good and
// never use an old one.
type assets struct {
	byName map[string]string // base.css → /static/base.3f2a….css
	byHref map[string]asset
}

type asset struct {
	body []byte
	name string
	etag string
}

func newAssets() *assets {
	a := &assets{byName: map[string]string{}, byHref: map[string]asset{}}
	entries, err := files.ReadDir("static")
	if err != nil {
		panic(err) // the files are embedded
	}

	for _, e := range entries {
		body, err := files.ReadFile("static/" + e.Name())
		if err != nil {
			panic(err)
		}

		sum := sha256.Sum256(body)
		hash := hex.EncodeToString(sum[:6])
		ext := path.Ext(e.Name())
		hashed := strings.TrimSuffix(e.Name(), ext) + "." + hash + ext
		a.byName[e.Name()] = "/static/" + hashed
		a.byHref[hashed] = asset{body: body, name: e.Name(), etag: `"` + hash + `"`}
	}

	return a
}

// href is the address of a file; one that does not exist is a mistake of ours and is seen in the first test.
func (a *assets) href(name string) string {
	href, ok := a.byName[name]
	if !ok {
		panic("web: no static file " + name)
	}
	return href
}

// static answers with a file beside the pages.
func (r *request) static() error {
	file, ok := r.web.assets.byHref[r.PathValue("file")]
	if !ok {
		return errs.NewNotFound("没有这个页面。请从首页重新进入。")
	}

	r.out.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	r.out.Header().Set("ETag", file.etag)
	http.ServeContent(r.out, r.Request, file.name, time.Time{}, bytes.NewReader(file.body))
	return nil
}
