package cli

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"lingping/internal/errs"
)

// writeFile writes a file beside its place and moves it there when it is whole, so that a failed command leaves an old
// file as it was. It holds names and reviews: only its owner can read it, as os.CreateTemp makes it.
func (s *shell) writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".lingping-*")
	if err != nil {
		return errs.NewInvalid("不能写文件“%s”：请检查文件夹是否存在、能否写入。", path)
	}
	defer func() {
		if err != nil { // closing twice does no harm
			f.Close()
			os.Remove(f.Name())
		}
	}()

	if err = write(f); err != nil {
		return err
	}

	if err = f.Close(); err != nil {
		return err
	}

	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}

	s.note("已写入 %s", path)
	return nil
}

// noFile words why a file can't be read.
func (s *shell) noFile(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errs.NewInvalid("没有文件“%s”，请核对路径。", path)
	}
	return errs.NewInvalid("不能读取文件“%s”，请检查权限。", path)
}
