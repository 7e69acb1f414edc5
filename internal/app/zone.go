package app

import (
	"context"
	"time"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// settingZone is where the house lives, such as Asia/Shanghai. It is kept with the data and not with a program, so that
// all programs over one database write the same day.
const settingZone = "house.zone"

// Zone is the name of the house's zone as it is kept; empty when none is.
func (a *App) Zone(ctx context.Context) (name string, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		settings, err := tx.Settings()
		name = settings[settingZone]
		return err
	})
	return name, err
}

// AtHome is the product in the zone of its house: the one that is kept, else the one that the operator names, else the
// usual one. Where another is kept than the operator names he is refused: one database has one zone.
func (a *App) AtHome(ctx context.Context, named string) (*App, error) {
	kept, err := a.Zone(ctx)
	if err != nil {
		return nil, err
	}

	if kept != "" && named != "" && kept != named {
		return nil, errZone(kept, named)
	}

	for _, name := range []string{kept, named, clock.Usual} {
		if name != "" {
			zone, err := clock.Zone(name)
			return a.in(zone), err
		}
	}

	return a, nil
}

// errZone says that a program was started with another zone than that of its database.
func errZone(kept, named string) error {
	return errs.NewConflict("这个单位的数据用的时区是 %s，启动时给的却是 %s。同一份数据只能有一个时区，否则日期会前后不一：请去掉 --zone（或 LINGPING_ZONE），或者改成 %s。",
		kept, named, kept)
}

// in is the product with its clock read in the zone.
func (a *App) in(zone *time.Location) *App {
	return a.At(func() time.Time { return a.store.Now().In(zone) })
}

// KeepZone keeps the zone of a house in which none is kept yet. It is kept once: days that were written in one zone do not
// become those of another.
func (a *App) KeepZone(ctx context.Context, who access.Actor, name string) error {
	if _, err := clock.Zone(name); err != nil {
		return err
	}

	if kept, err := a.Zone(ctx); err != nil || kept != "" {
		return err
	}

	return a.write(ctx, who, access.ChangeSetting, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		settings, err := tx.Settings()
		if err != nil || settings[settingZone] != "" {
			return Entry{Nothing: true}, err
		}

		return Entry{Object: "house:settings", Detail: map[string]any{"zone": name}}, tx.SaveSetting(settingZone, name)
	})
}
