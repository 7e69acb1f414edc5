// Command lingping is Lingping 领评: the whole work of hierarchical leader review 领导点评 in one program.
package main

import (
	"context"
	"os"

	"lingping/internal/cli"
)

func main() {
	os.Exit(cli.Run(context.Background(), os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
}
