//go:build !unwitnessed

package store

// witnesses says that the ledger is told what each act left its records as. Only a bench that measures what this costs is
// built without (-tags unwitnessed); the program never is.
const witnesses = true
