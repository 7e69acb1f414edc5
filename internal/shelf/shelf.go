// Package shelf keeps on the disk what is too much to be held while it is read: the rows of a large roster, and the persons
// beside whom they are laid. The file has no name any more when it is written to, so that it goes with the program, however that
// ends; Close gives its room back before.
package shelf

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"lingping/internal/errs"
)

// file holds records, each under the bucket of a name.
type file struct {
	disk *os.File
	w    *bufio.Writer
	n    int
	size int64
}

const (
	buffered = 1 << 16
	header   = 6 // of a record: its bucket and how long it is
)

// newFile makes a file in the folder, or in the system's own for such files where dir is empty.
func newFile(dir string) (*file, error) {
	disk, err := os.CreateTemp(dir, "lingping-roster-")
	if err != nil {
		return nil, err
	}

	if err := os.Remove(disk.Name()); err != nil {
		return nil, errors.Join(err, disk.Close())
	}

	return &file{disk: disk, w: bufio.NewWriterSize(disk, buffered)}, nil
}

func (f *file) add(bucket uint16, record []byte) (err error) {
	defer errs.Wrap(&err, "shelf.add")

	var head [header]byte
	binary.LittleEndian.PutUint16(head[:], bucket)
	binary.LittleEndian.PutUint32(head[2:], uint32(len(record)))
	f.n++
	f.size += header + int64(len(record))
	if _, err := f.w.Write(head[:]); err != nil {
		return err
	}

	_, err = f.w.Write(record)
	return err
}

// each shows the records of the wanted buckets with their places, from 0. A record is good until see comes back.
func (f *file) each(want func(bucket uint16) bool, see func(at int, record []byte) error) (err error) {
	defer errs.Wrap(&err, "shelf.each")

	if err := f.w.Flush(); err != nil {
		return err
	}

	r := bufio.NewReaderSize(io.NewSectionReader(f.disk, 0, 1<<62), buffered)
	var head [header]byte
	var record []byte
	for at := range f.n {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return err
		}

		size := int(binary.LittleEndian.Uint32(head[2:]))
		if want != nil && !want(binary.LittleEndian.Uint16(head[:])) {
			if _, err := r.Discard(size); err != nil {
				return err
			}
			continue
		}

		if cap(record) < size {
			record = make([]byte, 2*size)
		}

		record = record[:size]
		if _, err := io.ReadFull(r, record); err != nil {
			return err
		}

		if err := see(at, record); err != nil {
			return err
		}
	}

	return nil
}

// at is the record that begins at the place, good until the next is asked for. All must have been flushed.
func (f *file) at(start int64, scratch []byte) (record []byte, err error) {
	defer errs.Wrap(&err, "shelf.at")

	var head [header]byte
	if _, err := f.disk.ReadAt(head[:], start); err != nil {
		return nil, err
	}

	size := int(binary.LittleEndian.Uint32(head[2:]))
	if cap(scratch) < size {
		scratch = make([]byte, 2*size)
	}

	record = scratch[:size]
	_, err = f.disk.ReadAt(record, start+header)
	return record, err
}

// Close gives the disk back.
func (f *file) Close() error { return f.disk.Close() }
