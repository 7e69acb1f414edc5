package demo

// Password opens every account of the demo. It is printed with them and stands nowhere else than in the demo.
const Password = "lingping-demo"

// Account is somebody as whom the demo can be tried.
type Account struct {
	Login    string
	Password string
	Who      string // name and post, as in the roster
	Try      string // what to try first: a sentence of the catalogue
}
