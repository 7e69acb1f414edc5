package web

import (
	"context"
	"net"
)

// gathering gives connections on which a page goes out in one piece: net/http sends the head with the first 4 KB of it and
// then the rest, and each piece wakes whoever reads.
type gathering struct{ net.Listener }

// Accept waits for the next connection.
func (g gathering) Accept() (net.Conn, error) {
	conn, err := g.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &gathered{Conn: conn}, nil
}

// gathered is a connection that holds back the first piece of a page until the next one comes.
type gathered struct {
	net.Conn
	holding bool // between hold and let
	held    []byte
}

type gatheredKey struct{}

// remembered puts the connection into the context of its requests.
func remembered(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, gatheredKey{}, conn)
}

// inOnePiece sends a body whose length the head tells.
func (r *request) inOnePiece(body []byte) {
	if conn, ok := r.Context().Value(gatheredKey{}).(*gathered); ok {
		conn.holding = true
		defer conn.let()
	}

	_, _ = r.out.Write(body) // if the reader has gone there is nothing to be done
}

// Write holds the first piece back while a page is sent, and sends it with the next.
func (g *gathered) Write(p []byte) (int, error) {
	switch {
	case !g.holding && len(g.held) == 0:
		return g.Conn.Write(p)
	case len(g.held) == 0:
		g.held = append(g.held, p...)
		return len(p), nil
	}

	first := len(g.held)
	both := net.Buffers{g.held, p}
	n, err := both.WriteTo(g.Conn)
	g.held = g.held[:0]
	return max(0, int(n)-first), err
}

// CloseWrite ends what is sent, and lets what comes still come: so that whoever sent too much reads why it was refused.
func (g *gathered) CloseWrite() error {
	if conn, ok := g.Conn.(interface{ CloseWrite() error }); ok {
		return conn.CloseWrite()
	}
	return nil
}

// let sends what is still held back.
func (g *gathered) let() {
	g.holding = false
	if len(g.held) > 0 {
		_, _ = g.Conn.Write(g.held) // as above
		g.held = g.held[:0]
	}
}
