package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// reply is what came for a request, redirections followed.
type reply struct {
	status int
	trail  []string // the pages that answered, by their names; all but the last led on
	at     *url.URL // where it came from in the end
	head   http.Header
	body   []byte
}

// ask asks for an address and follows where it is sent.
func (c *crawler) ask(ctx context.Context, to string) (a reply, err error) {
	in, err := http.NewRequestWithContext(ctx, "GET", c.base+to, nil)
	if err != nil {
		return a, err
	}
	return c.do(in)
}

func (c *crawler) do(in *http.Request) (a reply, err error) {
	var trail []string
	for range 6 {
		c.asked++
		trail = append(trail, c.table.at(in.Method, in.URL.Path))
		out, err := c.client.Do(in)
		if err != nil {
			return a, err
		}

		a = reply{status: out.StatusCode, trail: trail, at: in.URL, head: out.Header}
		a.body, err = io.ReadAll(out.Body)
		out.Body.Close()
		if err != nil {
			return a, fmt.Errorf("it did not come whole: %w", err)
		}

		if a.status < 300 || a.status > 399 {
			return a, nil
		}

		to, err := out.Location()
		if err != nil {
			return a, err
		}

		if in, err = http.NewRequestWithContext(in.Context(), "GET", to.String(), nil); err != nil {
			return a, err
		}
	}

	return a, errors.New("it leads round in a circle")
}

// post sends a form with the token of this browser.
func (c *crawler) post(ctx context.Context, to string, fields url.Values) (reply, error) {
	token, err := c.token(ctx)
	if err != nil {
		return reply{}, err
	}

	fields.Set("token", token)
	in, err := http.NewRequestWithContext(ctx, "POST", c.base+to, strings.NewReader(fields.Encode()))
	if err != nil {
		return reply{}, err
	}

	in.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(in)
}

// token is what a form of this browser has to carry; empty for whoever is not signed in.
func (c *crawler) token(ctx context.Context) (string, error) {
	for _, page := range []string{"/settings/password", "/login"} {
		a, err := c.ask(ctx, page)
		if err != nil {
			return "", err
		}

		if found := formToken.FindSubmatch(a.body); found != nil {
			return string(found[1]), nil
		}
	}
	return "", nil
}

// speakEnglish makes the house speak English to this browser. Then one page of each kind is enough, and no file: that what
// is led to is there has been seen in Chinese.
func (c *crawler) speakEnglish(ctx context.Context, words map[string]string) error {
	a, err := c.post(ctx, "/language", url.Values{"lang": {"en"}, "back": {"/"}})
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("the language can't be changed: %d%s", a.status, said(a.body))
	}

	c.words, c.seen = words, map[string]bool{}
	c.state = func(*url.URL) string { return "" }
	return err
}

// enter logs in.
func (c *crawler) enter(ctx context.Context, login, password string) error {
	a, err := c.post(ctx, "/login", url.Values{"login": {login}, "password": {password}})
	if err == nil && (a.status != http.StatusOK || a.at.Path == "/login") {
		err = fmt.Errorf("%s can't log in: %d%s", login, a.status, said(a.body))
	}
	return err
}
