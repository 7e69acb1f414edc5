package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
)

// songFile is Noto Serif SC Regular (SIL Open Font License 1.1, see song.LICENSE), cut to what is needed to draw: see
// cut/main.go.
//
//go:embed song.ttf.gz
var songFile []byte

// song is unpacked when it is first asked for.
var song = sync.OnceValue(func() *Font {
	packed, err := gzip.NewReader(bytes.NewReader(songFile))
	if err == nil {
		var data []byte
		if data, err = io.ReadAll(packed); err == nil {
			var f *Font
			if f, err = ParseFont(data); err == nil {
				return f
			}
		}
	}

	panic(fmt.Errorf("the font in the program: %w", err)) // the file is part of the program, and a test reads it
})

// Song is the font of the program: 宋体, with all Chinese characters of GB 18030's first level and the rare ones of the
// 通用规范汉字表 but for two.
func Song() *Font { return song() }
