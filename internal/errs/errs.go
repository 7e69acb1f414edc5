// Package errs is how failure is told: five kinds, one sentence for people (its Chinese text is the key of the
// catalogue, see package i18n), and a cause for the log. It does not know HTTP, exit codes or languages; web and cli
// each map the kinds in one table.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure it was, and so what the caller may do about it.
type Kind uint8

const (
	Internal    Kind = iota // ours: nothing about it is said to people but that it was logged
	Invalid                 // what was handed in can't be taken as it is
	NotFound                // does not exist, or the asker may not know that it does
	Conflict                // the state of things does not allow it now, or someone else was faster
	Unavailable             // nothing wrong with the request: disk full, engine away; try again later
)

var kindNames = [...]string{"internal", "invalid", "not-found", "conflict", "unavailable"}

// String is the kind's word in logs and JSON.
func (k Kind) String() string { return kindNames[k] }

// Sentence is what is said to people: its Chinese text, with fmt verbs, which is the key of the catalogue (package i18n).
// A test looks up every constant of this type.
type Sentence string

// Error is a failure with a sentence for people. Text is the Chinese sentence with fmt verbs, Args fill them.
type Error struct {
	Kind  Kind
	Text  Sentence
	Args  []any
	Cause error

	Faults Faults // of a form, field by field, see Faults.Err
}

// places are marks around words of a sentence that an institution may call otherwise, see package i18n.
var places = strings.NewReplacer("{", "", "}", "")

// Error is the Chinese sentence, followed by the cause when there is one.
func (e *Error) Error() string {
	s := fmt.Sprintf(places.Replace(string(e.Text)), e.Args...)
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// NewInvalid says that what was handed in can't be taken, and what to do about it.
func NewInvalid(text Sentence, args ...any) error {
	return &Error{Kind: Invalid, Text: text, Args: args}
}

// NewNotFound says that there is no such thing, or none that the asker may know of.
func NewNotFound(text Sentence, args ...any) error {
	return &Error{Kind: NotFound, Text: text, Args: args}
}

// NewConflict says that the present state does not allow it.
func NewConflict(text Sentence, args ...any) error {
	return &Error{Kind: Conflict, Text: text, Args: args}
}

// NewUnavailable says that it can't be done now through no fault of the asker.
func NewUnavailable(cause error, text Sentence, args ...any) error {
	return &Error{Kind: Unavailable, Text: text, Args: args, Cause: cause}
}

// Wrap puts what was being done before err, keeping its kind and sentence: defer errs.Wrap(&err, "store.Unit %d", id).
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}

// KindOf is the kind of the outermost Error in err's chain; anything else is Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is reports whether err is of the kind.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }
