package cli

import (
	"context"
	"strings"

	"lingping/internal/app"
	"lingping/internal/i18n"
)

// undoJSON is what taking the last import back does.
type undoJSON struct {
	Undone bool           `json:"undone"`
	File   string         `json:"file"`
	Gone   []undoPartJSON `json:"gone"`
	Back   []undoPartJSON `json:"back"`
}

// undoPartJSON is how many things of a kind, and the first of them.
type undoPartJSON struct {
	Sheet string   `json:"sheet"`
	Count int      `json:"count"`
	Names []string `json:"names"`
}

// undoImport takes the last import back under the rule of the web page, or says what that would do.
func (s *shell) undoImport(ctx context.Context, a *app.App, dryRun bool) error {
	look := a.UndoImport
	if dryRun {
		look = a.LastImport
	}

	u, err := look(ctx, operator())
	if err == nil {
		err = u.Barred
	}

	if err != nil {
		return err
	}

	if s.asJSON {
		return s.document(undoJSON{Undone: !dryRun, File: u.File, Gone: undoParts(u.Gone), Back: undoParts(u.Back)})
	}

	s.printUndo("新增", u.Gone)
	s.printUndo("变更", u.Back)
	if dryRun {
		s.say("只是检查，什么都没有写入。")
		return nil
	}

	s.say("已撤销导入“%s”：名册和导入以前一样。", u.File)
	return nil
}

func undoParts(parts []app.UndoPart) []undoPartJSON {
	out := []undoPartJSON{}
	for _, p := range parts {
		out = append(out, undoPartJSON{Sheet: string(p.Kind), Count: p.Count, Names: append([]string{}, p.Names...)})
	}
	return out
}

// undoNamed is how many things of a kind are named on a line.
const undoNamed = 5

func (s *shell) printUndo(what string, parts []app.UndoPart) {
	for _, p := range parts {
		if p.Count == 0 {
			continue
		}

		names := strings.Join(p.Names[:min(undoNamed, len(p.Names))], "、")
		if p.Count > undoNamed {
			names += "…"
		}

		s.say("%s：%s %d（%s）", i18n.Word(p.Kind), i18n.Word(what), p.Count, names)
	}
}
