package provider_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"lingping/internal/errs"
	"lingping/internal/provider"
	"lingping/internal/testkit"
)

const back = "https://dp.example.edu.cn/login/institution/back"

func newOIDC(t *testing.T, p *testkit.IdP) *provider.OIDC {
	t.Helper()
	way, err := provider.NewOIDC(provider.OIDCSettings{Issuer: p.Issuer(), Client: testkit.IdPClient, Secret: testkit.IdPSecret, Number: "employee_number", Back: back})
	ok(t, err)
	return way
}

// through begins and lets the provider send the browser back: what that kept, and the query with which it comes.
func through(t *testing.T, way provider.Way) (kept string, query url.Values) {
	t.Helper()
	address, kept, err := way.Begin(t.Context())
	ok(t, err)
	return kept, sentBack(t, address)
}

func sentBack(t *testing.T, address string) url.Values {
	t.Helper()
	in, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	ok(t, err)
	out, err := http.DefaultTransport.RoundTrip(in)
	ok(t, err)
	ok(t, out.Body.Close())
	to, err := out.Location()
	ok(t, err)
	if !strings.HasPrefix(to.String(), back+"?") {
		t.Fatalf("the browser is sent to %s", to)
	}
	return to.Query()
}

func TestAProviderSaysWhoComes(t *testing.T) {
	for name, change := range map[string]func(*testkit.IdP){
		"a text":                    func(p *testkit.IdP) { p.Claims = claim("employee_number", " 102 ") },
		"a number":                  func(p *testkit.IdP) { p.Claims = claim("employee_number", 102) },
		"asked for it, as a number": func(p *testkit.IdP) { p.User = claim("employee_number", 102) },
		"asked for it":              func(p *testkit.IdP) { p.User = claim("employee_number", "102") },
		"one of several": func(p *testkit.IdP) {
			p.Claims = claims("employee_number", "102", "aud", []string{"other", testkit.IdPClient}, "azp", testkit.IdPClient)
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := testkit.NewIdP(t)
			change(p)
			way := newOIDC(t, p)
			kept, query := through(t, way)
			said, err := way.Finish(t.Context(), kept, query)
			ok(t, err)
			if said.Number != "102" || !strings.HasSuffix(said.Outside, " s-1") {
				t.Errorf("it says %+v", said)
			}

			_, err = way.Finish(t.Context(), kept, query)
			invalid(t, "the same code again", err)
		})
	}
}

// Two numbers of seventeen digits that a float takes for one are two people.
func TestALongNumberIsSaidWithEveryDigit(t *testing.T) {
	const long = "20101227000000001"
	for name, change := range map[string]func(*testkit.IdP){
		"in the token": func(p *testkit.IdP) { p.Claims = claim("employee_number", json.Number(long)) },
		"asked for it": func(p *testkit.IdP) { p.User = claim("employee_number", json.Number(long)) },
	} {
		p := testkit.NewIdP(t)
		change(p)
		way := newOIDC(t, p)
		kept, query := through(t, way)
		said, err := way.Finish(t.Context(), kept, query)
		ok(t, err)
		if said.Number != long {
			t.Errorf("%s: it says %s", name, said.Number)
		}
	}
}

// Notices come from anybody: what they ask is asked seldom, and keeps nobody from coming in.
func TestMadeUpNoticesAskForTheKeysOnceAndKeepNobodyOut(t *testing.T) {
	p := testkit.NewIdP(t)
	p.Claims = claim("employee_number", "102")
	way := newOIDC(t, p)
	kept, query := through(t, way)
	other, theirs := through(t, way)
	_, err := way.Finish(t.Context(), kept, query)
	ok(t, err)
	before := p.KeysAsked()
	for range 20 {
		p.Kid = fmt.Sprint("made up ", p.KeysAsked())
		_, err := way.Ended(t.Context(), url.Values{"logout_token": {p.Sign(map[string]any{"sid": "s-1"})}})
		invalid(t, "a notice by a key that there is not", err)
	}

	if n := p.KeysAsked() - before; n > 0 {
		t.Errorf("20 made-up notices ask %d times for the keys", n)
	}

	p.Kid = ""
	_, err = way.Finish(t.Context(), other, theirs)
	ok(t, err)
}

func TestNobodyComesInByWhatIsNotForUs(t *testing.T) {
	for name, change := range map[string]func(*testkit.IdP){
		"another nonce":    func(p *testkit.IdP) { p.Claims = claims("employee_number", "102", "nonce", "other") },
		"no nonce":         func(p *testkit.IdP) { p.Claims = claims("employee_number", "102", "nonce", "") },
		"another audience": func(p *testkit.IdP) { p.Claims = claims("employee_number", "102", "aud", "other") },
		"another party":    func(p *testkit.IdP) { p.Claims = claims("employee_number", "102", "azp", "other") },
		"another issuer":   func(p *testkit.IdP) { p.Claims = claims("employee_number", "102", "iss", "https://evil.example") },
		"over": func(p *testkit.IdP) {
			p.Claims = claims("employee_number", "102", "exp", time.Now().Add(-time.Hour).Unix())
		},
		"another key":                func(p *testkit.IdP) { p.Claims, p.Forge = claim("employee_number", "102"), true },
		"no number":                  func(*testkit.IdP) {},
		"an empty number":            func(p *testkit.IdP) { p.Claims = claim("employee_number", " ") },
		"a number with a fraction":   func(p *testkit.IdP) { p.Claims = claim("employee_number", json.Number("102.0")) },
		"a number with an exponent":  func(p *testkit.IdP) { p.Claims = claim("employee_number", json.Number("1.02e2")) },
		"a list for a number":        func(p *testkit.IdP) { p.Claims = claim("employee_number", []string{"102", "103"}) },
		"the number of another user": func(p *testkit.IdP) { p.User = claims("employee_number", "102", "sub", "u-2") },
	} {
		t.Run(name, func(t *testing.T) {
			p := testkit.NewIdP(t)
			change(p)
			way := newOIDC(t, p)
			kept, query := through(t, way)
			said, err := way.Finish(t.Context(), kept, query)
			invalid(t, name+" as "+said.Number, err)
		})
	}
}

func TestASignInOfAnotherBrowserIsRefused(t *testing.T) {
	p := testkit.NewIdP(t)
	p.Claims = claim("employee_number", "102")
	way := newOIDC(t, p)
	kept, query := through(t, way)
	other, _ := through(t, way)
	parts, theirs := strings.Split(kept, "."), strings.Split(other, ".")
	for name, cookie := range map[string]string{
		"the cookie of another": other, "no cookie": "", "half a cookie": parts[0], "empty parts": "..",
		"another nonce":    parts[0] + "." + theirs[1] + "." + parts[2],
		"another verifier": parts[0] + "." + parts[1] + "." + theirs[2],
	} {
		_, err := way.Finish(t.Context(), cookie, query)
		invalid(t, name, err)
	}

	kept, query = through(t, way)
	query.Set("iss", "https://evil.example")
	_, err := way.Finish(t.Context(), kept, query)
	invalid(t, "an answer of another provider", err)
	_, err = way.Finish(t.Context(), kept, url.Values{"state": {query.Get("state")}, "error": {"access_denied"}})
	invalid(t, "a refusal", err)
	_, err = way.Finish(t.Context(), kept, url.Values{"state": {""}, "code": {"x"}})
	invalid(t, "no state", err)
}

func TestAProviderThatFailsIsToldInOneSentence(t *testing.T) {
	p := testkit.NewIdP(t)
	p.Claims = claim("employee_number", "102")
	way := newOIDC(t, p)
	kept, query := through(t, way)
	asked := false
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	t.Cleanup(elsewhere.Close)
	p.Leads = elsewhere.URL
	if _, err := way.Finish(t.Context(), kept, query); err == nil || asked {
		t.Errorf("a provider leads elsewhere, with the secret of the client: %v", err)
	}

	p.Stop()
	_, err := way.Finish(t.Context(), kept, query)
	unavailable(t, "a provider that is down", err)
	_, _, err = newOIDC(t, p).Begin(t.Context())
	unavailable(t, "a provider that was never up", err)
}

func TestAProviderTellsThatASessionIsOver(t *testing.T) {
	p := testkit.NewIdP(t)
	way := newOIDC(t, p)
	good := map[string]any{"sid": "s-1", "events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}}}
	outside, err := way.Ended(t.Context(), url.Values{"logout_token": {p.Sign(good)}})
	ok(t, err)
	if !strings.HasSuffix(outside, " s-1") {
		t.Errorf("it ends %q", outside)
	}

	for name, more := range map[string]map[string]any{
		"a token to sign in": {"nonce": "n"}, "no event": {"events": map[string]any{}}, "no session": {"sid": ""},
		"an old notice": {"iat": time.Now().Add(-time.Hour).Unix()}, "for another": {"aud": "other"},
	} {
		p.Claims = func(c map[string]any) {
			for k, v := range more {
				c[k] = v
			}
		}
		_, err := way.Ended(t.Context(), url.Values{"logout_token": {p.Sign(good)}})
		invalid(t, name, err)
	}

	_, err = way.Ended(t.Context(), url.Values{})
	invalid(t, "no token", err)
	if leave := way.Leave(back); !strings.HasPrefix(leave, p.Issuer()+"/end?client_id=lingping&post_logout_redirect_uri=https%3A%2F%2Fdp.") {
		t.Errorf("one leaves at %s", leave)
	}
}

func TestAnAddressThatEverybodyCouldReadIsRefused(t *testing.T) {
	for _, address := range []string{"", "http://sso.example.edu.cn", "ftp://sso.example.edu.cn", "https://a:b@sso.example.edu.cn", "https://sso.example.edu.cn?x", "sso.example.edu.cn"} {
		_, err := provider.NewOIDC(provider.OIDCSettings{Issuer: address, Client: "c", Number: "n", Back: back})
		invalid(t, "OIDC at "+address, err)
		_, err = provider.NewCAS(provider.CASSettings{URL: address, Back: back})
		invalid(t, "CAS at "+address, err)
	}

	_, err := provider.NewOIDC(provider.OIDCSettings{Issuer: "https://sso.example.edu.cn", Client: "c", Back: back})
	invalid(t, "no claim for the number", err)
	cloud, err := provider.NewOIDC(provider.OIDCSettings{Issuer: "https://169.254.169.254", Client: "c", Number: "n", Back: back})
	ok(t, err)
	_, _, err = cloud.Begin(t.Context())
	unavailable(t, "where clouds keep their secrets", err)
}

// claim makes the provider say so of its user.
func claim(name string, value any) func(map[string]any) { return claims(name, value) }

func claims(pairs ...any) func(map[string]any) {
	return func(c map[string]any) {
		for i := 0; i < len(pairs); i += 2 {
			c[pairs[i].(string)] = pairs[i+1]
		}
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func invalid(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.Invalid) {
		t.Errorf("%s: %v, want a refusal", what, err)
	}
}

func unavailable(t *testing.T, what string, err error) {
	t.Helper()
	if !errs.Is(err, errs.Unavailable) {
		t.Errorf("%s: %v, want it to be told that it does not answer", what, err)
	}
}
