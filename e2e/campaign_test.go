package e2e_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lingping/internal/clock"
	"lingping/internal/office"
	"lingping/internal/testkit"
)

// What everybody of the journeys types as his own password.
const password = "red-lantern-41-boat"

// roundName is the round of the journeys.
const roundName = "年底领导点评"

// campaign is a house in which a round of the small institution runs.
type campaign struct {
	*House
	URL   string
	Round string
	t     *testing.T
	codes map[string]string // one-time codes not used yet, by login
	draft string            // where a sheet lies that is not handed in
}

// NewCampaign brings a house to where the reviewing begins, on the command line: roster, round, launch. That is done
// once for all journeys, and each has a copy. The codes of all reviewers are then made on the page, which is the only
// place that shows them.
func NewCampaign(t *testing.T) *campaign {
	t.Helper()
	c := &campaign{House: NewHouse(t), t: t, codes: map[string]string{}}
	launchOnce.Do(func() { c.launch() })
	if launched.round == "" {
		t.Fatal("there is no house in which a round is launched")
	}

	if err := os.CopyFS(c.Dir, os.DirFS(launched.dir)); err != nil {
		t.Fatal(err)
	}

	c.Round = launched.round
	c.URL = c.Serve()
	p := c.Enter("office", password)
	p.Follow("账号")
	c.makeCodes(p)
	return c
}

// NewHouseOfOffice is a house in which there is nothing but the office, which has the password. It is not served yet.
func NewHouseOfOffice(t *testing.T, env ...string) *campaign {
	t.Helper()
	c := &campaign{House: NewHouse(t, env...), t: t, codes: map[string]string{}}
	if out, code := c.Exit(password+"\n", "init", "--admin", "office", "--joined"); code != 0 || !strings.Contains(out, "office") {
		t.Fatalf("init ended with %d: %s", code, out)
	}

	return c
}

// launched is a house in which a round is launched, and the round, once launchOnce has been done.
var (
	launchOnce sync.Once
	launched   struct{ dir, round string }
)

// launch makes the house of which every campaign has a copy.
func (c *campaign) launch() {
	c.t.Helper()
	h := *c.House
	h.Dir = filepath.Join(workshop, "launched")
	if out, code := h.Exit(password+"\n", "init", "--admin", "office", "--joined"); code != 0 {
		c.t.Fatalf("init ended with %d: %s", code, out)
	}

	h.Run("import", rosterFile(c.t))
	var opened struct{ ID string }
	from, to := window()
	h.JSON(&opened, "round", "open", "--scheme", "chuangxian-2010", "--name", roundName, "--from", from, "--to", to)
	if out, code := h.Exit("", "round", "launch", opened.ID); code != 3 {
		c.t.Fatalf("launching with two gaps ended with %d: %s", code, out)
	}

	launched.dir, launched.round = h.Dir, opened.ID
}

// window is the round's first and last day: it began ten days ago.
func window() (from, to string) {
	now := clock.Home()()
	return now.AddDate(0, 0, -10).Format(time.DateOnly), now.AddDate(0, 0, 20).Format(time.DateOnly)
}

// JSON runs a command with --json and decodes what it says.
func (h *House) JSON(into any, args ...string) {
	h.t.Helper()
	out := h.Run(append(args, "--json")...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		h.t.Fatalf("%v says no JSON: %v\n%s", args, err, out)
	}
}

// makeCodes makes accounts for all reviewers and reads the codes from the slips.
func (c *campaign) makeCodes(p *Page) {
	c.t.Helper()
	p.Follow("批量开通并显示激活码")
	for _, login := range []string{"001", "002", "003", "004", "101", "102", "104", "201", "202", "301", "403"} {
		c.codes[login] = p.In("登录名 " + login).Text(".code")
	}
}

// makeCode makes an account for one person, as the office does for members who want one.
func (c *campaign) makeCode(number string) {
	c.t.Helper()
	c.makeCodeOn(c.Enter("office", password), number)
}

// makeCodeOn is makeCode in a window in which the office has logged in.
func (c *campaign) makeCodeOn(p *Page, number string) {
	c.t.Helper()
	p.Visit(c.URL + "/accounts")
	p.In("开通一个账号").Type("登录名", number)
	p.In("开通一个账号").Type("名册中的工号", number)
	p.Follow("开通并显示激活码")
	c.codes[number] = p.In("登录名 " + number).Text(".code")
}

// Enter opens a new window and logs in; somebody with a one-time code sets his password first.
func (c *campaign) Enter(login, secret string) *Page {
	c.t.Helper()
	p := NewPage(c.t)
	c.EnterOn(p, login, secret)
	return p
}

// EnterOn is Enter in a window that is there.
func (c *campaign) EnterOn(p *Page, login, secret string) {
	c.t.Helper()
	p.Visit(c.URL + "/login")
	p.Type("登录名", login)
	p.Type("密码或一次性激活码", secret)
	p.Follow("登录")
}

// As opens a window in which the person with the 工号 has logged in; the first time he changes his code.
func (c *campaign) As(number string) *Page {
	c.t.Helper()
	p := NewPage(c.t)
	c.AsOn(p, number)
	return p
}

// AsOn is As in a window that is there.
func (c *campaign) AsOn(p *Page, number string) {
	c.t.Helper()
	code, first := c.codes[number]
	if !first {
		c.EnterOn(p, number, password)
		return
	}

	c.EnterOn(p, number, code)
	p.Sees("先设一个自己的密码")
	p.Type("激活码（刚才登录用的）", code)
	p.Type("新密码", password)
	p.Type("再输一遍新密码", password)
	p.Follow("保存新密码")
	p.Sees("密码已设好")
	delete(c.codes, number)
}

// rosterFile writes the small institution's roster as a workbook.
func rosterFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "名册.xlsx")
	file, err := os.Create(path)
	if err == nil {
		err = office.WriteRoster(file, testkit.Roster())
	}

	if err == nil {
		err = file.Close()
	}

	if err != nil {
		t.Fatal(err)
	}

	return path
}

// rosterHeads are the heads of the sheets, which are Chinese in every language.
func rosterHeads(t *testing.T) []string {
	t.Helper()
	book, err := excelize.OpenFile(rosterFile(t))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()

	heads := []string{"学号"}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		heads = append(append(heads, sheet), rows[0]...)
	}

	return heads
}

// slip is a cell of a workbook filled in wrongly: in the row of the person or unit, under the head.
type slip struct{ sheet, of, head, says string }

// faultyRoster is the roster with some slips of the pen.
func faultyRoster(t *testing.T, slips ...slip) string {
	t.Helper()
	path := rosterFile(t)
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()

	for _, s := range slips {
		if err := book.SetCellStr(s.sheet, cellOf(t, book, s), s.says); err != nil {
			t.Fatal(err)
		}
	}

	if err := book.Save(); err != nil {
		t.Fatal(err)
	}

	return path
}

// cellOf is the address of the cell that a slip is about.
func cellOf(t *testing.T, book *excelize.File, s slip) string {
	t.Helper()
	rows, err := book.GetRows(s.sheet)
	if err != nil {
		t.Fatal(err)
	}

	for r, row := range rows {
		for _, value := range row {
			if value != s.of {
				continue
			}
			for c, head := range rows[0] {
				if head == s.head {
					name, err := excelize.CoordinatesToCellName(c+1, r+1)
					if err != nil {
						t.Fatal(err)
					}
					return name
				}
			}
		}
	}

	t.Fatalf("the sheet %s has no %s of %s", s.sheet, s.head, s.of)
	return ""
}
