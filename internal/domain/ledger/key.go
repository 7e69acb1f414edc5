package ledger

import (
	"crypto/rand"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// NewKey makes the pair by which a house signs its checkpoints: secret is kept outside the database, public is given to
// whoever verifies. The name of the house in both is drawn, so that two houses are told apart.
func NewKey() (secret, public string, err error) {
	return note.GenerateKey(rand.Reader, "lingping-"+strings.ToLower(rand.Text()[:12]))
}

// Origin is the name of the house in a secret key.
func Origin(secret string) (string, error) {
	signer, err := note.NewSigner(strings.TrimSpace(secret))
	if err != nil {
		return "", fmt.Errorf("ledger.Origin: %w", err)
	}
	return signer.Name(), nil
}
