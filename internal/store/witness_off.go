//go:build unwitnessed

package store

// witnesses says that the ledger is not told what acts left their records as: for the bench that measures what this costs.
const witnesses = false
