package cli

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Release is the version that CHANGELOG.md tells of as the next, or of which it bears the date.
const Release = "0.2.0-dev"

// built is what is known of how the program was built.
type built struct {
	Version string `json:"version"`
	Commit  string `json:"commit"` // of the sources; empty where they came without their history
	Date    string `json:"date"`   // of the commit, RFC 3339 in UTC
	Changed bool   `json:"changed"`
	Go      string `json:"go"`
}

// version says which program this is: version, commit, date.
func (s *shell) version() *cobra.Command {
	return s.withJSON(&cobra.Command{Use: "version", Short: s.t("版本：版本号、源码提交和日期"), Args: s.takes(),
		RunE: func(*cobra.Command, []string) error {
			b := built{Version: Release}
			if info, ok := debug.ReadBuildInfo(); ok {
				b.read(info)
			}

			if s.asJSON {
				return s.document(b)
			}

			s.say("领评 %s", b.Version)
			if b.Commit != "" {
				s.say("源码提交 %s，%s", b.Commit, b.Date)
			}

			if b.Changed {
				s.say("源码在提交之后又改过。")
			}

			return nil
		}})
}

func (b *built) read(info *debug.BuildInfo) {
	b.Go = info.GoVersion
	for _, of := range info.Settings {
		switch of.Key {
		case "vcs.revision":
			b.Commit = of.Value
		case "vcs.time":
			b.Date = of.Value
		case "vcs.modified":
			b.Changed = of.Value == "true"
		}
	}
}
