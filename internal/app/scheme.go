package app

import (
	"lingping/internal/domain/access"
	"lingping/internal/domain/scheme"
)

// Schemes lists the built-in schemes.
func (a *App) Schemes(who access.Actor) ([]scheme.Info, error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return nil, err
	}
	return scheme.Builtin(), nil
}

// Scheme is a built-in scheme with its text as people read and copy it.
func (a *App) Scheme(who access.Actor, name string) (*scheme.Scheme, []byte, error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return nil, nil, err
	}

	text, err := scheme.Source(name)
	if err != nil {
		return nil, nil, err
	}

	s, err := scheme.Load(name)
	return s, text, err
}

// CheckScheme reads a scheme of the office's own and tells every fault and warning; the scheme is nil when it has a
// fault.
func (a *App) CheckScheme(who access.Actor, name string, text []byte) (*scheme.Scheme, scheme.Faults, error) {
	if err := check(access.ReadScheme, who.Base(), access.NoStage); err != nil {
		return nil, nil, err
	}
	s, faults := scheme.Parse(name, text, scheme.Source)
	return s, faults, nil
}

// schemeOf is the built-in scheme of the name, or the office's own from its text.
func schemeOf(name string, text []byte) (*scheme.Scheme, error) {
	if len(text) == 0 {
		return scheme.Load(name)
	}
	s, faults := scheme.Parse(name, text, scheme.Source)
	return s, faults.Err()
}
