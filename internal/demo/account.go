package demo

import (
	"cmp"
	"fmt"
	"slices"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Password opens every account of the demo. It is printed with them and stands nowhere else than in the demo.
const Password = "lingping-demo"

// Account is somebody as whom the demo can be tried.
type Account struct {
	Login    string
	Password string
	Who      string    // name and post, as in the roster
	Try      i18n.Word // what to try first: a sentence of the catalogue
}

// The school and the branch whose people can be tried.
const (
	trySchool  = "机械工程学院"
	tryGeneral = "中共江州大学" + trySchool + "总支部委员会"
	tryBranch  = "机械工程学院机械设计系教工党支部"
)

// tried is an account that is to be made.
type tried struct {
	login string
	name  string // of who is nobody of the roster
	who   *org.Person
	role  access.RoleKind // empty: none
	try   i18n.Word
}

// roles is who can be tried.
func (b *builder) roles() []tried {
	ordinary := b.ordinary(tryBranch)
	return []tried{
		{login: "office", name: "活动办", role: access.RoleOffice, try: "看本轮进展、谁还没有点评，复制催办的话；导出统计表和登记表"},
		{login: "leader", who: b.holder(b.made.Units[0].Name, org.DeputySecretary, 2), try: "看自己要点评哪些单位，写一份现场点评"},
		{login: "general", who: b.holder(tryGeneral, org.Secretary, 0), try: "确认各党支部交来的登记表，或者退回修改"},
		{login: "branch", who: b.holder(tryBranch, org.Secretary, 0), try: "打开支部的点评会，把没有写完的党员逐个写完"},
		{login: "clerk", who: b.holder(tryBranch, org.CommitteeMember, 0), try: "替书记代录登记表，交给书记确认"},
		{login: "member", who: ordinary[0], try: "看书记对自己的点评，签收或者写下不同意见"},
		{login: "dissent", who: ordinary[1], try: "看已经写下的不同意见"},
		{login: "system", name: "系统管理员", role: access.RoleSystem, try: "开通账号，重设密码"},
		{login: "security", name: "安全管理员", role: access.RoleSecurity, try: "指定谁是活动办和管理员"},
		{login: "audit", name: "审计管理员", role: access.RoleAudit, try: "看谁在什么时候做了什么"},
	}
}

// holder is the n-th holder of posts of a kind in a unit.
func (b *builder) holder(unit string, kind org.PostKind, n int) *org.Person {
	for _, p := range b.made.Posts {
		if p.Kind == kind && b.made.Units[p.Unit-1].Name == unit {
			if n == 0 {
				return &b.made.Persons[p.Person-1]
			}
			n--
		}
	}
	panic(fmt.Sprintf("demo: %s has no such %s", unit, kind)) // of our own making
}

// ordinary are the members of a branch as its meeting takes them, its secretary left out, who is reviewed elsewhere.
func (b *builder) ordinary(branch string) []*org.Person {
	var all []*org.Person
	secretary := b.holder(branch, org.Secretary, 0)
	for i := range b.made.Persons {
		p := &b.made.Persons[i]
		if p.Branch != 0 && b.made.Units[p.Branch-1].Name == branch && p.ID != secretary.ID {
			all = append(all, p)
		}
	}

	slices.SortFunc(all, func(x, y *org.Person) int { return cmp.Compare(x.Number, y.Number) })
	return all
}

// tryAccounts makes the accounts to try, all with the one password.
func (b *builder) tryAccounts() (accounts []Account, err error) {
	defer errs.Wrap(&err, "demo.tryAccounts")

	var ids []org.PersonID
	for _, t := range b.roles() {
		in, who := app.NewAccount{Login: t.login, Name: t.name}, t.name
		if t.who != nil {
			in.Number, who = t.who.Number, t.who.Name+"，"+t.who.Job
		}

		slip, err := b.MakeAccount(b.ctx, access.LocalOperator(), in)
		if err != nil {
			return nil, err
		}

		made, err := b.Account(b.ctx, access.LocalOperator(), slip.Account)
		if err != nil {
			return nil, err
		}

		if t.role != "" {
			if err := b.GrantRole(b.ctx, access.LocalOperator(), slip.Account, t.role, ""); err != nil {
				return nil, err
			}
		}

		if err := b.ChangeOwnSecret(b.ctx, made.Actor(), slip.Code, Password, ""); err != nil {
			return nil, err
		}

		if made, err = b.Account(b.ctx, access.LocalOperator(), slip.Account); err != nil { // with its role
			return nil, err
		}

		b.accounts[made.Person], b.tried[t.login] = made.Account, made.Account
		ids = append(ids, made.Person)
		accounts = append(accounts, Account{Login: slip.Login, Password: Password, Who: who, Try: t.try})
	}

	return accounts, b.AppointClerk(b.ctx, access.LocalOperator(), ids[3], ids[4])
}

// openAccounts gives everybody who owes reviews an account with a code of his own, and remembers them all.
func (b *builder) openAccounts(id round.ID) error {
	if _, err := b.MakeAccountsForRound(b.ctx, access.LocalOperator(), id); err != nil {
		return err
	}
	for skip := 0; ; {
		list, err := b.Accounts(b.ctx, access.LocalOperator(), store.AccountFilter{Skip: skip, Limit: 200})
		if err != nil {
			return err
		}

		for _, row := range list.Rows {
			b.accounts[row.Person] = row.Account
		}

		if skip += len(list.Rows); len(list.Rows) == 0 || skip >= list.Total {
			return nil
		}
	}
}

// office is the campaign office at its account.
func (b *builder) office() access.Actor { return b.tried["office"].Actor() }

// actor is a person of the roster at his account.
func (b *builder) actor(id org.PersonID, name string) access.Actor {
	account, ok := b.accounts[id]
	if !ok {
		return access.Actor{Name: name, Person: id}
	}
	return account.Actor()
}

// cast opens the accounts to try and tells of them.
func (b *builder) cast(early *builder) (err error) {
	b.report.Accounts, err = early.tryAccounts()
	return err
}
