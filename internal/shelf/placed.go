package shelf

import (
	"lingping/internal/domain/org"
)

// Placed are persons on the disk who come in any order and are shown in that of their places.
type Placed struct {
	*file
	starts  []int64 // by place, where the record begins, plus one; 0: nobody has it
	scratch []byte
}

// NewPlaced holds nobody yet, and has so many places. It lies where NewRows would.
func NewPlaced(dir string, places int) (*Placed, error) {
	f, err := newFile(dir)
	if err != nil {
		return nil, err
	}

	return &Placed{file: f, starts: make([]int64, places)}, nil
}

// Put puts somebody at a place that is free, counted from 0.
func (p *Placed) Put(place int, person *org.Person) error {
	c := coder{record: p.scratch[:0]}
	c.person(person)
	p.scratch = c.record
	p.starts[place] = p.size + 1
	return p.add(org.BucketOf(person.Name), c.record)
}

// InOrder shows everybody in the order of the places, some at a time.
func (p *Placed) InOrder(some int, see func([]org.Person) error) error {
	if err := p.w.Flush(); err != nil {
		return err
	}

	words := map[string]string{}
	var group []org.Person
	for _, start := range p.starts {
		if start == 0 {
			continue
		}

		record, err := p.at(start-1, p.scratch)
		if err != nil {
			return err
		}

		p.scratch = record
		c := coder{record: record, reading: true, words: words}
		var person org.Person
		c.person(&person)
		if group = append(group, person); len(group) < some {
			continue
		}

		if err := see(group); err != nil {
			return err
		}

		group = group[:0]
	}

	if len(group) == 0 {
		return nil
	}

	return see(group)
}
