package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"lingping/internal/clock"
	"lingping/internal/errs"
)

// OIDCSettings are what an operator says of a single sign-on by OpenID Connect.
type OIDCSettings struct {
	Issuer string
	Client string
	Secret string // empty: a public client
	Number string // the claim that holds the 工号
	CA     string // file of further certificates to trust
	Back   string // the whole address to which browsers come back
}

// OIDC is a single sign-on by OpenID Connect: the code flow with PKCE, state and nonce.
type OIDC struct {
	client   *client
	settings OIDCSettings

	mu     sync.Mutex
	kept   *discovered
	failed time.Time // when the provider said nothing
}

// discovered is what the provider says of itself.
type discovered struct {
	provider *oidc.Provider
	leave    string
	at       time.Time
}

// discoveryKept is how long what a provider says of itself holds; its keys are asked anew whenever one is unknown. One that said nothing is
// left alone for a while, so that nobody waits behind others who wait.
const (
	discoveryKept = time.Hour
	discoveryRest = 5 * time.Second
)

var errResting = errors.New("it did not answer a moment ago")

// NewOIDC asks nothing yet: a provider that is down keeps nobody from starting.
func NewOIDC(s OIDCSettings) (*OIDC, error) {
	if s.Client == "" || s.Number == "" {
		return nil, errs.NewInvalid("用 OIDC 登录，要写明客户端编号（--oidc-client）和哪一项是工号（--oidc-number）。")
	}

	if _, err := server(s.Issuer); err != nil {
		return nil, err
	}

	c, err := newClient(s.CA)
	return &OIDC{client: c, settings: s}, err
}

// Via is oidc.
func (o *OIDC) Via() string { return "oidc" }

// fresh reports, under the lock, whether what is kept holds at the moment.
func (o *OIDC) fresh(now time.Time) bool { return o.kept != nil && now.Sub(o.kept.at) < discoveryKept }

// known is what the provider said of itself, where it holds and nobody asks just now; else nil.
func (o *OIDC) known() *discovered {
	if !o.mu.TryLock() {
		return nil
	}
	defer o.mu.Unlock()

	if !o.fresh(clock.Running()) {
		return nil
	}

	return o.kept
}

// discover is what the provider says of itself, asked at most once an hour.
func (o *OIDC) discover(ctx context.Context) (*discovered, error) {
	o.mu.Lock()
	defer o.mu.Unlock()

	now := clock.Running()
	if o.fresh(now) {
		return o.kept, nil
	}

	if now.Sub(o.failed) < discoveryRest {
		return nil, away(errResting)
	}

	// Keys are asked with this context for as long as the provider is kept.
	provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), o.client.steady()), o.settings.Issuer)
	if err != nil {
		o.failed = clock.Running()
		return nil, away(err)
	}

	var more struct {
		Leave string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, away(err)
	}

	o.kept = &discovered{provider, more.Leave, now}
	return o.kept, nil
}

func (o *OIDC) context(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, o.client.http)
}

func (o *OIDC) config(d *discovered) *oauth2.Config {
	return &oauth2.Config{ClientID: o.settings.Client, ClientSecret: o.settings.Secret, Endpoint: d.provider.Endpoint(),
		RedirectURL: o.settings.Back, Scopes: []string{oidc.ScopeOpenID, "profile"}}
}

// Begin sends a browser to the provider. It keeps state, nonce and verifier of this one sign-in.
func (o *OIDC) Begin(ctx context.Context) (address, kept string, err error) {
	d := o.known()
	if d == nil {
		leave, err := turn(o.client.slots)
		if err != nil {
			return "", "", err
		}
		defer leave()

		if d, err = o.discover(ctx); err != nil {
			return "", "", err
		}
	}

	state, nonce, verifier := draw(), draw(), oauth2.GenerateVerifier()
	address = o.config(d).AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier))
	return address, strings.Join([]string{state, nonce, verifier}, "."), nil
}

// Finish takes the code to the provider and looks whether its answer is for us, for now, and for this browser.
func (o *OIDC) Finish(ctx context.Context, kept string, query url.Values) (Said, error) {
	parts := strings.Split(kept, ".")
	if len(parts) != keptParts || !alike(parts[0], query.Get("state")) {
		return Said{}, errOther
	}

	if from := query.Get("iss"); query.Get("error") != "" || query.Get("code") == "" || from != "" && from != o.settings.Issuer {
		return Said{}, errRefused
	}

	leave, err := turn(o.client.slots)
	if err != nil {
		return Said{}, err
	}
	defer leave()

	d, err := o.discover(ctx)
	if err != nil {
		return Said{}, err
	}

	ctx = o.context(ctx)
	token, err := o.config(d).Exchange(ctx, query.Get("code"), oauth2.VerifierOption(parts[2]))
	if err != nil {
		if refused := (*oauth2.RetrieveError)(nil); errors.As(err, &refused) {
			return Said{}, errRefused
		}
		return Said{}, away(err)
	}

	raw, _ := token.Extra("id_token").(string)
	id, err := d.provider.Verifier(&oidc.Config{ClientID: o.settings.Client, Now: clock.Running}).Verify(ctx, raw)
	if err != nil || !alike(id.Nonce, parts[1]) {
		return Said{}, errRefused
	}

	return o.said(ctx, d, token, id)
}

// said reads the number from the token, else from what the provider says of its user.
func (o *OIDC) said(ctx context.Context, d *discovered, token *oauth2.Token, id *oidc.IDToken) (said Said, err error) {
	claims, err := exactly(id.Claims)
	if err != nil {
		return said, errRefused
	}

	if party, there := claims["azp"]; there && party != o.settings.Client {
		return said, errRefused
	}

	if sid := word(claims["sid"]); sid != "" {
		said.Outside = o.outside(sid)
	}

	if said.Number = word(claims[o.settings.Number]); said.Number != "" {
		return said, nil
	}

	if d.provider.UserInfoEndpoint() == "" {
		return said, errNoOne
	}

	user, err := d.provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return said, away(err)
	}

	if claims, err = exactly(user.Claims); err != nil || user.Subject != id.Subject {
		return said, errRefused
	}

	if said.Number = word(claims[o.settings.Number]); said.Number == "" {
		return said, errNoOne
	}

	return said, nil
}

// exactly decodes claims with every digit of their numbers.
func exactly(decode func(any) error) (claims map[string]any, err error) {
	var raw json.RawMessage
	if err := decode(&raw); err != nil {
		return nil, err
	}

	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&claims)
	return claims, err
}

var digits = regexp.MustCompile(`^[0-9]+$`)

// word is a claim that is a text, or a number written as digits alone; empty: it is neither.
func word(claim any) string {
	switch v := claim.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		if digits.MatchString(v.String()) {
			return v.String()
		}
	}
	return ""
}

func (o *OIDC) outside(sid string) string { return "oidc " + o.settings.Issuer + " " + sid }

// toldWithin is how old a notice may be that a session is over.
const toldWithin = 5 * time.Minute

// Ended reads a back-channel logout token of the provider.
func (o *OIDC) Ended(ctx context.Context, form url.Values) (string, error) {
	leave, err := turn(o.client.told)
	if err != nil {
		return "", err
	}
	defer leave()

	d, err := o.discover(ctx)
	if err != nil {
		return "", err
	}

	config := &oidc.Config{ClientID: o.settings.Client, SkipExpiryCheck: true} // such a token need not have an end
	told, err := d.provider.Verifier(config).Verify(o.context(ctx), form.Get("logout_token"))
	if err != nil || told.Nonce != "" {
		return "", errTold
	}

	var claims struct {
		Session string                     `json:"sid"`
		Events  map[string]json.RawMessage `json:"events"`
	}
	if told.Claims(&claims) != nil || claims.Session == "" {
		return "", errTold
	}

	_, logout := claims.Events["http://schemas.openid.net/event/backchannel-logout"]
	if old := clock.Running().Sub(told.IssuedAt); !logout || old > toldWithin || old < -toldWithin {
		return "", errTold
	}

	return o.outside(claims.Session), nil
}

// Leave is where the provider ends its own session.
func (o *OIDC) Leave(back string) string {
	if !o.mu.TryLock() { // nobody waits for it
		return ""
	}
	defer o.mu.Unlock()

	if o.kept == nil || o.kept.leave == "" {
		return ""
	}

	at, err := url.Parse(o.kept.leave)
	if err != nil || !private(at) {
		return ""
	}

	query := at.Query()
	query.Set("client_id", o.settings.Client)
	query.Set("post_logout_redirect_uri", back)
	at.RawQuery = query.Encode()
	return at.String()
}
