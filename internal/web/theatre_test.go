package web_test

import (
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/store"
	"lingping/internal/web"
)

// theatre is the pages over one setting-up of the scene.
type theatre struct {
	*scene
	t       *testing.T
	app     *app.App
	pages   *web.Web
	handler http.Handler
	table   []web.Route
	store   *store.Store
	file    string // the database
	entries int
	seen    []sight // how pages answered, in the matrix
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
	if th.app != nil {
		check(th.t, th.app.CloseExports())
	}

	th.app = app.New(th.store)
	th.app.OpenKeys(th.keysAgain(th.t))
	check(th.t, th.app.OpenSpool(th.t.TempDir()))
	th.pages = must(web.New(th.app, web.Options{BaseURL: houseAddress}))(th.t)
	th.handler = th.pages.HandleTable(th.table)
	th.entries = th.written()
}

// object is what a page is asked about; files that are made live in the program and not in the scene.
func (th *theatre) object(kind string, stage access.Stage, key string) (object, bool) {
	if kind == "export" {
		return th.exported(key), true
	}
	o, ok := th.objects[kind+" "+string(stage)+" "+key]
	return o, ok
}

// exported is a file that is ready: the inner one of the secretary of B11, the outer one of the secretary of the house.
// Both are made anew when somebody has erased them.
func (th *theatre) exported(side string) object {
	th.t.Helper()
	who := th.actor("qian")
	if side == "outer" {
		who = th.actor("chen")
	}

	for _, x := range must(th.app.Exports(th.t.Context(), who))(th.t) {
		return object{"export": string(x.Key)}
	}

	inner, _ := th.object("unit", access.Launched, "inner")
	unit := must(strconv.ParseInt(inner["unit"], 10, 64))(th.t)
	key := must(th.app.StartForms(th.t.Context(), who, app.FormOrder{Round: th.round(access.Launched), Unit: org.UnitID(unit),
		Form: app.MemberForm, As: app.FormZip, Name: "登记表.zip"}))(th.t)
	x := must(th.app.AwaitExport(th.t.Context(), who, key, time.Minute))(th.t)
	if x.State != app.ExportReady {
		th.t.Fatalf("the file is %s: %v", x.State, x.Problem)
	}

	return object{"export": string(key)}
}

// actor is somebody of the cast as he is signed in.
func (th *theatre) actor(name string) access.Actor {
	th.t.Helper()
	account, _, err := th.app.Visit(th.t.Context(), token(name))
	check(th.t, err)
	return account.Actor()
}

// round is the round over Z1 at a stage.
func (th *theatre) round(stage access.Stage) round.ID {
	th.t.Helper()
	return round.ID(must(strconv.ParseInt(th.objects["unit "+string(stage)+" inner"]["round"], 10, 64))(th.t))
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
