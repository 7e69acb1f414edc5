// Package ui is the face of the pages: the frame that every page stands in, its words and its building blocks (the
// five-step strip, coverage, tables, notices, fields). Everything is drawn from typed data. It knows no request, asks
// nobody and decides nothing; which page is shown to whom is package web.
package ui

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"lingping/internal/clock"
	"lingping/internal/domain/access"
	"lingping/internal/domain/org"
	"lingping/internal/domain/scheme"
	"lingping/internal/i18n"
)

// Page is the frame of a page: what every page needs besides its own matter.
type Page struct {
	Title   string // in the reader's language
	Lang    i18n.Lang
	Actor   access.Actor // zero for the public
	Login   string       // of the actor's account, for signing in again without leaving the page
	Items   []Item       // of the masthead, those the actor may use
	Here    string       // address of the item that the page belongs to
	Path    string       // address of the page itself, where the language switch returns to
	Flash   string       // what was just done and what comes next, after a redirect
	Steps   []Next       // the buttons beside it, the next thing to do first
	Problem string       // why a form was refused, above the form
	Unsaved bool         // it was to be saved, and was not
	Faults  []Fault      // the same, field by field; empty where it is of the matter as a whole
	Token   string       // goes into every form, see FormToken; empty on a page of the public
	Once    string       // so does this: the key by which a form that is sent twice is known; empty: it is not
	Now     time.Time    // in the zone of the house
	Asset   func(name string) string
	plan    *scheme.Scheme // of such pages
	Bare    bool           // no masthead items: login, printed slips
	Terms   i18n.Terms     // what the institution calls things, on pages of a round
	Help    string         // address of what the handbook says of the page; empty in the handbook itself
	Search  bool           // the asker may look things up
	Version string         // of the program
	Filling bool           // the house is being filled with made-up data: what the page shows is not all
}

// Is reports whether the reader is the person.
func (p Page) Is(person org.PersonID) bool { return person != 0 && p.Actor.Person == person }

// Self is a person's name; to himself he is not named.
func (p Page) Self(person org.PersonID, name string) string {
	if p.Is(person) {
		return p.T("您本人")
	}
	return name
}

// Item is a place in the masthead.
type Item struct {
	Name i18n.Word // Chinese, a key of the catalogue
	Href string
}

// Next is a thing that can be done next.
type Next struct {
	Name string // in the reader's language
	Href string
	Send bool // it is done there by a button, not read there by a link
}

// T is the sentence in the reader's language. Args that are i18n.Word are put into it too.
func (p Page) T(zh i18n.Word, args ...any) string {
	return p.Terms.T(p.Lang, zh, p.words(args)...)
}

// Word is a value of the product, such as the name of a state or of a kind, in the reader's language.
func (p Page) Word(zh i18n.Word) string { return p.Terms.T(p.Lang, zh) }

// Under is the page in the words of a scheme's vocabulary.
func (p Page) Under(plan *scheme.Scheme) Page {
	if plan != nil {
		p.Terms, p.plan = plan.Vocabulary, plan
	}
	return p
}

// Kind is a kind of subject as the scheme of the page calls it.
func (p Page) Kind(k scheme.SubjectKind) string { return p.Word(p.plan.KindName(k)) }

// Join puts sentences one after the other; empty ones are none.
func (p Page) Join(sentences ...string) string {
	sentences = slices.DeleteFunc(slices.Clone(sentences), func(s string) bool { return s == "" })
	if p.Lang == i18n.English {
		return strings.Join(sentences, " ")
	}
	return strings.Join(sentences, "")
}

// Head is Word as the name of a place: English begins it with a capital, whatever it is called inside a sentence.
func (p Page) Head(zh i18n.Word) string {
	said := p.Word(zh)
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

func (p Page) words(args []any) []any {
	if len(args) == 0 {
		return nil
	}

	said := make([]any, len(args))
	for i, a := range args {
		if w, ok := a.(i18n.Word); ok {
			a = p.Word(w)
		}
		said[i] = a
	}

	return said
}

// Day is a date as people write it: 2010年12月27日, or 2010-12-27 in English; empty when unknown.
func (p Page) Day(d org.Date) string {
	if p.Lang == i18n.English {
		return string(d)
	}
	return d.Chinese()
}

// Moment is an instant (unix milliseconds) to the minute: 2010-12-27 14:05; empty for 0.
func (p Page) Moment(ms int64) string {
	if ms == 0 {
		return ""
	}
	return clock.At(ms, p.Now.Location()).Format("2006-01-02 15:04")
}

// DayOf is the day of an instant (unix milliseconds) in the zone of the house.
func (p Page) DayOf(ms int64) org.Date { return org.DateOf(clock.At(ms, p.Now.Location())) }

// Today is the day of the page.
func (p Page) Today() org.Date { return org.DateOf(p.Now) }

// HTMLLang is the value of the lang attribute.
func (p Page) HTMLLang() string {
	if p.Lang == i18n.English {
		return "en"
	}
	return "zh-CN"
}
