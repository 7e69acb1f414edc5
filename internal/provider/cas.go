package provider

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// CASSettings are what an operator says of a single sign-on by CAS.
type CASSettings struct {
	URL    string
	Number string // the attribute that holds the 工号; empty: the name of the user
	CA     string // file of further certificates to trust
	Back   string // the whole address to which browsers come back
}

// CAS is a single sign-on by CAS 2 or 3.
type CAS struct {
	client   *client
	settings CASSettings
}

// NewCAS asks nothing yet.
func NewCAS(s CASSettings) (*CAS, error) {
	at, err := server(s.URL)
	if err != nil {
		return nil, err
	}

	s.URL = at
	c, err := newClient(s.CA)
	return &CAS{c, s}, err
}

// Via is cas.
func (c *CAS) Via() string { return "cas" }

// service is what the server gives a ticket for: our address, with the state of one sign-in, so that a ticket of another browser is for another.
func (c *CAS) service(state string) string {
	return c.settings.Back + "?" + url.Values{"state": {state}}.Encode()
}

// Begin sends a browser to the server.
func (c *CAS) Begin(context.Context) (address, kept string, err error) {
	state := draw()
	return c.settings.URL + "/login?" + url.Values{"service": {c.service(state)}}.Encode(), state, nil
}

var ticketSyntax = regexp.MustCompile(`^ST-[A-Za-z0-9._-]{1,250}$`)

// Finish has the server look at the ticket: it is good once, and for this browser.
func (c *CAS) Finish(ctx context.Context, kept string, query url.Values) (Said, error) {
	if !alike(kept, query.Get("state")) {
		return Said{}, errOther
	}

	ticket := query.Get("ticket")
	if !ticketSyntax.MatchString(ticket) {
		return Said{}, errRefused
	}

	leave, err := turn(c.client.slots)
	if err != nil {
		return Said{}, err
	}
	defer leave()

	asked := url.Values{"service": {c.service(kept)}, "ticket": {ticket}}.Encode()
	text, err := c.ask(ctx, c.settings.URL+"/p3/serviceValidate?"+asked)
	if errors.Is(err, errNowhere) { // CAS 2
		text, err = c.ask(ctx, c.settings.URL+"/serviceValidate?"+asked)
	}
	if err != nil {
		return Said{}, away(err)
	}

	number, err := c.read(text)
	return Said{Number: number, Outside: c.outside(ticket)}, err
}

var errNowhere = errors.New("there is no such page")

func (c *CAS) ask(ctx context.Context, address string) ([]byte, error) {
	in, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}

	out, err := c.client.http.Do(in)
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()

	switch out.StatusCode {
	case http.StatusOK:
		return io.ReadAll(out.Body)
	case http.StatusNotFound:
		return nil, errNowhere
	}

	return nil, errors.New("the server answers " + out.Status)
}

// answer is what a server says of a ticket. What may be there once is read as a list, so that a second is seen.
type answer struct {
	XMLName xml.Name  `xml:"http://www.yale.edu/tp/cas serviceResponse"`
	Success []success `xml:"http://www.yale.edu/tp/cas authenticationSuccess"`
	Failure []string  `xml:"http://www.yale.edu/tp/cas authenticationFailure"`
}

type success struct {
	User       []string `xml:"http://www.yale.edu/tp/cas user"`
	Proxies    []string `xml:"http://www.yale.edu/tp/cas proxies"`
	Attributes []struct {
		All []struct {
			XMLName xml.Name
			Text    string `xml:",chardata"`
		} `xml:",any"`
	} `xml:"http://www.yale.edu/tp/cas attributes"`
}

// read is the number that an answer says. An answer that could be read in two ways is none.
func (c *CAS) read(text []byte) (string, error) {
	var a answer
	if err := plainXML(text, &a); err != nil {
		return "", away(err)
	}

	if len(a.Success) != 1 || len(a.Failure) > 0 || len(a.Success[0].User) != 1 || len(a.Success[0].Proxies) > 0 {
		return "", errRefused
	}

	if c.settings.Number == "" {
		return oneWord(a.Success[0].User)
	}

	var found []string
	for _, some := range a.Success[0].Attributes {
		for _, one := range some.All {
			if one.XMLName.Local == c.settings.Number {
				found = append(found, one.Text)
			}
		}
	}

	return oneWord(found)
}

// oneWord is the one word of a list.
func oneWord(list []string) (string, error) {
	if len(list) != 1 || strings.TrimSpace(list[0]) == "" {
		return "", errNoOne
	}
	return strings.TrimSpace(list[0]), nil
}

// plainXML reads one document without declarations of its own types or entities, and nothing after it.
func plainXML(text []byte, into any) error {
	if len(text) >= mostSaid || bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.Contains(text, []byte("<!ENTITY")) {
		return errors.New("the answer is too long, or declares what it is made of")
	}

	d := xml.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(into); err != nil {
		return err
	}

	for {
		switch rest, err := d.Token(); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		default:
			if space, ok := rest.(xml.CharData); !ok || strings.TrimSpace(string(space)) != "" {
				return errors.New("something stands behind the answer")
			}
		}
	}
}

func (c *CAS) outside(ticket string) string { return "cas " + c.settings.URL + " " + ticket }

// Ended reads the notice of the server that the session of a ticket is over. Who knows the ticket may say so: nobody but the server and the
// browser ever did.
func (c *CAS) Ended(_ context.Context, form url.Values) (string, error) {
	var notice struct {
		XMLName xml.Name `xml:"LogoutRequest"`
		Session []string `xml:"SessionIndex"`
	}
	if err := plainXML([]byte(form.Get("logoutRequest")), &notice); err != nil {
		return "", errTold
	}

	ticket, err := oneWord(notice.Session)
	if err != nil || !ticketSyntax.MatchString(ticket) {
		return "", errTold
	}

	return c.outside(ticket), nil
}

// Leave is where the server ends its own session.
func (c *CAS) Leave(back string) string {
	return c.settings.URL + "/logout?" + url.Values{"service": {back}}.Encode()
}
