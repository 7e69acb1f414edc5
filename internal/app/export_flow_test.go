package app

// What tests must see of the inside.
var (
	// KeepHouseOn is KeepHouse with the test's own ticks.
	KeepHouseOn = (*App).keepHouse
)
