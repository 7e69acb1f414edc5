package shelf

import (
	"encoding/binary"

	"lingping/internal/domain/org"
)

// coder writes values into a record, or reads them from one, in the same order: what is written is what is read.
type coder struct {
	record  []byte
	reading bool
	words   map[string]string // one copy of each word that many have
}

// mostWords is how many words are kept once.
const mostWords = 50_000

func (c *coder) number(n *int64) {
	if !c.reading {
		c.record = binary.AppendVarint(c.record, *n)
		return
	}

	value, size := binary.Varint(c.record)
	*n, c.record = value, c.record[max(size, 0):]
}

func (c *coder) flag(b *bool) {
	n := int64(0)
	if *b {
		n = 1
	}

	c.number(&n)
	*b = n == 1
}

func (c *coder) text(s *string) {
	if !c.reading {
		c.record = append(binary.AppendUvarint(c.record, uint64(len(*s))), *s...)
		return
	}
	*s = string(c.bytes())
}

// word is a text that many have.
func (c *coder) word(s *string) {
	if !c.reading {
		c.text(s)
		return
	}

	bytes := c.bytes()
	known, ok := c.words[string(bytes)]
	if !ok {
		known = string(bytes)
		if len(c.words) < mostWords {
			c.words[known] = known
		}
	}

	*s = known
}

func (c *coder) bytes() []byte {
	n, size := binary.Uvarint(c.record)
	c.record = c.record[max(size, 0):]
	n = min(n, uint64(len(c.record)))
	bytes := c.record[:n]
	c.record = c.record[n:]
	return bytes
}

// list is how many there are of what follows.
func (c *coder) list(n int) int {
	long := int64(n)
	c.number(&long)
	return int(long)
}

func (c *coder) person(p *org.Person) {
	c.number((*int64)(&p.ID))
	c.number((*int64)(&p.Branch))
	for _, s := range []*string{&p.Number, &p.Name, &p.Pinyin, &p.Initials, &p.Phone, &p.IDNumber, &p.Note} {
		c.text(s)
	}

	for _, s := range []*string{&p.Sex, &p.Nation, (*string)(&p.Birth), &p.Degree, (*string)(&p.Standing), (*string)(&p.Joined), (*string)(&p.Full), &p.Job} {
		c.word(s)
	}

	n := c.list(len(p.Groups))
	if c.reading && n > 0 {
		p.Groups = make([]string, n)
	}

	for i := range n {
		c.word(&p.Groups[i])
	}
}

// row codes a row but for the sheet and the surroundings, which many rows share.
func (c *coder) row(r *org.PersonRow) {
	at := int64(r.At)
	c.number(&at)
	r.At = int(at)
	c.flag(&r.Faulty)
	c.person(&r.Person)
	c.word(&r.Branch)
	c.word(&r.BranchElse)
	n := c.list(len(r.Flags))
	if c.reading && n > 0 {
		r.Flags = make([]org.GroupFlag, n)
	}

	for i := range n {
		c.word(&r.Flags[i].Group)
		c.flag(&r.Flags[i].On)
	}
}
