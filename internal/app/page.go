package app

// page is the part of a list that begins at index from and has at most each rows.
func page[T any](list []T, from, each int) []T {
	from = min(max(from, 0), len(list))
	return list[from:min(from+each, len(list))]
}
