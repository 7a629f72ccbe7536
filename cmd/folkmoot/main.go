// Command folkmoot is the server and its tools. It wires and holds no rule.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"

	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/tally"
)

// version is set by the linker for releases.
var version = "development"

// A program is all commands and the flags that they share.
type program struct {
	Storage

	Serve    serve         `cmd:"" help:"Start the server."`
	Token    token         `cmd:"" help:"Print an access token for scripts. Needs the database, not the server."`
	Tally    tally.Command `cmd:"" help:"Count elections of the Pabulib library and print their outcomes."`
	Import   load          `cmd:"" help:"Make a process from an election of the Pabulib library."`
	Backup   backup        `cmd:"" help:"Save the database in a new file, while the server runs or not."`
	Restore  restore       `cmd:"" help:"Fill an empty place with a backup. Needs the server stopped."`
	Restored restored      `cmd:"" help:"After a backup was restored: let the ledger go on under another name."`
	Receipts receipts      `cmd:"" help:"Say of receipts whether their ballots are in the database."`
	OpenAPI  openAPI       `cmd:"" name:"openapi" help:"Print the OpenAPI document."`
	Health   health        `cmd:"" help:"Ask a running server whether it is ready."`
	Version  show          `cmd:"" help:"Print the version."`
}

func main() {
	var p program
	context := kong.Parse(&p, kong.Name("folkmoot"), kong.ShortUsageOnError(),
		kong.Description("Groups of people set their own agenda."))
	if err := context.Run(&p.Storage); err != nil {
		fmt.Fprintln(os.Stderr, "folkmoot: "+plain(err))
		os.Exit(1)
	}
}

// plain shows of an error what a person can mend.
func plain(err error) string {
	var f *fault.Error
	if errors.As(err, &f) && f.Field != "" {
		return f.Field + ": " + f.Message
	}
	if errors.As(err, &f) {
		return f.Message
	}
	return err.Error()
}

type show struct{}

// Run prints the version.
func (show) Run() error {
	fmt.Println("folkmoot " + version)
	return nil
}
