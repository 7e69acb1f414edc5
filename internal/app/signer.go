package app

import (
	"sync"

	"lingping/internal/domain/ledger"
)

// signer is the key by which the house signs its checkpoints.
type signer struct {
	mu     sync.Mutex
	secret string // empty: there is none here
}

// SignBy says by which key of ledger.NewKey checkpoints are signed. Until it is called none can be made.
func (a *App) SignBy(secret string) {
	a.signer.mu.Lock()
	defer a.signer.mu.Unlock()
	a.signer.secret = secret
}

// key is the key, or the sentence that there is none.
func (s *signer) key() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()

	if s.secret == "" {
		return "", errNoKey
	}

	return s.secret, nil
}

// public is the half that verifiers need, empty where there is no key.
func (s *signer) public() string {
	secret, err := s.key()
	if err != nil {
		return ""
	}

	public, err := ledger.Public(secret)
	if err != nil {
		return ""
	}

	return public
}
