// Package view draws the pages: a template for each, the page structs that it shows, and the words and addresses that
// pages share. A page is drawn from what it is given; nothing here asks, decides or changes anything.
package view
