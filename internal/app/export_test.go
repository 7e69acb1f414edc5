package app

// What tests must see of the inside.
var (
	// KeepHouseOn is KeepHouse with the test's own ticks.
	KeepHouseOn = (*App).keepHouse
	// ReadWhole is how a page looks at a whole house.
	ReadWhole = (*App).readWhole
)
