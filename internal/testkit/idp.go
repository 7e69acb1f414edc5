package testkit

import (
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// IdP is a provider of OpenID Connect in this process. It keeps to the standard: a code is good once, for its client, its address and its verifier. What it signs
// can be made wrong.
type IdP struct {
	t      testing.TB
	server *httptest.Server
	key    *ecdsa.PrivateKey

	mu    sync.Mutex
	codes map[string]url.Values // by code: what was asked with it
	asked int                   // how often for the keys
	// Claims changes what it says of the user, before it signs.
	Claims func(map[string]any)
	// User changes what it says of the user when asked for him.
	User func(map[string]any)
	// Forge signs with a key that is not the provider's.
	Forge bool
	// Kid is how it calls its key in what it signs; empty: as it does among its keys.
	Kid string
	// Leads sends who asks for a token elsewhere.
	Leads string
}

// IdPClient is the client that it knows, with its secret.
const (
	IdPClient = "lingping"
	IdPSecret = "geheim"
)

// NewIdP serves until the test ends.
func NewIdP(t testing.TB) *IdP {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	p := &IdP{t: t, key: key, codes: map[string]url.Values{}, Claims: func(map[string]any) {}, User: func(map[string]any) {}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", func(out http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		p.asked++
		p.mu.Unlock()
		p.say(out, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	mux.HandleFunc("GET /user", func(out http.ResponseWriter, _ *http.Request) {
		claims := map[string]any{"sub": "u-1"}
		p.User(claims)
		p.say(out, claims)
	})
	p.server = httptest.NewServer(mux)
	t.Cleanup(p.server.Close)
	return p
}

// Issuer is its address.
func (p *IdP) Issuer() string { return p.server.URL }

// KeysAsked is how often it was asked for its keys.
func (p *IdP) KeysAsked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// Stop lets it answer no more.
func (p *IdP) Stop() { p.server.Close() }

func (p *IdP) say(out http.ResponseWriter, v any) {
	out.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(out).Encode(v); err != nil {
		p.t.Error(err)
	}
}

func (p *IdP) discovery(out http.ResponseWriter, _ *http.Request) {
	at := p.server.URL
	p.say(out, map[string]any{
		"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys",
		"userinfo_endpoint": at + "/user", "end_session_endpoint": at + "/end", "id_token_signing_alg_values_supported": []string{"ES256"},
	})
}

func (p *IdP) authorize(out http.ResponseWriter, in *http.Request) {
	asked := in.URL.Query()
	if asked.Get("client_id") != IdPClient || asked.Get("response_type") != "code" || asked.Get("code_challenge_method") != "S256" || asked.Get("nonce") == "" {
		http.Error(out, "not by the standard", http.StatusBadRequest)
		return
	}

	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = asked
	p.mu.Unlock()
	http.Redirect(out, in, asked.Get("redirect_uri")+"?"+url.Values{"code": {code}, "state": {asked.Get("state")}}.Encode(), http.StatusFound)
}

func (p *IdP) token(out http.ResponseWriter, in *http.Request) {
	if p.Leads != "" {
		http.Redirect(out, in, p.Leads, http.StatusTemporaryRedirect)
		return
	}

	id, secret, _ := in.BasicAuth()
	p.mu.Lock()
	asked, there := p.codes[in.PostFormValue("code")]
	delete(p.codes, in.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(in.PostFormValue("code_verifier")))
	if !there || id != IdPClient || secret != IdPSecret || in.PostFormValue("redirect_uri") != asked.Get("redirect_uri") ||
		base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") {
		out.Header().Set("Content-Type", "application/json")
		out.WriteHeader(http.StatusBadRequest)
		_, _ = out.Write([]byte(`{"error":"invalid_grant"}`))
		return
	}

	p.say(out, map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 60,
		"id_token": p.Sign(map[string]any{"nonce": asked.Get("nonce"), "sid": "s-1"})})
}

// Sign is a token of the provider for its client and its user, good for a minute, with further claims.
func (p *IdP) Sign(more map[string]any) string {
	now := time.Now()
	claims := map[string]any{"iss": p.server.URL, "aud": IdPClient, "sub": "u-1", "iat": now.Unix(), "exp": now.Add(time.Minute).Unix()}
	maps.Copy(claims, more)
	p.Claims(claims)
	key := p.key
	if p.Forge {
		other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		must(p.t, err)
		key = other
	}

	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: cmp.Or(p.Kid, "1")}}, nil)
	must(p.t, err)
	text, err := json.Marshal(claims)
	must(p.t, err)
	signed, err := signer.Sign(text)
	must(p.t, err)
	compact, err := signed.CompactSerialize()
	must(p.t, err)
	return compact
}
