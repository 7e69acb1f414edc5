package app_test

import (
	"testing"

	"lingping/internal/app"
	"lingping/internal/testkit"
)

// On nobody's home do two lines read the same, and nobody is told of himself by his name.
func TestNoTwoLinesOfAHomeReadTheSame(t *testing.T) {
	worlds(t, func(t *testing.T, w *testkit.World) {
		everythingHappens(t, w)
		names := map[string]string{"101": "赵伟", "102": "钱芳", "103": "孙䶮", "104": "李娜", "002": "王丽", "001": "陈建国"}
		for number, name := range names {
			who := w.As(number).Actor
			for _, unit := range []string{"Z1", "B11"} {
				_, _ = w.App.BeginHelp(t.Context(), who, w.Of("unit "+unit), name+"请协调一间活动室", "2011-03-01") // as far as he may
				_, _ = w.App.BeginHelp(t.Context(), who, w.Of("unit "+unit), name+"请协调两台电脑", "2011-03-01")
			}

			home := must(w.App.Home(t.Context(), who, 0))(t)
			type line struct {
				kind        app.TaskKind
				name, about string
			}

			seen := map[line]int{}
			for _, task := range home.Tasks {
				seen[line{task.Kind, task.Name, task.About}]++
				if task.Name == name {
					t.Errorf("%s reads of himself: %+v", name, task)
				}
			}

			for l, n := range seen {
				if n > 1 {
					t.Errorf("%s reads %d times the same: %+v", name, n, l)
				}
			}
		}
	})
}
