package errs

import "errors"

// Fault is what is wrong with one field of a form. Field is its name in the form, empty for the form as a whole.
type Fault struct {
	Field string
	Err   *Error
}

// Faults gathers what is wrong with what was handed in, so that whoever sent it hears all of it at once.
type Faults []Fault

// Add notes what is wrong with a field; nothing when err is nil. What is itself several faults is taken in fault by fault.
func (f *Faults) Add(field string, err error) {
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok:
	case len(e.Faults) > 0:
		*f = append(*f, e.Faults...)
	default:
		*f = append(*f, Fault{field, e})
	}
}

// If notes a fault where a condition holds.
func (f *Faults) If(wrong bool, field string, text Sentence, args ...any) {
	if wrong {
		*f = append(*f, Fault{field, &Error{Kind: Invalid, Text: text, Args: args}})
	}
}

// Err is the faults as one error, nil without any. It reads as the first of them and holds all.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}

	first := *f[0].Err
	first.Faults = f
	return &first
}

// FaultsOf are the faults that an error holds, field by field; none where it is of the matter as a whole.
func FaultsOf(err error) Faults {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Faults
	}
	return nil
}
