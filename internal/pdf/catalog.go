package pdf

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"strings"
)

// producer names the program in the file.
const producer = "领评"

// fontName is the font's name in the file; the letters before the plus say that it is a subset.
const fontName = "LINGPI+NotoSerifSC-Regular"

// font writes the font: what is used of it, how wide it is, and which characters it means.
func (d *Document) font() {
	file := d.glyphs.file() // before the rest: it adds the parts of glyphs
	descendant, descriptor, program, unicode := d.reserve(), d.reserve(), d.reserve(), d.reserve()
	d.object(fontObject, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
		fontName, descendant, unicode))
	d.object(descendant, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[%s]>>", fontName, descriptor, d.glyphs.widths()))
	d.object(descriptor, fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[-200 -300 1200 1200]/ItalicAngle 0"+
		"/Ascent 880/Descent -120/CapHeight 730/StemV 80/FontFile2 %d 0 R>>", fontName, program))
	d.stream(program, fmt.Sprintf("/Length1 %d", len(file)), file)
	d.stream(unicode, "", []byte(d.glyphs.toUnicode()))
}

// catalog writes what the document is: its bookmarks, language, and the marks of PDF/A.
func (d *Document) catalog() {
	outline := ""
	if len(d.marks.kids) > 0 {
		outline = fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", d.outline())
	}

	meta, profile := d.reserve(), d.reserve()
	packet := d.metadata()
	d.offsets[meta] = d.at // in plain text, so that programs which look for it find it
	d.print(fmt.Sprintf("%d 0 obj\n<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream\nendobj\n", meta, len(packet), packet))
	d.stream(profile, "/N 1", greyProfile())
	d.object(catalogObject, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>%s/Metadata %d 0 R"+
		"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(Gray Gamma 2.2)/Info(Gray Gamma 2.2)/DestOutputProfile %d 0 R>>]>>",
		treeObject, outline, meta, profile))
}

// metadata is what the document says of itself, in XMP.
func (d *Document) metadata() string {
	var title bytes.Buffer
	_ = xml.EscapeText(&title, []byte(d.title)) // a buffer takes all writes
	return `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + title.String() + `</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>` + producer + `</pdf:Producer><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
}

// greyProfile is a profile of grey with a gamma of 2.2, in ICC 2.1: PDF/A asks what black is.
func greyProfile() []byte {
	word := func(s string) []byte { return append([]byte(s), 0, 0, 0, 0) }
	desc := word("desc")
	name := "Gray Gamma 2.2"
	desc = binary.BigEndian.AppendUint32(desc, uint32(len(name)+1))
	desc = append(desc, name...)
	desc = append(desc, make([]byte, 1+4+4+2+1+67)...) // no names in other scripts
	white := word("XYZ ")
	for _, xyz := range []uint32{0xf6d6, 0x10000, 0xd32d} { // D50
		white = binary.BigEndian.AppendUint32(white, xyz)
	}

	curve := append(word("curv"), 0, 0, 0, 1, 2, 0x33) // one number, 2.2
	tags := []table{{"desc", desc}, {"cprt", append(word("text"), "CC0\x00"...)}, {"wtpt", white}, {"kTRC", curve}}
	at := 128 + 4 + 12*len(tags)
	list, body := binary.BigEndian.AppendUint32(nil, uint32(len(tags))), []byte{}
	for _, t := range tags {
		list = append(list, t.tag...)
		list = binary.BigEndian.AppendUint32(list, uint32(at+len(body)))
		list = binary.BigEndian.AppendUint32(list, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}

	head := make([]byte, 128)
	binary.BigEndian.PutUint32(head, uint32(at+len(body)))
	head[8], head[9] = 2, 0x10
	copy(head[12:], "prtrGRAYXYZ ")
	copy(head[24:], []byte{7, 0xda, 0, 1, 0, 1}) // 2010-01-01
	copy(head[36:], "acsp")
	copy(head[68:], white[8:])
	return append(append(head, list...), body...)
}

// mark is a bookmark with those below it.
type mark struct {
	title string
	page  int // the object
	kids  []*mark
}

// Bookmark marks the newest page by a line of names from the outside in; those that it shares with the mark before it are
// not repeated.
func (d *Document) Bookmark(names ...string) {
	at := &d.marks
	for i, name := range names {
		last := len(at.kids) - 1
		if last < 0 || at.kids[last].title != name || i == len(names)-1 {
			at.kids = append(at.kids, &mark{title: name, page: d.current()})
			last++
		}
		at = at.kids[last]
	}
}

// outline writes the bookmarks and gives the object of their root.
func (d *Document) outline() int {
	root := d.reserve()
	d.object(root, "<</Type/Outlines"+d.branch(root, d.marks.kids, true)+">>")
	return root
}

// branch writes the bookmarks below the object and gives the entries that name them there.
func (d *Document) branch(parent int, marks []*mark, open bool) string {
	if len(marks) == 0 {
		return ""
	}

	objects := make([]int, len(marks))
	for i := range marks {
		objects[i] = d.reserve()
	}

	for i, m := range marks {
		var b strings.Builder
		fmt.Fprintf(&b, "<</Title <FEFF%s>/Parent %d 0 R/Dest[%d 0 R/Fit]", utf16Hex(m.title), parent, m.page)
		if i > 0 {
			fmt.Fprintf(&b, "/Prev %d 0 R", objects[i-1])
		}

		if i < len(marks)-1 {
			fmt.Fprintf(&b, "/Next %d 0 R", objects[i+1])
		}

		b.WriteString(d.branch(objects[i], m.kids, false) + ">>")
		d.object(objects[i], b.String())
	}

	count := len(marks)
	if !open {
		count = -count
	}

	return fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", objects[0], objects[len(objects)-1], count)
}
