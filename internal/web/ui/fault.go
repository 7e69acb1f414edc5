package ui

import "context"

// Fault is what is wrong with one field of a form that was refused.
type Fault struct {
	Field string // its name, after what tells its form from others of the page (Field.In); empty: of the form as a whole
	Text  string // in the reader's language
}

type faultsKey struct{}

// WithFaults lets the fields that a page draws know what is wrong with them.
func WithFaults(ctx context.Context, faults []Fault) context.Context {
	if len(faults) == 0 {
		return ctx
	}
	return context.WithValue(ctx, faultsKey{}, faults)
}

// FaultOf is what is wrong with a field; empty when nothing is.
func FaultOf(ctx context.Context, field string) string {
	faults, _ := ctx.Value(faultsKey{}).([]Fault)
	for _, f := range faults {
		if f.Field == field && field != "" {
			return f.Text
		}
	}
	return ""
}

// FieldID is the id of the element in which a field is answered.
func FieldID(name string) string { return Field{Name: name}.id() }

// FaultID is the id of the sentence about a field.
func FaultID(field string) string { return FieldID(field) + "-fault" }

// described names the elements that say more of the field: its hint, and what is wrong with it.
func (f Field) described(ctx context.Context) string {
	ids := ""
	if f.Hint != "" {
		ids = f.id() + "-hint"
	}

	if FaultOf(ctx, f.In+f.Name) != "" {
		if ids != "" {
			ids += " "
		}
		ids += FaultID(f.In + f.Name)
	}

	return ids
}
