package store

import (
	"errors"
	"slices"

	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
)

func accountColumns(a *access.Account) columns {
	return columns{
		{"a.id", &a.ID}, {"a.login", &a.Login}, {"a.name", &a.Name}, {"a.person_id", &a.Person},
		{"a.must_change", &a.MustChange}, {"a.disabled", &a.Disabled}, {"a.lang", &a.Lang}, {"a.made_at", &a.MadeAt},
		{"a.spare_of", &a.SpareOf}, {"a.said_number", &a.Said}, {"EXISTS (SELECT 1 FROM second_step f WHERE f.id = a.id)", &a.Second},
	}
}

// Account is an account with its roles.
func (tx *Tx) Account(id int64) (access.Account, error) {
	a, err := One(tx, scanned(accountColumns), `SELECT `+selected(accountColumns)+` FROM account a WHERE a.id = $1`, id)
	return tx.withRoles(a, err)
}

// AccountOf is the account with this login, as access.FoldLogin gives it.
func (tx *Tx) AccountOf(login string) (access.Account, error) {
	a, err := One(tx, scanned(accountColumns), `SELECT `+selected(accountColumns)+` FROM account a WHERE a.login = $1`, login)
	return tx.withRoles(a, err)
}

// AccountsSaid are those whose owner the institution calls so, in capitals or not, without roles.
func (tx *Tx) AccountsSaid(number string) ([]access.Account, error) {
	return All(tx, scanned(accountColumns), `SELECT `+selected(accountColumns)+` FROM account a
		WHERE lower(a.said_number) = lower($1) AND a.said_number <> '' ORDER BY a.id`, number)
}

// SpareAccounts are those that were further accounts of a person when each was left one, the oldest first, without roles.
func (tx *Tx) SpareAccounts() ([]access.Account, error) {
	return All(tx, scanned(accountColumns), `SELECT `+selected(accountColumns)+` FROM account a WHERE a.spare_of <> 0 ORDER BY a.made_at, a.id`)
}

func (tx *Tx) withRoles(a access.Account, err error) (access.Account, error) {
	if errors.Is(err, ErrNone) {
		return a, errs.NewNotFound("没有找到这个账号。")
	}
	if err != nil {
		return a, err
	}

	a.Roles, err = All(tx, func(row Row) (r access.Role, err error) {
		err = row.Scan(&r.Kind, &r.Unit)
		return r, err
	}, `SELECT role, unit_id FROM account_role WHERE account_id = $1 ORDER BY role, unit_id`, a.ID)
	return a, err
}

// AccountRow is an account in a list, with where its person belongs.
type AccountRow struct {
	access.Account
	Unit string // name of the person's branch, empty for nobody of the roster
}

func accountRowColumns(r *AccountRow) columns {
	return accountColumns(&r.Account).and(column{"COALESCE(u.name, '')", &r.Unit})
}

// AccountFilter chooses accounts for a list.
type AccountFilter struct {
	Text  string         // with which the login, or the name from any sign on, begins
	Roles bool           // only those with a role
	As    access.Silence // only those at which nobody answers in this way; empty: all
	Skip  int
	Limit int
}

// silentAs are the conditions of access.Account.Silent.
var silentAs = map[access.Silence]string{access.Closed: `a.disabled`, access.Unopened: `a.must_change AND NOT a.disabled`}

// Accounts lists accounts by login, and says how many there are in all.
func (tx *Tx) Accounts(f AccountFilter) (rows []AccountRow, total int, err error) {
	defer errs.Wrap(&err, "store.Accounts")

	args := []any{f.Roles}
	where := ` WHERE (NOT $1 OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id))`
	if as := silentAs[f.As]; as != "" {
		where += ` AND ` + as
	}

	if q := org.Fold(f.Text); q != "" {
		args = append(args, q, q+lastSign)
		where += ` AND a.id IN (SELECT w.account_id FROM account_word w WHERE w.word >= $2 AND w.word < $3)`
	}

	if total, err = Count(tx, `SELECT COUNT(*) FROM account a`+where, args...); err != nil {
		return nil, 0, err
	}

	args = append(args, f.Limit, f.Skip)
	rows, err = All(tx, scanned(accountRowColumns), `SELECT `+selected(accountRowColumns)+` FROM account a
		LEFT JOIN person p ON p.id = a.person_id LEFT JOIN unit u ON u.id = p.branch_id`+where+`
		ORDER BY a.login`+cut(args), args...)
	if err != nil {
		return nil, 0, err
	}

	return rows, total, tx.fillRoles(rows)
}

// fillRoles reads the roles of a page of accounts in one query.
func (tx *Tx) fillRoles(rows []AccountRow) error {
	at := map[int64]int{}
	var ids []int64
	for i, r := range rows {
		at[r.ID] = i
		ids = append(ids, r.ID)
	}

	for part := range slices.Chunk(ids, MaxIn) {
		type owned struct {
			account int64
			role    access.Role
		}

		roles, err := All(tx, func(row Row) (o owned, err error) {
			err = row.Scan(&o.account, &o.role.Kind, &o.role.Unit)
			return o, err
		}, `SELECT account_id, role, unit_id FROM account_role WHERE account_id IN `+In(1, len(part))+`
			ORDER BY account_id, role, unit_id`, Args(nil, part)...)
		if err != nil {
			return err
		}

		for _, o := range roles {
			rows[at[o.account]].Roles = append(rows[at[o.account]].Roles, o.role)
		}
	}

	return nil
}

// Secret is the Argon2id string of an account.
func (tx *Tx) Secret(account int64) (string, error) {
	return One(tx, Scalar[string], `SELECT secret FROM account WHERE id = $1`, account)
}

// AddAccount inserts an account with its secret and roles. A login that is taken is refused, and a second account of a
// person.
func (tx *Tx) AddAccount(a access.Account, secret string) (err error) {
	defer errs.Wrap(&err, "store.AddAccount %s", a.Login)

	tx.witnessNew("account", a.ID)
	n, err := tx.Exec(`INSERT INTO account (id, login, name, person_id, secret, must_change, disabled, lang, made_at, said_number)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
		a.ID, a.Login, a.Name, a.Person, secret, a.MustChange, a.Disabled, a.Lang, a.MadeAt, a.Said)
	if err != nil {
		return err
	}

	if n == 0 {
		return tx.takenBy(a)
	}

	if err := tx.addAccountWords(a); err != nil {
		return err
	}

	return tx.SaveRoles(a)
}

// takenBy says what keeps the account from being made.
func (tx *Tx) takenBy(a access.Account) error {
	has, err := tx.LoginOf(a.Person)
	switch {
	case err != nil:
		return err
	case has != "":
		return errs.NewConflict("“%s”已经有账号“%s”：一人只能有一个账号。忘记密码请重设那个账号。", a.Name, has)
	}

	return errs.NewConflict("登录名“%s”已经有人用，请换一个。", a.Login)
}

// LoginOf is the login of a person of the roster; empty when he has no account, or is nobody.
func (tx *Tx) LoginOf(person org.PersonID) (string, error) {
	login, err := One(tx, Scalar[string], `SELECT login FROM account WHERE person_id = $1 AND person_id <> 0`, person)
	if errors.Is(err, ErrNone) {
		return "", nil
	}
	return login, err
}

// SaveAccount overwrites what can change of an account but its secret and roles.
func (tx *Tx) SaveAccount(a access.Account) (err error) {
	defer errs.Wrap(&err, "store.SaveAccount %d", a.ID)
	if err := tx.moveAccountWords(a); err != nil {
		return err
	}

	tx.witness("account", a.ID)
	_, err = tx.Exec(`UPDATE account SET name = $2, person_id = $3, must_change = $4, disabled = $5, lang = $6, spare_of = $7, said_number = $8
		WHERE id = $1`, a.ID, a.Name, a.Person, a.MustChange, a.Disabled, a.Lang, a.SpareOf, a.Said)
	return err
}

// SaveSecret overwrites the secret of an account.
func (tx *Tx) SaveSecret(account int64, secret string) error {
	tx.witness("account", account)
	_, err := tx.Exec(`UPDATE account SET secret = $2 WHERE id = $1`, account, secret)
	return err
}

// SaveRoles makes the kept roles of an account those that it has now.
func (tx *Tx) SaveRoles(a access.Account) error {
	tx.witness("account", a.ID)
	if _, err := tx.Exec(`DELETE FROM account_role WHERE account_id = $1`, a.ID); err != nil {
		return err
	}

	for _, r := range a.Roles {
		if _, err := tx.Exec(`INSERT INTO account_role (account_id, role, unit_id) VALUES ($1, $2, $3)`,
			a.ID, r.Kind, r.Unit); err != nil {
			return err
		}
	}

	return nil
}

// Holders is how many accounts that are not disabled have the role.
func (tx *Tx) Holders(kind access.RoleKind) (int, error) {
	return Count(tx, `SELECT COUNT(DISTINCT r.account_id) FROM account_role r JOIN account a ON a.id = r.account_id
		WHERE r.role = $1 AND NOT a.disabled`, kind)
}

// Owing is a person who owes reviews in a round and has no account yet.
type Owing struct {
	org.Person
	Unit string // name of the unit from whose seat he speaks, else of his branch
}

// OwingWithoutAccount are the persons who owe at least one review in the round and have no account, in tree order.
func (tx *Tx) OwingWithoutAccount(id round.ID) ([]Owing, error) {
	return All(tx, func(row Row) (o Owing, err error) {
		p := &o.Person
		err = row.Scan(&p.ID, &p.Number, &p.Name, &p.Pinyin, &p.Initials, &o.Unit)
		return o, err
	}, `SELECT p.id, p.number, p.name, p.pinyin, p.initials, COALESCE(s.name, b.name, '')
		FROM (SELECT owner_id, MAX(seat_id) AS seat_id FROM obligation
		      WHERE round_id = $1 AND state NOT IN ('exempt', 'dropped') GROUP BY owner_id) o
		JOIN person p ON p.id = o.owner_id
		LEFT JOIN unit s ON s.id = o.seat_id LEFT JOIN unit b ON b.id = p.branch_id
		WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
		ORDER BY COALESCE(s.ord, b.ord, 0), p.number, p.id`, id)
}

// SilentOwner is a reviewer who owes something and does not answer at his account.
type SilentOwner struct {
	Person  org.PersonID
	Name    string
	Silence access.Silence
}

// SilentOf are those of some persons, at most MaxIn, at whose accounts nobody answers.
func (tx *Tx) SilentOf(persons []org.PersonID) (map[org.PersonID]access.Silence, error) {
	out := map[org.PersonID]access.Silence{}
	if len(persons) == 0 {
		return out, nil
	}

	rows, err := AllApart(tx, scanSilent, `SELECT a.person_id, a.name, a.disabled, a.must_change FROM account a
		WHERE a.person_id IN `+In(1, len(persons))+` AND (a.disabled OR a.must_change)`, Args(nil, persons)...)
	for _, s := range rows {
		out[s.Person] = s.Silence
	}

	return out, err
}

// SilentOwners are reviewers who still owe something in a round and do not answer at their accounts, at most so many.
func (tx *Tx) SilentOwners(id round.ID, limit int) ([]SilentOwner, error) {
	states := review.OpenStates()
	args := append(Args([]any{id}, states), limit)
	return AllApart(tx, scanSilent, `SELECT a.person_id, a.name, a.disabled, a.must_change FROM account a
		WHERE (a.disabled OR a.must_change) AND a.person_id <> 0 AND EXISTS (SELECT 1 FROM obligation o
			WHERE o.owner_id = a.person_id AND +o.round_id = $1 AND o.state IN `+In(2, len(states))+`)
		ORDER BY a.person_id`+most(len(args)), args...)
}

func scanSilent(row Row) (s SilentOwner, err error) {
	var a access.Account
	err = row.Scan(&s.Person, &s.Name, &a.Disabled, &a.MustChange)
	s.Silence = a.Silent()
	return s, err
}

// WithAccount are those of some persons, at most MaxIn, who have an account.
func (tx *Tx) WithAccount(persons []org.PersonID) ([]org.PersonID, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	return All(tx, Scalar[org.PersonID], `SELECT person_id FROM account WHERE person_id IN `+In(1, len(persons)), Args(nil, persons)...)
}

// TakenLogins are those of the logins that somebody has already.
func (tx *Tx) TakenLogins(logins []string) (map[string]bool, error) {
	taken := map[string]bool{}
	for part := range slices.Chunk(logins, MaxIn) {
		found, err := All(tx, Scalar[string], `SELECT login FROM account WHERE login IN `+In(1, len(part)), Args(nil, part)...)
		if err != nil {
			return nil, err
		}

		for _, login := range found {
			taken[login] = true
		}
	}

	return taken, nil
}
