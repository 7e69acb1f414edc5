// Cut makes the font of the program, ../song.ttf.gz, from the font as it is published:
//
//	npm pack @expo-google-fonts/noto-serif-sc@0.4.3
//	go run ./internal/pdf/cut < package/400Regular/NotoSerifSC_400Regular.ttf > internal/pdf/song.ttf.gz
//
// It keeps the tables from which glyphs are drawn and packs them as tightly as gzip can.
package main

import (
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

func main() {
	if err := cut(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// needed are the tables without which no glyph is found or drawn.
var needed = []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"}

func cut(in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}

	count := 0
	if len(data) > 12 {
		count = int(binary.BigEndian.Uint16(data[4:]))
	}

	if len(data) < 12+16*count || count < len(needed) {
		return errors.New("this is no TrueType font")
	}

	head := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, n := range []uint16{uint16(len(needed)), 64, 2, uint16(16*len(needed) - 64)} {
		head = binary.BigEndian.AppendUint16(head, n)
	}

	var body []byte
	at := 12 + 16*len(needed)
	for i := range count {
		entry := data[12+16*i : 28+16*i]
		if !slices.Contains(needed, string(entry[:4])) {
			continue
		}

		from, size := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		head = append(head, entry[:8]...)
		head = binary.BigEndian.AppendUint32(head, uint32(at+len(body)))
		head = binary.BigEndian.AppendUint32(head, size)
		body = append(body, data[from:from+size]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}

	packed, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}

	if _, err := packed.Write(append(head, body...)); err != nil {
		return err
	}

	return packed.Close()
}
