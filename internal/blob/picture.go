package blob

import (
	"bytes"
	"encoding/binary"
)

// bare is a picture without what its camera or program wrote about it: where and when it was taken, with which device, by whom.
// How a photograph is to be turned stays. What is not built as its kind should be, and yet seems to say such things, is no
// picture (false).
func bare(media string, body []byte) (_ []byte, ok bool) {
	out, ok := body, true
	switch media {
	case "image/jpeg":
		out, ok = bareJPEG(body)
	case "image/png":
		out, ok = barePNG(body)
	}

	if !ok {
		return body, !bytes.Contains(body, []byte("Exif")) && !bytes.Contains(body, []byte("eXIf")) && !bytes.Contains(body, []byte("xap/1.0"))
	}

	return out, true
}

// The marks of segments in a JPEG file.
const (
	endOfImage  = 0xd9
	startOfScan = 0xda
	firstApp    = 0xe0
	exifApp     = 0xe1
	colourApp   = 0xe2
	adobeApp    = 0xee
	lastApp     = 0xef
	comment     = 0xfe
)

// bareJPEG leaves out comments, all segments of applications but those that tell colours, and whatever follows the picture.
func bareJPEG(body []byte) ([]byte, bool) {
	out := bytes.NewBuffer(make([]byte, 0, len(body)))
	out.Write(body[:2])
	for at := 2; ; {
		if at+2 <= len(body) && body[at] == 0xff && body[at+1] == endOfImage {
			out.Write(body[at : at+2])
			return out.Bytes(), true
		}

		if at+4 > len(body) || body[at] != 0xff {
			return nil, false
		}

		mark, size := body[at+1], 2+int(binary.BigEndian.Uint16(body[at+2:]))
		if mark == 0xff { // a byte that only fills
			at++
			continue
		}

		if size < 4 || at+size > len(body) {
			return nil, false
		}

		if mark == startOfScan {
			end := scanEnd(body, at+size)
			out.Write(body[at:end])
			if at = end; at == len(body) { // cut off; what is there is shown all the same
				return out.Bytes(), true
			}
			continue
		}

		segment := body[at : at+size]
		switch told := mark > firstApp && mark <= lastApp && mark != adobeApp; {
		case mark == exifApp:
			out.Write(turned(segment[4:]))
		case mark == comment || told && (mark != colourApp || !bytes.HasPrefix(segment[4:], []byte("ICC_PROFILE\x00"))):
		default:
			out.Write(segment)
		}

		at += size
	}
}

// scanEnd is where the points of a scan end that begin at an index: at the next mark that is none of their own.
func scanEnd(body []byte, at int) int {
	for ; at+1 < len(body); at++ {
		if next := body[at+1]; body[at] == 0xff && next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7) {
			return at
		}
	}
	return len(body)
}

// turned is a segment that says only how the photograph is to be turned; empty where it need not be.
func turned(exif []byte) []byte {
	tiff, ok := bytes.CutPrefix(exif, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return nil
	}

	var order binary.ByteOrder = binary.LittleEndian
	if tiff[0] == 'M' {
		order = binary.BigEndian
	}

	first := int64(order.Uint32(tiff[4:]))
	if first+2 > int64(len(tiff)) {
		return nil
	}

	const entry, orientation = 12, 0x0112
	for n := range int64(order.Uint16(tiff[first:])) {
		at := first + 2 + n*entry
		if at+entry > int64(len(tiff)) {
			return nil
		}

		if turn := order.Uint16(tiff[at+8:]); order.Uint16(tiff[at:]) == orientation && turn > 1 && turn <= 8 {
			return append([]byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), byte(turn), 0, 0, 0, 0, 0, 0)
		}
	}

	return nil
}

// barePNG leaves out the chunks of text, of time and of cameras.
func barePNG(body []byte) ([]byte, bool) {
	const head, frame = 8, 12 // of the file; of a chunk: its length, name and sum
	out := bytes.NewBuffer(make([]byte, 0, len(body)))
	out.Write(body[:head])
	for at := head; ; {
		if at+frame > len(body) {
			return nil, false
		}

		size := frame + int64(binary.BigEndian.Uint32(body[at:]))
		if size > int64(len(body)-at) {
			return nil, false
		}

		chunk := body[at : at+int(size)]
		switch name := string(chunk[4:8]); name {
		case "eXIf", "tEXt", "zTXt", "iTXt", "tIME":
		case "IEND":
			out.Write(chunk)
			return out.Bytes(), true // what follows no reader shows
		default:
			out.Write(chunk)
		}

		at += int(size)
	}
}
