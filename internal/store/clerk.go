package store

import (
	"lingping/internal/domain/org"
	"lingping/internal/domain/review"
)

// ClerkRow is a clerk with the names of both.
type ClerkRow struct {
	review.Clerk
	ReviewerName, ClerkName, ClerkNumber string
}

func scanClerk(row Row) (c ClerkRow, err error) {
	err = row.Scan(&c.Reviewer, &c.Person, &c.At, &c.ReviewerName, &c.ClerkName, &c.ClerkNumber)
	return c, err
}

const clerkSQL = `SELECT c.reviewer_id, c.clerk_id, c.at, r.name, k.name, k.number FROM clerk c
	JOIN person r ON r.id = c.reviewer_id JOIN person k ON k.id = c.clerk_id`

// ClerksFor are those who write for the reviewer, with names.
func (tx *Tx) ClerksFor(reviewer org.PersonID) ([]ClerkRow, error) {
	return All(tx, scanClerk, clerkSQL+` WHERE c.reviewer_id = $1 ORDER BY k.name, k.id`, reviewer)
}

// ReviewersOf are those for whom the person writes, with names.
func (tx *Tx) ReviewersOf(clerk org.PersonID) ([]ClerkRow, error) {
	return remember(tx, reviewersKey(clerk), func() ([]ClerkRow, error) {
		return All(tx, scanClerk, clerkSQL+` WHERE c.clerk_id = $1 ORDER BY r.name, r.id`, clerk)
	})
}

type reviewersKey org.PersonID

// AddClerk keeps a clerk and reports whether he is new.
func (tx *Tx) AddClerk(c review.Clerk) (bool, error) {
	tx.look("clerk", int64(c.Reviewer))
	n, err := tx.Exec(`INSERT INTO clerk (reviewer_id, clerk_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		c.Reviewer, c.Person, c.At)
	if n > 0 {
		tx.witness("clerk", int64(c.Reviewer), int64(c.Person))
	}

	return n > 0, err
}

// RemoveClerk ends a clerk's writing for the reviewer and reports whether he was one.
func (tx *Tx) RemoveClerk(reviewer, clerk org.PersonID) (bool, error) {
	tx.look("clerk", int64(reviewer))
	n, err := tx.Exec(`DELETE FROM clerk WHERE reviewer_id = $1 AND clerk_id = $2`, reviewer, clerk)
	if n > 0 {
		tx.witness("clerk", int64(reviewer), int64(clerk))
	}

	return n > 0, err
}
