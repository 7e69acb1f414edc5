package paper

// PrintedStats is annex 1 printed anew from the rows of a pack, as the receiver prints it.
var PrintedStats = printedStats
