package view

import "net/url"

// below is an address below the check with the answers given so far.
func (v Import) below(page string) string { return v.address(page, v.answered()) }

// answered is what has been answered so far.
func (v Import) answered() url.Values {
	q := url.Values{"say": v.Said}
	if v.SkipHidden {
		q.Set("hidden", "on")
	}
	return q
}

func (v Import) address(page string, q url.Values) string {
	if len(q.Encode()) == 0 {
		return ImportHref(v.ID, page)
	}
	return ImportHref(v.ID, page) + "?" + q.Encode()
}

// Tried is the address of a page below the check that knows how writing was tried: with the answers and the ticks of its form.
func (v Import) Tried(page string) string {
	q := v.ticked()
	q.Set(ImportTried, "on")
	return v.address(page, q)
}

// Again is the address of the check itself, with the answers and the ticks of its form.
func (v Import) Again() string { return v.address("", v.ticked()) }

func (v Import) ticked() url.Values {
	q := v.answered()
	for name, ticked := range map[string]bool{"skip": v.Skip, "empty": v.AllowEmpty, "remember": !v.Forgetful} {
		if ticked {
			q.Set(name, "on")
		}
	}

	return q
}

// ImportTried is the field that says that writing was tried.
const ImportTried = "tried"
