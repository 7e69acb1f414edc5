package app

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"lingping/internal/domain/access"
	"lingping/internal/errs"
	"lingping/internal/store"
)

// House is what the institution says of itself on every page.
type House struct {
	Name string // of the institution, in the masthead; empty: not said yet
	Help string // whom to ask when one can't sign in, on the login page
	// Space is how many megabytes of files are kept at most; 0: no bound. Not everybody sees it.
	Space int
}

// maxSpace is the largest bound that can be said, in megabytes.
const maxSpace = 100 << 20

// The names of the settings in the store.
const (
	settingName = "house.name"
	settingHelp = "house.help"
)

// House gives the settings that everybody sees.
func (a *App) House(ctx context.Context) (h House, err error) {
	err = a.read(ctx, func(tx *store.Tx) error {
		settings, err := tx.Settings()
		h = House{Name: settings[settingName], Help: settings[settingHelp]}
		h.Space, _ = strconv.Atoi(settings[store.SettingSpace]) // nothing said is 0
		return err
	})
	return h, err
}

// ChangeHouse keeps what the institution says of itself.
func (a *App) ChangeHouse(ctx context.Context, who access.Actor, h House) error {
	h.Name, h.Help = strings.TrimSpace(h.Name), strings.TrimSpace(h.Help)
	return a.write(ctx, who, access.ChangeSetting, func(tx *store.Tx, allow allowFunc) (Entry, error) {
		if err := allow(who.Base(), access.NoStage); err != nil {
			return Entry{}, err
		}

		if utf8.RuneCountInString(h.Name) > 40 || utf8.RuneCountInString(h.Help) > 200 {
			return Entry{}, errs.NewInvalid("单位名称最多 40 个字，求助方式最多 200 个字，请写短一些。")
		}

		if h.Space < 0 || h.Space > maxSpace {
			return Entry{}, errs.NewInvalid("文件最多占用多少，请填 0 到 %d 之间的整数（MB），0 表示不限。", maxSpace)
		}

		if err := tx.SaveSetting(store.SettingSpace, strconv.Itoa(h.Space)); err != nil {
			return Entry{}, err
		}

		if err := tx.SaveSetting(settingName, h.Name); err != nil {
			return Entry{}, err
		}

		return Entry{Object: "house:settings"}, tx.SaveSetting(settingHelp, h.Help)
	})
}
