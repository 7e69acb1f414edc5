package app

import (
	"context"
	"strconv"
	"strings"
	"time"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/i18n"
	"lingping/internal/store"
)

// Longest is the longest transaction of a use that the running programs have noted.
type Longest struct {
	Use  store.Use
	Took time.Duration
	At   time.Time // when it was noted
}

// longestSlack is how much longer than the bound a transaction may be: until its last statement has stopped.
const longestSlack = time.Second

// useNames are the uses of transactions for people.
var useNames = map[store.Use]i18n.Word{store.Page: "网页读取", store.Export: "导出", store.Save: "保存", store.Alone: "成批处理（不限时）"}

// Name is the use for people.
func (l Longest) Name() i18n.Word { return useNames[l.Use] }

// Over reports whether the transaction lived longer than any of its use may.
func (l Longest) Over() bool { return l.Use != store.Alone && l.Took > store.Bound+longestSlack }

// settingLongest is before the use in the name of a setting: milliseconds of the longest, and when it was noted.
const settingLongest = store.NotedSettings

// NoteLongest keeps how long the longest transactions of this program were, where they are longer than those that were
// kept before, so that doctor can tell. It is nobody's act, so there is nothing for the ledger.
func (a *App) NoteLongest(ctx context.Context, who access.Actor) error {
	return a.write(ctx, who, access.FoldCounters, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		settings, err := tx.Settings()
		if err != nil {
			return Entry{}, err
		}

		for use, took := range a.store.Longest() {
			if took.Milliseconds() <= longestKept(settings, use, tx.Now.Location()).Took.Milliseconds() {
				continue
			}
			if err := tx.NoteSetting(settingLongest+string(use), longestWords(took, tx.Now)); err != nil {
				return Entry{}, err
			}
		}

		return Entry{Nothing: true}, nil
	})
}

func longestWords(took time.Duration, at time.Time) string {
	return strconv.FormatInt(took.Milliseconds(), 10) + " " + strconv.FormatInt(at.UnixMilli(), 10)
}

// longestKept is what the settings say of a use, its moment as it is read in the zone; zero where they say nothing.
func longestKept(settings map[string]string, use store.Use, zone *time.Location) Longest {
	took, at, _ := strings.Cut(settings[settingLongest+string(use)], " ")
	ms, err := strconv.ParseInt(took, 10, 64)
	if err != nil {
		return Longest{Use: use}
	}

	noted, err := strconv.ParseInt(at, 10, 64)
	if err != nil {
		return Longest{Use: use}
	}

	return Longest{Use: use, Took: time.Duration(ms) * time.Millisecond, At: clock.At(noted, zone)}
}

// longest says how long the longest transactions were, and names those over the bound.
func (h *Health) longest(tx *store.Tx) error {
	settings, err := tx.Settings()
	if err != nil {
		return err
	}

	for _, use := range store.Uses() {
		l := longestKept(settings, use, tx.Now.Location())
		if l.Took == 0 {
			continue
		}

		h.Longest = append(h.Longest, l)
		if l.Over() {
			h.Wrong = append(h.Wrong, errs.NewInvalid("有一次“%s”占用数据库 %d 秒，超过上限 %d 秒，其间别人可能在等待：请把日志交给开发者。",
				l.Name(), int(l.Took.Seconds()), int(store.Bound.Seconds())))
		}
	}

	return nil
}
