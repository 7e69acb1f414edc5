package provider_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"lingping/internal/provider"
)

// casServer answers as a CAS does: a ticket is good once, for the service for which it was given.
type casServer struct {
	*httptest.Server
	old     bool              // CAS 2: it knows no attributes
	tickets map[string]string // by ticket: of which service
	answer  func(http.ResponseWriter)
}

const casAnswer = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">%s</cas:serviceResponse>`

func newCASServer(t *testing.T) *casServer {
	t.Helper()
	c := &casServer{tickets: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cas/login", func(out http.ResponseWriter, in *http.Request) {
		service := in.URL.Query().Get("service")
		ticket := fmt.Sprintf("ST-%d-x", len(c.tickets)+1)
		c.tickets[ticket] = service
		http.Redirect(out, in, service+"&ticket="+ticket, http.StatusFound)
	})
	validate := func(out http.ResponseWriter, in *http.Request) {
		if c.answer != nil {
			c.answer(out)
			return
		}

		ticket := in.URL.Query().Get("ticket")
		service, there := c.tickets[ticket]
		delete(c.tickets, ticket)
		if !there || service != in.URL.Query().Get("service") {
			fmt.Fprintf(out, casAnswer, `<cas:authenticationFailure code="INVALID_TICKET">no</cas:authenticationFailure>`)
			return
		}

		fmt.Fprintf(out, casAnswer, `<cas:authenticationSuccess><cas:user>zhangsan</cas:user><cas:attributes><cas:number>102</cas:number><cas:mail>a</cas:mail><cas:mail>b</cas:mail></cas:attributes></cas:authenticationSuccess>`)
	}
	mux.HandleFunc("GET /cas/serviceValidate", validate)
	mux.HandleFunc("GET /cas/p3/serviceValidate", func(out http.ResponseWriter, in *http.Request) {
		if c.old {
			http.NotFound(out, in)
			return
		}
		validate(out, in)
	})
	c.Server = httptest.NewServer(mux)
	t.Cleanup(c.Close)
	return c
}

func newCAS(t *testing.T, c *casServer, number string) *provider.CAS {
	t.Helper()
	way, err := provider.NewCAS(provider.CASSettings{URL: c.URL + "/cas/", Number: number, Back: back})
	ok(t, err)
	return way
}

func TestACASSaysWhoComes(t *testing.T) {
	for number, want := range map[string]string{"": "zhangsan", "number": "102"} {
		for _, old := range []bool{false, true} {
			c := newCASServer(t)
			c.old = old
			way := newCAS(t, c, number)
			kept, query := through(t, way)
			said, err := way.Finish(t.Context(), kept, query)
			ok(t, err)
			if said.Number != want {
				t.Errorf("it says %+v, want %q", said, want)
			}

			outside, err := way.Ended(t.Context(), url.Values{"logoutRequest": {`<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><samlp:SessionIndex>` + query.Get("ticket") + `</samlp:SessionIndex></samlp:LogoutRequest>`}})
			ok(t, err)
			if outside != said.Outside {
				t.Errorf("the session %q is told to be over as %q", said.Outside, outside)
			}

			_, err = way.Finish(t.Context(), kept, query)
			invalid(t, "the ticket again", err)
		}
	}
}

func TestATicketOfAnotherBrowserOrServiceIsRefused(t *testing.T) {
	c := newCASServer(t)
	way := newCAS(t, c, "")
	kept, query := through(t, way)
	other, theirs := through(t, way)
	_, err := way.Finish(t.Context(), other, query)
	invalid(t, "the cookie of another", err)
	_, err = way.Finish(t.Context(), "", url.Values{"ticket": {query.Get("ticket")}})
	invalid(t, "no cookie", err)
	_, err = way.Finish(t.Context(), kept, url.Values{"state": {kept}, "ticket": {theirs.Get("ticket")}})
	invalid(t, "the ticket of another", err)
	c.tickets["ST-9-x"] = "https://other.example/"
	_, err = way.Finish(t.Context(), kept, url.Values{"state": {kept}, "ticket": {"ST-9-x"}})
	invalid(t, "a ticket for another service", err)
	for _, ticket := range []string{"", "PT-1", "ST-1&service=x", "ST-" + strings.Repeat("a", 300), "ST-1\n"} {
		_, err = way.Finish(t.Context(), kept, url.Values{"state": {kept}, "ticket": {ticket}})
		invalid(t, "the ticket "+ticket, err)
	}
}

func TestAHostileAnswerOfACASLetsNobodyIn(t *testing.T) {
	const user = `<cas:authenticationSuccess><cas:user>102</cas:user></cas:authenticationSuccess>`
	bomb := `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>` + fmt.Sprintf(casAnswer, `<cas:authenticationSuccess><cas:user>&b;</cas:user></cas:authenticationSuccess>`)
	for name, text := range map[string]string{
		"an entity bomb":        bomb,
		"two users":             fmt.Sprintf(casAnswer, `<cas:authenticationSuccess><cas:user>101</cas:user><cas:user>102</cas:user></cas:authenticationSuccess>`),
		"two successes":         fmt.Sprintf(casAnswer, user+user),
		"a success and failure": fmt.Sprintf(casAnswer, user+`<cas:authenticationFailure code="x">no</cas:authenticationFailure>`),
		"a proxy":               fmt.Sprintf(casAnswer, `<cas:authenticationSuccess><cas:user>102</cas:user><cas:proxies><cas:proxy>https://evil.example</cas:proxy></cas:proxies></cas:authenticationSuccess>`),
		"another name space":    strings.ReplaceAll(fmt.Sprintf(casAnswer, user), "www.yale.edu", "evil.example"),
		"no user":               fmt.Sprintf(casAnswer, `<cas:authenticationSuccess><cas:user> </cas:user></cas:authenticationSuccess>`),
		"two documents":         strings.Repeat(fmt.Sprintf(casAnswer, user), 2),
		"10 MB":                 fmt.Sprintf(casAnswer, user+"<!--"+strings.Repeat("a", 10<<20)+"-->"),
		"deep":                  strings.Repeat("<a>", 50_000),
		"a page":                "<html><body>welcome</body></html>",
		"nothing":               "",
	} {
		c := newCASServer(t)
		way := newCAS(t, c, "")
		c.answer = func(out http.ResponseWriter) { _, _ = out.Write([]byte(text)) } // who asks may hang up
		kept, query := through(t, way)
		if said, err := way.Finish(t.Context(), kept, query); err == nil {
			t.Errorf("%s lets in %+v", name, said)
		}
	}
}

func TestACASThatLeadsElsewhereIsNotFollowed(t *testing.T) {
	asked := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	t.Cleanup(elsewhere.Close)
	c := newCASServer(t)
	way := newCAS(t, c, "")
	for _, status := range []int{http.StatusFound, http.StatusTemporaryRedirect, http.StatusInternalServerError} {
		c.answer = func(out http.ResponseWriter) {
			out.Header().Set("Location", elsewhere.URL)
			out.WriteHeader(status)
		}
		kept, query := through(t, way)
		_, err := way.Finish(t.Context(), kept, query)
		unavailable(t, fmt.Sprint(status), err)
	}

	if asked {
		t.Error("whoever it led to was asked")
	}

	c.Close()
	_, err := way.Finish(t.Context(), "s", url.Values{"state": {"s"}, "ticket": {"ST-1"}})
	unavailable(t, "a server that is down", err)
}

func TestAHostileNoticeEndsNothing(t *testing.T) {
	way := newCAS(t, newCASServer(t), "")
	for _, text := range []string{"", "<a/>", "<LogoutRequest/>", "<LogoutRequest><SessionIndex>x</SessionIndex></LogoutRequest>",
		"<LogoutRequest><SessionIndex>ST-1</SessionIndex><SessionIndex>ST-2</SessionIndex></LogoutRequest>",
		`<!DOCTYPE x [<!ENTITY a "ST-1">]><LogoutRequest><SessionIndex>&a;</SessionIndex></LogoutRequest>`} {
		_, err := way.Ended(t.Context(), url.Values{"logoutRequest": {text}})
		invalid(t, text, err)
	}
}
