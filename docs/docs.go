// Package docs holds what the program itself shows of its documents.
package docs

import _ "embed" // the handbook goes into the program

// Handbook is the handbook of the users, in Markdown and in Chinese.
//
//go:embed handbook.md
var Handbook string
