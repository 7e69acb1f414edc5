package office

import (
	"io"

	"lingping/internal/errs"
)

// leash is a reader that refuses to go on for length bytes without being loosened. Readers of tokens and records
// loosen it with each one, so that a single endless value can't fill the memory.
type leash struct {
	r      io.Reader
	length int
	left   int
}

func (l *leash) loosen() { l.left = l.length }

// Read implements io.Reader.
func (l *leash) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, endless()
	}
	n, err := l.r.Read(p[:min(len(p), l.left)])
	l.left -= n
	return n, err
}

// endless is the refusal of a value that goes on and on.
func endless() error {
	return errs.NewInvalid("文件里有一处内容太长，不像表格里的一格；请打开检查，另存一次再导入。")
}
