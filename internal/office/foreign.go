package office

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"lingping/internal/errs"
)

// foreign refuses files of other kinds by their right name, with the clicks that make a workbook of them; nil for what
// may be a workbook or a text. head is the beginning of the file.
func foreign(name string, head []byte, file io.ReaderAt, size int64) error {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t"))
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return oldFile(name, file, size)
	case bytes.HasPrefix(start, []byte("<")) && bytes.Contains(start, []byte("urn:schemas-microsoft-com:office:spreadsheet")),
		bytes.HasPrefix(start, []byte("<")) && bytes.Contains(start, []byte("excel.sheet")):
		return errs.NewInvalid("这是 Excel 2003 XML 表格，只是叫作 .xls 或 .xml；请用 Excel 或 WPS 打开它，点“文件”“另存为”，类型选 .xlsx，再导入。")
	case bytes.HasPrefix(start, []byte("<?xml")) && !bytes.Contains(start, []byte("<html")):
		return errs.NewInvalid("这是 XML 文件，不是工作簿；请用 Excel 或 WPS 打开它，点“文件”“另存为”，类型选 .xlsx，再导入。")
	case bytes.HasPrefix(start, []byte("<")):
		return errs.NewInvalid("这是一个网页，只是叫作表格；请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return errs.NewInvalid("这是 PDF，不是表格；请导入 .xlsx 或 .csv。")
	case bytes.HasPrefix(head, []byte("{\\rtf")):
		return errs.NewInvalid("这是 RTF 文档，不是表格；请把其中的表格粘贴到 Excel 或 WPS 里，另存为 .xlsx 再导入。")
	case bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xbc\xaf")), bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return errs.NewInvalid("这是压缩文件；请先解压，再导入里面的 .xlsx 或 .csv。")
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return errs.NewInvalid("这是图片，不是表格；请导入 .xlsx 或 .csv。")
	}

	return nil
}

// oldFile tells the old files of Office and WPS apart by what they hold: the names of their streams are UTF-16.
func oldFile(name string, file io.ReaderAt, size int64) error {
	holds := map[string]bool{}
	streams := map[string][]byte{}
	for _, stream := range []string{"EncryptedPackage", "WordDocument", "PowerPoint Document"} {
		streams[stream] = wide(stream)
	}

	const window = 1 << 16
	buf := make([]byte, window)
	for at := int64(0); at < size; at += window - 64 {
		n, err := file.ReadAt(buf, at)
		for stream, text := range streams {
			holds[stream] = holds[stream] || bytes.Contains(buf[:n], text)
		}
		if err != nil {
			break
		}
	}

	extension := strings.ToLower(filepath.Ext(name))
	switch {
	case holds["EncryptedPackage"]:
		return errs.NewInvalid("这个工作簿加了打开密码；请用 Excel 或 WPS 打开它，点“文件”“另存为”，去掉密码再存成 .xlsx，然后导入。")
	case holds["WordDocument"] || extension == ".doc" || extension == ".wps":
		return errs.NewInvalid("这是 Word 或 WPS 文字的文档，不是表格；请把其中的表格粘贴到 Excel 或 WPS 里，另存为 .xlsx 再导入。")
	case holds["PowerPoint Document"]:
		return errs.NewInvalid("这是演示文稿，不是表格；请导入 .xlsx 或 .csv。")
	case extension == ".et" || extension == ".ett":
		return errs.NewInvalid("这是 WPS 表格的 .et；请用 WPS 打开它，点“文件”“另存为”，类型选 .xlsx，再导入。")
	}

	return errs.NewInvalid("这是旧的 .xls（或 WPS 的 .et）；请用 Excel 或 WPS 打开它，点“文件”“另存为”，类型选 .xlsx（有密码的去掉密码），再导入。")
}

func wide(text string) []byte {
	var b []byte
	for _, c := range []byte(text) {
		b = append(b, c, 0)
	}
	return b
}

// foreign says what a zip is that is no workbook.
func (w *workbook) foreign() error {
	switch {
	case w.part("xl/workbook.bin") != nil:
		return errs.NewInvalid("这是二进制工作簿 .xlsb；请用 Excel 打开它，点“文件”“另存为”，类型选 .xlsx，再导入。")
	case w.part("content.xml") != nil && w.part("mimetype") != nil:
		return errs.NewInvalid("这是 OpenDocument 的 .ods；请用 Excel 或 WPS 打开它，点“文件”“另存为”，类型选 .xlsx，再导入。")
	case w.part("word/document.xml") != nil:
		return errs.NewInvalid("这是 Word 文档，不是表格；请把其中的表格粘贴到 Excel 或 WPS 里，另存为 .xlsx 再导入。")
	case w.part("ppt/presentation.xml") != nil:
		return errs.NewInvalid("这是演示文稿，不是表格；请导入 .xlsx 或 .csv。")
	}

	for name := range w.parts {
		if strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".xls") {
			return errs.NewInvalid("这是压缩文件；请先解压，再导入里面的 .xlsx 或 .csv。")
		}
	}

	return unreadable()
}
