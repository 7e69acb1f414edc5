package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// NewKey makes the pair by which a house signs its checkpoints: secret is kept outside the database, public is given to
// whoever verifies. The name of the house in both is drawn, so that two houses are told apart.
func NewKey() (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, "lingping-"+strings.ToLower(rand.Text()[:12]))
}

// Public is the public half of a secret key.
func Public(secret string) (string, error) {
	// PRIVATE+KEY+name+hash+key, of which key is the algorithm, one byte, and the seed
	parts := strings.SplitN(strings.TrimSpace(secret), "+", 5)
	if _, err := note.NewSigner(strings.TrimSpace(secret)); err != nil {
		return "", fmt.Errorf("ledger.Public: %w", err)
	}

	key, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil {
		return "", fmt.Errorf("ledger.Public: %w", err)
	}

	pair := ed25519.NewKeyFromSeed(key[1:])
	return note.NewEd25519VerifierKey(parts[2], pair.Public().(ed25519.PublicKey))
}

// Origin is the name of the house in a secret key.
func Origin(secret string) (string, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return "", fmt.Errorf("ledger.Origin: %w", err)
	}
	return signer.Name(), nil
}
