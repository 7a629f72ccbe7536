package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/folkmoot/folkmoot/actions"
)

const (
	pulse   = time.Second
	overdue = 15 * time.Second
	daily   = 24 * time.Hour
)

// Pulse keeps the ledger each second until ctx ends, and at once when somebody is
// in a hurry: a checkpoint is signed when there is news. Now and then it looks for
// rounds whose task died with a server, and each day it leaves what is to be kept up.
// It goes on after an error, because a
// database may come back.
func Pulse(ctx context.Context, service *actions.Service, log *slog.Logger) {
	ticker, seldom, daybreak := time.NewTicker(pulse), time.NewTicker(overdue), time.NewTicker(daily)
	defer ticker.Stop()
	defer seldom.Stop()
	defer daybreak.Stop()
	told := ""
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			err = service.KeepLedger(ctx)
		case <-service.Hurry:
			err = service.KeepLedger(ctx)
		case <-seldom.C:
			err = service.CatchUp(ctx)
		case <-daybreak.C:
			err = service.Upkeep(ctx)
		}
		if err == nil || ctx.Err() != nil {
			told = ""
			continue
		}
		if err.Error() != told { // once, and not each second
			log.ErrorContext(ctx, "the ledger is not signed, or a round waits", "error", err)
			told = err.Error()
		}
	}
}
