package law_test

import "testing"

func TestOneErrorIsTold(t *testing.T) {
	checkAll(t, []planted{
		{"what went wrong on the way out may be joined to what went wrong before", map[string]string{
			"internal/app/app.go": room("app", `import "errors"`, `func shut(err, also error) error { return errors.Join(err, also) }`),
		}, nil},
		{"a sentence must not be joined to whatever happened", map[string]string{
			"internal/app/app.go": room("app", `import "errors"`, `var errUsed = errors.New("used")`,
				`func use(err error) error { return errors.Join(err, errUsed) }`),
		}, []string{`internal/app/app.go:5: errUsed is joined to whatever happened: return the one error or the other`}},
	})
}

func TestNoCommentIsLeftBehind(t *testing.T) {
	checkAll(t, []planted{
		{"a comment may begin with any word", map[string]string{
			"internal/app/app.go": room("app", "// The most.", "const most = 1", "// openUnit opens.", "func openUnit() {}", "// Space around.", "type space struct{}"),
		}, nil},
		{"a comment speaks of what stands under it", map[string]string{
			"internal/app/app.go": room("app", "// openUnit opens a unit.", "// shut closes it.", "func shut() {}", "// unitName says it.", "const name = 1"),
		}, []string{
			`internal/app/app.go:3: the comment on shut speaks of openUnit`,
			`internal/app/app.go:6: the comment on name speaks of unitName`,
		}},
	})
}

func TestSharesAreWordedInOnePlace(t *testing.T) {
	checkAll(t, []planted{
		{"a share that is rounded on its own", map[string]string{
			"internal/domain/round/coverage.go": "// Package round is planted.\npackage round\n\nconst share = `%.1f%%`\n",
			"internal/cli/cli.go":               room("cli", "const share = `%.1f%%`", "const given = `%s%%`"),
		}, []string{`internal/cli/cli.go:3: a share is worded by round.Part, which cuts it`}},
	})
}
