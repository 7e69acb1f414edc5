package scheme

// Words and Names let the test of the handbook see what may stand in a scheme.
var (
	Words = words
	Names = names
)

// FieldWord is what a name of the language is called on pages.
var FieldWord = fieldWord
