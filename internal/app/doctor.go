package app

import (
	"context"
	"slices"
	"time"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/assign"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// Health is what an examination of the database found.
type Health struct {
	Rounds  int       // looked at
	Entries int       // of the ledger, each held against its commitment
	Sealed  int       // copies of statistics, each held against its seal
	Now     time.Time // by the clock of the machine, in the zone of the house
	Longest []Longest
	Wrong   []error // what is wrong, each a sentence for people
	Notes   []error // what is in order and should be known, each a sentence too
}

// Examine reads the whole database: its files, the figures of every round against a new count, what rows say of others
// against what is there, the ledger and the sealed copies against their hashes, and how long the longest transactions
// were. It changes nothing.
func (a *App) Examine(ctx context.Context, who access.Actor) (h Health, err error) {
	if err := check(access.FoldCounters, who.Base(), access.NoStage); err != nil {
		return h, err
	}

	home, err := a.AtHome(ctx, "")
	if err != nil {
		return h, err
	}

	h.Now = home.Now()
	broken, err := a.store.Check(ctx)
	if err != nil {
		return h, err
	}

	for _, words := range broken {
		h.Wrong = append(h.Wrong, errs.NewInvalid("数据库文件损坏：%s。请停止使用，用最近的备份恢复。", words))
	}

	err = a.readAlone(ctx, func(tx *store.Tx) error {
		for _, part := range []func(*store.Tx) error{
			h.figures, h.holdings, h.words, h.fill, h.orphans, h.ledger, h.digests, h.accounts, h.doubles, a.boxes(&h), h.longest} {
			if err := part(tx); err != nil {
				return err
			}
		}
		return nil
	})
	return h, err
}

// figures recomputes the figures of every launched round and compares.
func (h *Health) figures(tx *store.Tx) error {
	rounds, err := tx.Rounds()
	if err != nil {
		return err
	}

	for _, r := range rounds {
		if r.State == round.Draft {
			continue
		}

		h.Rounds++
		kept, err := tx.AllTallies(r.ID)
		if err != nil {
			return err
		}

		counted, err := tx.Recount(r.ID)
		if err != nil {
			return err
		}

		units, err := tx.FrozenUnits(r.ID)
		if err != nil {
			return err
		}

		for _, u := range units {
			h.compare(r, u, kept[u.ID], counted[u.ID])
		}
	}

	return nil
}

// holdings works out anew who holds what in every launched round and compares.
func (h *Health) holdings(tx *store.Tx) error {
	rounds, err := tx.Rounds()
	if err != nil {
		return err
	}

	for _, r := range rounds {
		if r.State == round.Draft {
			continue
		}

		kept, err := tx.Holdings(r.ID)
		if err != nil {
			return err
		}

		should, err := tx.HoldingsByEvidence(r, nil)
		if err != nil {
			return err
		}

		lacking, extra := len(without(should, kept)), len(without(kept, should))
		if lacking+extra > 0 {
			h.Wrong = append(h.Wrong, errs.NewInvalid("“%s”中谁负责哪个党组织的记录与冻结的名册不符：少 %d 条，多 %d 条。请停止使用，用最近的备份恢复。",
				r.Name, lacking, extra))
		}
	}

	return nil
}

// words works out anew by what persons and accounts are found and compares.
func (h *Health) words(tx *store.Tx) error {
	kept, should, same, err := tx.PersonWords()
	if err != nil {
		return err
	}

	if !same {
		h.Wrong = append(h.Wrong, errs.NewInvalid("查找人员用的词与名册不符：有 %d 个，应有 %d 个。请停止使用，用最近的备份恢复。", kept, should))
	}

	kept, should, same, err = tx.AccountWords()
	if err == nil && !same {
		h.Wrong = append(h.Wrong, errs.NewInvalid("查找账号用的词与账号不符：有 %d 个，应有 %d 个。请停止使用，用最近的备份恢复。", kept, should))
	}

	return err
}

// fill counts anew how much is kept of files and compares.
func (h *Health) fill(tx *store.Tx) error {
	kept, err := tx.Fill()
	if err != nil {
		return err
	}

	counted, err := tx.CountedFill()
	if err != nil {
		return err
	}

	if kept.Files != counted.Files || kept.Bytes != counted.Bytes {
		h.Wrong = append(h.Wrong, errs.NewInvalid("存放的文件与记录的不符：有 %d 个、%d 字节，记录的是 %d 个、%d 字节。请停止使用，用最近的备份恢复。",
			counted.Files, counted.Bytes, kept.Files, kept.Bytes))
	}

	return nil
}

// without are those of the holdings that are not among the others.
func without(all, others []assign.Holding) []assign.Holding {
	known := make(map[assign.Holding]bool, len(others))
	for _, o := range others {
		known[o] = true
	}
	return slices.DeleteFunc(slices.Clone(all), func(one assign.Holding) bool { return known[one] })
}

func (h *Health) compare(r round.Round, u org.Place, kept, counted round.Tally) {
	names := map[round.Count]bool{}
	for name := range kept {
		names[name] = true
	}

	for name := range counted {
		names[name] = true
	}

	var sorted []round.Count
	for name := range names {
		if kept[name] != counted[name] {
			sorted = append(sorted, name)
		}
	}

	slices.Sort(sorted)
	for _, name := range sorted {
		h.Wrong = append(h.Wrong, errs.NewInvalid("“%s”中%s的统计数 %s 是 %d，重新清点是 %d。", r.Name, u.Name, string(name),
			kept[name], counted[name]))
	}
}

// clockSlack is by how much the clocks of two machines over one database may differ without being named.
const clockSlack = time.Minute

// orphans looks for rows that speak of others that are not there.
func (h *Health) orphans(tx *store.Tx) error {
	found, err := tx.Orphans()
	for _, o := range found {
		h.Wrong = append(h.Wrong, errs.NewInvalid("%s 有 %d 行指向的 %s 记录不存在：数据被改动过，或者恢复得不完整。请用最近的备份核对。", o.Child, o.Rows, o.Parent))
	}
	return err
}

func (h *Health) ledger(tx *store.Tx) error {
	for e, err := range tx.EachEntry() {
		if err != nil {
			return err
		}

		h.Entries++
		if !e.Sound() {
			h.Wrong = append(h.Wrong, errs.NewInvalid("第 %d 号记录（%s）与它的校验码不符：记录被改动过。", e.ID, string(e.Action)))
		}

		if at := clock.At(e.At, h.Now.Location()); at.After(h.Now.Add(clockSlack)) {
			h.Wrong = append(h.Wrong, errs.NewInvalid("第 %d 号记录（%s）的时间是 %s，比本机时钟还晚：当时的时钟快了，或者现在的时钟慢了。请校准时钟。",
				e.ID, string(e.Action), at.Format("2006-01-02 15:04:05")))
		}
	}
	return nil
}

// accounts names those that were further accounts of a person.
func (h *Health) accounts(tx *store.Tx) error {
	spare, err := spareAccounts(tx)
	for _, s := range spare {
		h.Notes = append(h.Notes, errs.NewConflict("账号“%s”是%s的又一个账号，一人只能有一个（现用“%s”）：已停用。", s.Login, s.Name, s.Kept))
	}
	return err
}

// digests recomputes every digest that stands beside what it was made of.
func (h *Health) digests(tx *store.Tx) error {
	for _, part := range []func(*store.Tx) error{h.seals, h.editions, h.promotions, h.blobs, h.draws} {
		if err := part(tx); err != nil {
			return err
		}
	}
	return nil
}

// hold notes what is wrong with something, if anything is.
func (h *Health) hold(wrong error) {
	if wrong != nil {
		h.Wrong = append(h.Wrong, wrong)
	}
}

func (h *Health) seals(tx *store.Tx) error {
	copies, err := tx.EachStatsCopy()
	for _, c := range copies {
		h.Sealed++
		h.hold(c.Sound())
	}

	return err
}

func (h *Health) editions(tx *store.Tx) error {
	for e, err := range tx.EachEdition() {
		if err != nil {
			return err
		}
		h.hold(e.Sound())
	}

	return nil
}

func (h *Health) promotions(tx *store.Tx) error {
	wrong, err := tx.AlteredPromotions()
	for _, w := range wrong {
		h.hold(w)
	}

	return err
}

func (h *Health) blobs(tx *store.Tx) error {
	for b, err := range tx.EachBlob() {
		if err != nil {
			return err
		}
		h.hold(b.Sound())
	}

	return nil
}

func (h *Health) draws(tx *store.Tx) error {
	draws, err := tx.AllDraws()
	if err != nil {
		return err
	}

	for _, d := range draws {
		lots, err := tx.Lots(d)
		if err != nil {
			return err
		}
		h.hold(soundDraw(d, lots))
	}

	return nil
}
