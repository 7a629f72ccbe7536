package jobs

import (
	"context"
	"log/slog"
	"time"

	"github.com/folkmoot/folkmoot/actions"
)

const pulse = time.Second

// Pulse keeps the ledger each second until ctx ends: a checkpoint is signed when
// there is news. It goes on after an error, because a database may come back.
func Pulse(ctx context.Context, service *actions.Service, log *slog.Logger) {
	ticker := time.NewTicker(pulse)
	defer ticker.Stop()
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := service.KeepLedger(ctx)
		if err == nil || ctx.Err() != nil {
			told = ""
			continue
		}
		if err.Error() != told { // once, and not each second
			log.ErrorContext(ctx, "the ledger is not signed", "error", err)
			told = err.Error()
		}
	}
}
