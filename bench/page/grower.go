package page

// Growers are the pages that still grow with the house.
func Growers() map[string]Growing { return map[string]Growing{} }
