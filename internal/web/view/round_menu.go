package view

import (
	"fmt"

	"lingping/internal/app"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/round"
	"lingping/internal/i18n"
	"lingping/internal/web/ui"
)

// menuGroup is one part of the menu of a round.
type menuGroup struct {
	name  i18n.Word
	items []ui.Item
}

// roundMenu is the pages of a round in the order of its life, for a unit of it (0: the round's own): only those that the
// reader may open, and that there are at its stage. board says whether he reads the unit's figures.
func roundMenu(p ui.Page, v app.RoundView, unit org.UnitID, board bool) (menu []menuGroup) {
	begun, ended := v.State != round.Draft, v.State != round.Draft && v.State != round.Launched
	at := func(page string) string {
		if unit == 0 {
			return RoundHref(v.ID, page)
		}
		return UnderHref(v.ID, page, unit)
	}

	add := func(group i18n.Word, items []menuItem) {
		g := menuGroup{name: group}
		for _, item := range items {
			if item.shown {
				g.items = append(g.items, ui.Item{Name: item.name, Href: item.href})
			}
		}
		if len(g.items) > 0 {
			menu = append(menu, g)
		}
	}

	board = board && begun
	add("准备", []menuItem{
		menuItem{"谁点评谁", RoundHref(v.ID, "/plan"), unit == 0 && v.Offers(access.PlanRound)},
		menuItem{"本轮的方案", SchemeHref(v.Scheme, fmt.Sprintf("?round=%d", v.ID)), true},
		menuItem{"各单位的点评方案", at("/arrangements"), begun && v.Allows(access.ListArranged)},
		menuItem{"名册变动", RoundHref(v.ID, "/changes"), unit == 0 && v.Offers(access.ResnapRound)},
		menuItem{"移交任务", RoundHref(v.ID, "/handover"), unit == 0 && v.Offers(access.HandOverSeat)},
	})
	add("推进", []menuItem{
		menuItem{"进度总览", at("/board"), board},
		menuItem{"还缺谁", at("/owed"), board},
		menuItem{"催办", at("/reminders"), board},
		menuItem{"台账", at("/dossiers"), board},
		menuItem{"会议和约谈", at("/meetings"), board},
		menuItem{"整改台账", at("/actions"), board},
		menuItem{"调研记录", RoundHref(v.ID, "/fieldwork"), begun && p.Actor.Could(access.SeeFieldwork)},
		menuItem{"随机抽取", at("/draws"), board},
		menuItem{"经验和典型", RoundHref(v.ID, "/experience"), begun && unit == 0},
	})
	add("出表", []menuItem{
		menuItem{"情况统计表", at("/stats"), begun && v.Allows(access.ReadStats)},
		menuItem{"登记表", at("/forms"), begun && v.Allows(access.ExportForms)},
		menuItem{"备案", at("/filing"), board && unit == 0},
		menuItem{"报送备案", at("/filing/unit"), board && unit != 0},
		menuItem{"与上一轮对照", at("/compare"), board && v.Previous != 0},
	})
	add("归档", []menuItem{
		menuItem{"归档", RoundHref(v.ID, "/archive"), ended && unit == 0 && v.Allows(access.ReadRetention)},
		menuItem{"由本轮筹备下一轮", fmt.Sprintf("/rounds/new?after=%d", v.ID), begun && unit == 0 && v.Allows(access.OpenRound)},
	})
	return menu
}

// menuItem is a page of a round, and whether it is shown.
type menuItem struct {
	name  i18n.Word
	href  string
	shown bool
}
