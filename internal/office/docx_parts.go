package office

import (
	"fmt"
	"strings"
)

// The parts of a .docx that are the same in every document of a press. The order of elements is the one the schema of
// ECMA-376 asks for: Word calls a file with another order damaged.

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relNS    = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	wordMIME = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// file is a part before it is compressed.
type file struct{ name, text string }

// staticParts are all parts but document.xml, in the order in which they lie in the zip.
func staticParts(fonts Fonts) []file {
	return []file{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", coreProperties},
		{"docProps/app.xml", appProperties},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/settings.xml", settings},
		{"word/fontTable.xml", fontTable(fonts)},
		{"word/styles.xml", styles(fonts)},
		{"word/footer1.xml", footer("FooterOdd", pageNumber)},
		{"word/footer2.xml", footer("FooterEven", pageNumber)},
		{"word/footer3.xml", footer("FooterOdd", `<w:r><w:t>1</w:t></w:r>`)},
	}
}

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="` + wordMIME + `document.main+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="` + wordMIME + `settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="` + wordMIME + `fontTable+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="` + wordMIME + `styles+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="` + wordMIME + `footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="` + wordMIME + `footer+xml"/>` +
	`<Override PartName="/word/footer3.xml" ContentType="` + wordMIME + `footer+xml"/>` +
	`<Override PartName="/word/header1.xml" ContentType="` + wordMIME + `header+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const packageRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const documentRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relType + `styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relType + `settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relType + `fontTable" Target="fontTable.xml"/>` +
	`<Relationship Id="rId4" Type="` + relType + `footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId5" Type="` + relType + `footer" Target="footer2.xml"/>` +
	`<Relationship Id="rId6" Type="` + relType + `footer" Target="footer3.xml"/>` +
	`<Relationship Id="rId7" Type="` + relType + `header" Target="header1.xml"/>` +
	`</Relationships>`

// The properties name nobody: who wrote and who exported a sheet stands in the ledger, not in the file.
const coreProperties = xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
	`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
	`<Application>领评</Application></Properties>`

const settings = xmlHead + `<w:settings ` + wordNS + `><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// pageNumber is the field of the number of the page.
const pageNumber = `<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>`

// footer is the page number of GB/T 9704: 四号半角宋体 between dashes. On the first page of a form it is written out, so
// that a form of one page need not begin the count anew: a program that keeps odd pages on the right would put an empty
// page before each.
func footer(style, number string) string {
	return xmlHead + `<w:ftr ` + wordNS + `><w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` +
		`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r>` +
		number +
		`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

// documentHead begins the text of a document.
const documentHead = xmlHead + `<w:document ` + wordNS + ` ` + relNS + ` xmlns:v="urn:schemas-microsoft-com:vml"><w:body>`

// fontTable gives each font its alternatives.
func fontTable(fonts Fonts) string {
	m := &markup{}
	m.WriteString(xmlHead + `<w:fonts ` + wordNS + `>`)
	seen := map[string]bool{}
	for _, chain := range [][]string{fonts.Title, fonts.Label, fonts.Body, fonts.Page} {
		if seen[chain[0]] {
			continue
		}

		seen[chain[0]] = true
		m.WriteString(`<w:font w:name="`)
		m.escape(clean(chain[0]))
		m.WriteString(`">`)
		if len(chain) > 1 {
			m.WriteString(`<w:altName w:val="`)
			m.escape(clean(strings.Join(chain[1:], ",")))
			m.WriteString(`"/>`)
		}

		m.WriteString(`<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`)
	}

	m.WriteString("</w:fonts>")
	return m.String()
}

// paragraphStyle is a style of paragraphs. Sizes are half points, distances twips.
type paragraphStyle struct {
	id, name     string
	font         string
	size         int
	line         int // exact distance of lines; 0 leaves it to the font
	justify      string
	tabs, indent string // elements
}

// titleStyle is the style of titles of the numbered size.
func titleStyle(size int) string { return fmt.Sprint(styleTitle, size+1) }

// styles names every paragraph of the forms, so that a clerk can change the look of a whole pack in one place.
func styles(fonts Fonts) string {
	m := &markup{}
	m.WriteString(xmlHead + `<w:styles ` + wordNS + `><w:docDefaults><w:rPrDefault><w:rPr>`)
	m.fonts(fonts.Body[0], fonts.Latin)
	m.WriteString(`<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="character" w:customStyle="1" w:styleId="` + styleLead + `"><w:name w:val="栏内小标题"/><w:rPr>`)

	m.fonts(fonts.Label[0], fonts.Latin)
	m.WriteString(`</w:rPr></w:style><w:style w:type="character" w:customStyle="1" w:styleId="` + styleBoxes + `"><w:name w:val="方框"/><w:rPr>`)
	m.fonts(fonts.Body[0], fonts.Body[0]) // one font for all, or the boxes differ in size
	m.WriteString(`<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:style>`)
	for _, s := range paragraphStyles(fonts) {
		m.paragraphStyle(s, fonts.Latin)
	}

	m.WriteString("</w:styles>")
	return m.String()
}

func paragraphStyles(fonts Fonts) []paragraphStyle {
	rightTab := fmt.Sprintf(`<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, formWidth)
	out := []paragraphStyle{
		{id: styleAnnex, name: "附件序号", font: fonts.Label[0], size: 32, line: annexLine, justify: "left"},
		{id: styleSubtitle, name: "表名说明", font: fonts.Body[0], size: 28, line: metaLine, justify: "center"},
		{id: styleMeta, name: "填报单位和日期", font: fonts.Body[0], size: 24, line: metaLine, justify: "left", tabs: rightTab},
		{id: styleMetaSmall, name: "填报单位和日期（小）", font: fonts.Body[0], size: 21, line: metaLine, justify: "left", tabs: rightTab},
		{id: styleEnd, name: "表后", font: fonts.Body[0], size: 2, line: endLine, justify: "left"},
		{id: styleFurther, name: "续页", font: fonts.Body[0], size: 24, line: metaLine, justify: "left"},
		{id: "FooterOdd", name: "页码（单页）", font: fonts.Page[0], size: 28, justify: "right", indent: `<w:ind w:right="280"/>`},
		{id: "FooterEven", name: "页码（双页）", font: fonts.Page[0], size: 28, justify: "left", indent: `<w:ind w:left="280"/>`},
	}

	for i, t := range titles {
		out = append(out, paragraphStyle{id: titleStyle(i), name: fmt.Sprint("表名", i+1), font: fonts.Title[0], size: t.size, line: t.line, justify: "center"})
	}

	out = append(out, letterStyles(fonts)...)
	for i, d := range densities {
		indent := fmt.Sprintf(`<w:ind w:firstLineChars="200" w:firstLine="%d"/>`, d.size*20)
		signed := fmt.Sprintf(`<w:ind w:rightChars="100" w:right="%d"/>`, d.fact()*10)
		named := fmt.Sprintf(`<w:ind w:rightChars="%d" w:right="%d"/>`, 100*nameRoom, nameRoom*d.fact()*10)
		for _, s := range []paragraphStyle{
			{id: string(labelRole), name: "栏名", font: fonts.Label[0], size: d.fact(), line: d.line, justify: "center"},
			{id: string(valueRole), name: "填写（居中）", font: fonts.Body[0], size: d.fact(), line: d.line, justify: "center"},
			{id: string(leftRole), name: "填写（左齐）", font: fonts.Body[0], size: d.fact(), line: d.line, justify: "left"},
			{id: string(textRole), name: "填写（段落）", font: fonts.Body[0], size: d.size, line: d.line, justify: "both", indent: indent},
			{id: string(signRole), name: "签字", font: fonts.Body[0], size: d.fact(), line: d.line, justify: "right", indent: signed},
			{id: string(nameRole), name: "签字（另行写日期）", font: fonts.Body[0], size: d.fact(), line: d.line, justify: "right", indent: named},
		} {
			s.id += fmt.Sprint(i)
			s.name += fmt.Sprint(i + 1)
			out = append(out, s)
		}
	}

	return out
}

// paragraphStyle writes a style. The grid of the page is off in all of them: it would stretch the rows of a table.
func (m *markup) paragraphStyle(s paragraphStyle, latin string) {
	fmt.Fprintf(m, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:pPr>`, s.id, s.name)
	m.WriteString(s.tabs + `<w:snapToGrid w:val="0"/>`)
	if s.line > 0 {
		fmt.Fprintf(m, `<w:spacing w:line="%d" w:lineRule="exact"/>`, s.line)
	}

	fmt.Fprintf(m, `%s<w:jc w:val="%s"/></w:pPr><w:rPr>`, s.indent, s.justify)
	m.fonts(s.font, latin)
	fmt.Fprintf(m, `<w:snapToGrid w:val="0"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`, s.size, s.size)
}

// fonts names the East Asian and the Latin font of a run.
func (m *markup) fonts(eastAsia, latin string) {
	m.WriteString(`<w:rFonts w:hint="eastAsia" w:ascii="`)
	m.escape(clean(latin))
	m.WriteString(`" w:hAnsi="`)
	m.escape(clean(latin))
	m.WriteString(`" w:eastAsia="`)
	m.escape(clean(eastAsia))
	m.WriteString(`" w:cs="`)
	m.escape(clean(latin))
	m.WriteString(`"/>`)
}
