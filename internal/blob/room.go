package blob

import "lingping/internal/errs"

// Fill is how much is kept of files.
type Fill struct {
	Files int64
	Bytes int64
	Most  int64 // how many bytes there may be; 0: no bound
}

// megabyte is what people count files in.
const megabyte = 1 << 20

// Megabytes is what people are told of a number of bytes: rounded up, so that a file is never nothing.
func Megabytes(bytes int64) int64 { return (bytes + megabyte - 1) / megabyte }

// OfMegabytes is the bound that somebody says in megabytes.
func OfMegabytes(n int64) int64 { return n * megabyte }

// Room refuses a file of so many bytes that would go over the bound.
func (f Fill) Room(size int) error {
	if f.Most == 0 || f.Bytes+int64(size) <= f.Most {
		return nil
	}
	return errs.NewInvalid("没有存下：存放文件的空间满了（最多 %d MB，已用 %d MB，这个文件 %d MB）。请换小一些的文件，或请系统管理员在“我的设置”里放宽。",
		Megabytes(f.Most), Megabytes(f.Bytes), Megabytes(int64(size)))
}
