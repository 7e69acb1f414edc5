package store_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"lingping/internal/domain/access"
	"lingping/internal/domain/dossier"
	"lingping/internal/domain/filing"
	"lingping/internal/domain/org"
	"lingping/internal/domain/publish"
	"lingping/internal/domain/rectify"
	"lingping/internal/domain/review"
	"lingping/internal/domain/round"
	"lingping/internal/domain/scheme"
	"lingping/internal/store"
)

// engineMethods are the methods of a transaction that send what they are given, or nothing.
var engineMethods = []string{"Context", "Gather", "Exec", "Prepare", "Bulk", "Analyse", "Erase", "NewID", "NewRun", "At"}

// caller calls every method of a transaction with rows of the house as arguments, so that every statement is sent once.
// What a call changes is undone.
type caller struct {
	t     *testing.T
	s     *store.Store
	sent  map[string][]string              // which methods send a text
	blind map[string][]string              // which methods write the records of a kind, by what they send, and witness none
	known map[reflect.Type][]reflect.Value // values of a type, of which a try takes one
	depth int                              // of structs within structs
}

// tries is how often each method is called: with other rows, and with structs filled in more or less.
const tries = 6

// deepest is how deep a struct is filled in: some hold others of their own kind.
const deepest = 4

// sent are the texts of all statements, each with the methods that send it.
func sent(t *testing.T, s *store.Store) map[string][]string {
	t.Helper()
	return called(t, s).sent
}

// called has called every method.
func called(t *testing.T, s *store.Store) *caller {
	t.Helper()
	c := &caller{t: t, s: s, sent: map[string][]string{}, blind: map[string][]string{}, known: map[reflect.Type][]reflect.Value{}}
	must(t, s.WriteAlone(t.Context(), hold))
	must(t, s.Read(t.Context(), c.learn))
	methods := reflect.TypeFor[*store.Tx]()
	for i := range methods.NumMethod() {
		if m := methods.Method(i); !slices.Contains(engineMethods, m.Name) {
			for try := range tries {
				c.undone(m.Name, func(tx *store.Tx) { c.call(tx, m, try) })
			}
		}
	}

	for _, special := range specialCalls {
		c.undone(special.method, func(tx *store.Tx) { special.call(c, tx) })
	}

	return c
}

// call calls one method, with arguments that may not fit together: what it does not send then is seen later.
func (c *caller) call(tx *store.Tx, m reflect.Method, try int) {
	in := []reflect.Value{reflect.ValueOf(tx)}
	for i := 1; i < m.Type.NumIn(); i++ {
		in = append(in, c.value(m.Type.In(i), try))
	}

	call := m.Func.Call
	if m.Type.IsVariadic() {
		call = m.Func.CallSlice
	}

	defer func() { _ = recover() }()

	for _, out := range call(in) {
		if out.Kind() == reflect.Func && out.Type().CanSeq2() {
			for range out.Seq2() {
			}
		}
	}
}

var errUndo = errors.New("undone")

// undone runs a call, keeps what it sends, and undoes what it changes.
func (c *caller) undone(method string, call func(tx *store.Tx)) {
	var tally store.Tally
	var seen map[string]bool
	err := c.s.WriteAlone(tally.On(c.t.Context()), func(tx *store.Tx) error {
		call(tx)
		seen = tx.WitnessedKinds()
		return errUndo
	})
	if err == nil {
		c.t.Fatalf("%s was not undone", method)
	}

	for text := range tally.Texts() {
		for kind, tables := range store.RecordTables() {
			if writes(text, tables) && !seen[kind] {
				c.blind[kind+": "+text] = append(c.blind[kind+": "+text], method)
			}
		}

		if !slices.Contains(c.sent[text], method) {
			c.sent[text] = append(c.sent[text], method)
		}
	}
}

// value makes a value of the type.
func (c *caller) value(of reflect.Type, try int) reflect.Value {
	if known := c.known[of]; len(known) > 0 {
		return known[try%len(known)]
	}

	v := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Struct:
		c.fill(v, try)
	case reflect.Slice:
		v = reflect.Append(v, c.value(of.Elem(), try), c.value(of.Elem(), try+1))
	case reflect.Map:
		v = reflect.MakeMap(of)
		v.SetMapIndex(c.value(of.Key(), try), c.value(of.Elem(), try))
	case reflect.Func:
		v = c.function(of, try)
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(try%2 == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(10)
	}

	return v
}

// fill sets the fields of a struct: all of them, every second one, the others, or none.
func (c *caller) fill(v reflect.Value, try int) {
	if c.depth == deepest {
		return
	}

	c.depth++
	defer func() { c.depth-- }()

	for i := range v.NumField() {
		if field := v.Field(i); field.CanSet() && (try%4 == 0 || try%4 == 1+i%2) {
			field.Set(c.value(field.Type(), try))
		}
	}
}

// function is one that gives every value twice when it is a sequence, and else only answers.
func (c *caller) function(of reflect.Type, try int) reflect.Value {
	return reflect.MakeFunc(of, func(in []reflect.Value) (out []reflect.Value) {
		if of.CanSeq() {
			yield := in[0]
			for n := range 2 {
				var given []reflect.Value
				for i := range yield.Type().NumIn() {
					given = append(given, c.value(yield.Type().In(i), try+n))
				}

				if !yield.Call(given)[0].Bool() {
					break
				}
			}
		}

		for i := range of.NumOut() {
			out = append(out, c.value(of.Out(i), try))
		}

		return out
	})
}

// knows keeps values of a type.
func knows[T any](c *caller, values ...T) {
	of := reflect.TypeFor[T]()
	for _, v := range values {
		c.known[of] = append(c.known[of], reflect.ValueOf(v))
	}
}

// rowsOf keeps what a query gives: of an id, those of rows that have much beside them.
func rowsOf[T any](c *caller, tx *store.Tx, text string) error {
	values, err := store.All(tx, store.Scalar[T], text+` LIMIT 6`)
	if err == nil && len(values) == 0 {
		c.t.Errorf("the house has no row for %s", text)
	}
	knows(c, values...)
	return err
}

// learn looks for rows.
func (c *caller) learn(tx *store.Tx) error {
	knows(c, round.Draft, round.Launched)
	knows(c, round.Everything, round.OneSeat, round.Charges)
	for _, err := range []error{
		rowsOf[round.ID](c, tx, `SELECT id FROM round ORDER BY id DESC`),
		rowsOf[org.UnitID](c, tx, `SELECT unit_id FROM filing GROUP BY unit_id ORDER BY COUNT(*) DESC, unit_id`),
		rowsOf[org.PersonID](c, tx, `SELECT person_id FROM holding GROUP BY person_id ORDER BY COUNT(*) DESC`),
		rowsOf[review.ID](c, tx, `SELECT review_id FROM action ORDER BY id DESC`),
		rowsOf[review.State](c, tx, `SELECT DISTINCT state FROM obligation`),
		rowsOf[review.OccasionID](c, tx, `SELECT id FROM occasion ORDER BY id DESC`),
		rowsOf[review.EverydayID](c, tx, `SELECT id FROM everyday ORDER BY id DESC`),
		rowsOf[rectify.ID](c, tx, `SELECT action_id FROM action_event GROUP BY action_id ORDER BY COUNT(*) DESC`),
		rowsOf[rectify.HelpID](c, tx, `SELECT id FROM help ORDER BY id DESC`),
		rowsOf[rectify.ReplyID](c, tx, `SELECT id FROM reply ORDER BY id DESC`),
		rowsOf[dossier.BatchID](c, tx, `SELECT batch_id FROM opinion_pool ORDER BY id DESC`),
		rowsOf[dossier.PoolID](c, tx, `SELECT pool_id FROM opinion ORDER BY id DESC`),
		rowsOf[dossier.CommitmentID](c, tx, `SELECT id FROM commitment ORDER BY id DESC`),
		rowsOf[dossier.FieldworkID](c, tx, `SELECT id FROM fieldwork ORDER BY id DESC`),
		rowsOf[filing.ID](c, tx, `SELECT id FROM filing ORDER BY id DESC`),
		rowsOf[publish.NoticeID](c, tx, `SELECT notice_id FROM notice_edition ORDER BY notice_id DESC`),
		rowsOf[round.DrawID](c, tx, `SELECT id FROM draw ORDER BY id DESC`),
		rowsOf[scheme.SubjectKind](c, tx, `SELECT DISTINCT kind FROM obligation`),
		rowsOf[int64](c, tx, `SELECT account_id FROM account_role ORDER BY account_id`),
		rowsOf[string](c, tx, `SELECT name FROM person GROUP BY name ORDER BY COUNT(*) DESC`),
	} {
		if err != nil {
			return err
		}
	}

	rounds, err := tx.Rounds()
	if err != nil {
		return err
	}

	knows(c, rounds...)
	places, err := tx.FrozenUnits(rounds[0].ID)
	if err != nil {
		return err
	}

	knows(c, places[:3]...)
	person := c.known[reflect.TypeFor[org.PersonID]()][0].Interface().(org.PersonID)
	unit := places[0].ID
	knows(c, access.Actor{Account: 1, Person: person},
		access.Actor{Account: 1, Person: person, Roles: []access.Role{{Kind: access.RoleOffice, Unit: unit}}},
		access.Actor{Account: 1, Roles: []access.Role{{Kind: access.RoleOffice}}})
	obligations, err := store.All(tx, store.Scalar[review.ID], `SELECT MAX(id) FROM obligation GROUP BY kind`)
	if err != nil {
		return err
	}

	for _, extent := range []round.Extent{round.Everything, round.OneSeat, round.Charges} {
		h := round.HandOver{Extent: extent, From: person, To: 1, Seat: unit}
		p, err := tx.Passing(rounds[0].ID, h, chargeRules)
		if err != nil {
			return err
		}
		knows(c, p)
	}

	for _, id := range obligations {
		row, err := tx.Obligation(id)
		if err != nil {
			return err
		}
		knows(c, row.Obligation)
	}

	return nil
}

// bothMerges calls with a merge of persons and with one of units.
func bothMerges(call func(store.Merge)) {
	for _, what := range []store.Merged{store.MergedPerson, store.MergedUnit} {
		call(store.Merge{What: what, Gone: 1, Kept: 2})
	}
}

// uniteAny unites two neighbours of a frozen tree, or puts a unit that is not there in the place of one.
func uniteAny(c *caller, tx *store.Tx, both bool) {
	for _, id := range c.known[reflect.TypeFor[round.ID]()] {
		id := id.Interface().(round.ID)
		units, err := tx.FrozenUnits(id)
		if err != nil || len(units) < 3 {
			continue
		}

		last, m := units[len(units)-1], store.Merge{What: store.MergedUnit, Kept: 3}
		m.Gone = int64(last.ID)
		for _, u := range units {
			if both && u.ID != last.ID && u.Kind.IsBranch() == last.Kind.IsBranch() && u.Last == u.Ord {
				m.Kept = int64(u.ID)
			}
		}

		_ = tx.UniteFrozenUnits(id, m)
		return
	}
}

// chargeRules are those of the scheme of the house by which who has a charge reviews.
var chargeRules = []string{"R3", "R4"}

// anyOf is the first value known of a type.
func anyOf[T any](c *caller) T { return c.known[reflect.TypeFor[T]()][0].Interface().(T) }
