package web_test

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"lingping/internal/app"
	"lingping/internal/store"
	"lingping/internal/web"
)

// theatre is the pages over one setting-up of the scene.
type theatre struct {
	*scene
	t       *testing.T
	pages   *web.Web
	handler http.Handler
	table   []web.Route
	store   *store.Store
	file    string // the database
	entries int
}

// open sets the scene up, afresh each time it is called.
func (th *theatre) open() {
	th.t.Helper()
	if th.store != nil {
		check(th.t, th.store.Close())
	}
	th.file = filepath.Join(th.t.TempDir(), "lingping.db")
	if err := os.Remove(th.file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		th.t.Fatal(err)
	}
	check(th.t, os.WriteFile(th.file, th.content, 0o600))
	th.store = must(store.Open(th.t.Context(), th.file))(th.t)
	th.pages = must(web.New(app.New(th.store), web.Options{BaseURL: houseAddress}))(th.t)
	th.handler = th.pages.HandleTable(th.table)
	th.entries = th.written()
}

// written is how many changes of state are recorded.
func (th *theatre) written() (n int) {
	check(th.t, th.store.Read(th.t.Context(), func(tx *store.Tx) (err error) {
		n, err = store.Count(tx, "SELECT COUNT(*) FROM ledger")
		return err
	}))
	return n
}

// houseAddress is under which people find the house, so that papers can be printed.
const houseAddress = "https://dp.example.edu.cn"
