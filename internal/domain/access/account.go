package access

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/org"
	"lingping/internal/errs"
	"lingping/internal/i18n"
)

// Account is what somebody signs in with. Its secret never leaves store and app.
type Account struct {
	ID         int64
	Login      string
	Name       string
	Person     org.PersonID // 0: nobody of the roster
	Roles      []Role
	MustChange bool // the secret is a one-time code: nothing can be done before it is changed
	Disabled   bool
	Second     bool         // signs in by two steps
	MustEnrol  bool         // must set up the second step first, see SecondDuty; known of who visits
	Lang       string       // zh or en; empty: not chosen yet
	MadeAt     int64        // unix ms
	Said       string       // 工号 by which the institution knows the owner; empty: it lets nobody in
	SpareOf    org.PersonID // of whom it was a further account until each was left one; 0: never, or it was enabled since
}

// Silence is why nobody answers at an account; empty: somebody does, or there is none.
type Silence string

// The two ways. A house that works on paper has many without an account, which is neither.
const (
	Closed   Silence = "disabled"
	Unopened Silence = "unopened" // its code was never used
)

// Silences are both ways.
func Silences() []Silence { return []Silence{Unopened, Closed} }

// Word is the silence for people.
func (s Silence) Word() i18n.Word {
	switch s {
	case Closed:
		return "账号已停用"
	case Unopened:
		return "账号还没有激活"
	}
	return ""
}

// Silent says why nobody answers at the account.
func (a Account) Silent() Silence {
	switch {
	case a.Disabled:
		return Closed
	case a.MustChange:
		return Unopened
	}
	return ""
}

// Actor is the account as the one who asks.
func (a Account) Actor() Actor {
	return Actor{Account: a.ID, Name: a.Name, Person: a.Person, Roles: a.Roles}
}

// Has reports whether the account has a role of the kind, over whatever unit.
func (a Account) Has(kind RoleKind) bool {
	return slices.ContainsFunc(a.Roles, func(r Role) bool { return r.Kind == kind })
}

// Guarded reports whether the account watches over others, so that a system administrator must not be able to take it
// over by giving it a new secret; the local operator can.
func (a Account) Guarded() bool { return a.Has(RoleSecurity) || a.Has(RoleAudit) }

// Administers reports whether the account has a role over the house itself.
func (a Account) Administers() bool { return a.Has(RoleSystem) || a.Guarded() }

var loginSyntax = regexp.MustCompile(`^[a-z0-9\p{Han}][a-z0-9._@\-\p{Han}]{1,31}$`)

// CleanLogin is a login as it is kept: without space around it, in lower case. It refuses what can't be one.
func CleanLogin(login string) (string, error) {
	login = FoldLogin(login)
	if !loginSyntax.MatchString(login) {
		return "", errs.NewInvalid("登录名“%s”不能用：请用 2 到 32 个字母、数字或汉字，中间可以有 . _ @ -，如工号。", login)
	}
	return login, nil
}

// FoldLogin is how a typed login is looked up. Of what is longer than any login only so much is kept that it is none.
func FoldLogin(login string) string {
	typed := []rune(strings.ToLower(strings.TrimSpace(login)))
	return string(typed[:min(len(typed), longestLogin+1)])
}

// longestLogin is how many signs a login has at most, as loginSyntax says.
const longestLogin = 32

// LoginWishes are the logins that a person of the roster would like, the best first: his 工号, else his name in pinyin.
func LoginWishes(p org.Person) []string {
	var wishes []string
	for _, w := range []string{p.Number, strings.ReplaceAll(p.Pinyin, " ", ""), p.Name} {
		if login, err := CleanLogin(w); err == nil && !slices.Contains(wishes, login) {
			wishes = append(wishes, login)
		}
	}

	return wishes
}

// FreeLogin is the first wish of the person that is not taken, with a number behind it when all are.
func FreeLogin(p org.Person, taken map[string]bool) string {
	wishes := LoginWishes(p)
	for _, w := range wishes {
		if !taken[w] {
			return w
		}
	}

	stem := "user"
	if len(wishes) > 0 {
		stem = wishes[0]
	}

	for n := 2; ; n++ {
		if login := fmt.Sprintf("%s-%d", stem, n); !taken[login] {
			return login
		}
	}
}

// CheckAccountName refuses a name that can't be shown in a list.
func CheckAccountName(name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > 60 {
		return errs.NewInvalid("请填写姓名，最多 60 个字。")
	}
	return nil
}

// RoleKinds are the administrative roles in the order of pages.
func RoleKinds() []RoleKind { return []RoleKind{RoleOffice, RoleSystem, RoleSecurity, RoleAudit} }

// FirstRoles are the roles of the accounts with which a house begins: the three administrators apart, so that none can act
// without another seeing it. Joined, as on somebody's own laptop, all that may stand together is one account, which is its
// campaign office too; who audits stands apart even there.
func FirstRoles(joined bool) [][]RoleKind {
	if joined {
		return [][]RoleKind{{RoleSystem, RoleSecurity, RoleOffice}, {RoleAudit}}
	}
	return [][]RoleKind{{RoleSystem}, {RoleSecurity}, {RoleAudit}}
}

// Grant adds a role. Who audits has no other role: nobody may examine his own deeds. The other three may be one person
// in a small institution, which RolesNote remarks upon.
func (a *Account) Grant(r Role) error {
	if !slices.Contains(RoleKinds(), r.Kind) {
		return errs.NewInvalid("没有选择角色：请选择活动办、系统管理员、安全管理员或审计管理员。")
	}

	if r.Kind != RoleOffice {
		r.Unit = 0
	}

	if slices.Contains(a.Roles, r) {
		return errs.NewConflict("“%s”已经有这个角色。", a.Name)
	}
	if len(a.Roles) > 0 && (r.Kind == RoleAudit || a.Has(RoleAudit)) {
		return errs.NewConflict("审计管理员不能兼任其他角色：请另选一人，或者先撤销“%s”的其他角色。", a.Name)
	}

	a.Roles = append(a.Roles, r)
	return nil
}

// Revoke takes a role away.
func (a *Account) Revoke(r Role) error {
	i := slices.Index(a.Roles, r)
	if i < 0 {
		return errs.NewConflict("“%s”没有这个角色，可能刚刚已被撤销。", a.Name)
	}
	a.Roles = slices.Delete(a.Roles, i, i+1)
	return nil
}

// RolesNote is a remark on roles that had better not stand together, a key of the catalogue; empty when all is well.
func (a Account) RolesNote() i18n.Word {
	kinds := 0
	for _, k := range RoleKinds() {
		if a.Has(k) {
			kinds++
		}
	}

	if kinds > 1 {
		return "一人兼任几种管理角色：小单位可以，人手够时请分给不同的人。"
	}

	return ""
}

// AboutOwn refuses what nobody may do to his own account: give himself rights, or lock himself out.
func (a Account) AboutOwn(who Actor) error {
	if who.Account != 0 && who.Account == a.ID {
		return errs.NewConflict("不能修改自己的角色，也不能停用或重设自己的账号：请另一位管理员操作，或在服务器上用命令行操作。")
	}
	return nil
}

// Could reports whether there may be a record to which the actor could do the action. It is asked before anything is
// looked up, so that a page which forgot to ask is still shut to those whom it can't concern.
func (a Actor) Could(action Action) bool {
	set := a.Base()
	if a.Account != 0 {
		set |= Self
	}

	if a.Person != 0 {
		set |= Reviewer | Clerk | Subject | ReviewedSide | Line
	}

	if len(a.Offices()) > 0 {
		set |= Office
	}

	return slices.ContainsFunc(policy[action], func(g grant) bool { return set.Has(g.to) })
}
