package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"github.com/folkmoot/folkmoot/actions"
	"github.com/folkmoot/folkmoot/internal/database"
	"github.com/folkmoot/folkmoot/internal/fault"
	"github.com/folkmoot/folkmoot/internal/mail"
)

const (
	workers       = 4
	pollInterval  = 250 * time.Millisecond
	jobTimeout    = time.Minute
	rescueAfter   = taskTimeout + jobTimeout // a server that crashed left its jobs running
	keepCompleted = time.Hour                // letters hold codes and invitations
	keepDiscarded = 24 * time.Hour
	mailTries     = 10
	tasks         = "tasks" // a queue of their own: no slow mail server holds a round open
	taskTries     = 25
	taskTimeout   = 10 * time.Minute
	shortWait     = time.Second
	longWait      = time.Minute
	patience      = 5 * time.Second
)

// A Queue takes jobs and, once started, works them.
type Queue struct {
	client *river.Client[*sql.Tx]
}

// Workers are what jobs need to be worked.
type Workers struct {
	Sender  mail.Sender
	Service *actions.Service
}

// New makes a queue on a database. Without workers it only takes jobs.
func New(db *database.DB, log *slog.Logger, w *Workers) (*Queue, error) {
	cfg := &river.Config{
		Logger: log, JobTimeout: jobTimeout, FetchPollInterval: pollInterval, FetchCooldown: pollInterval,
		CompletedJobRetentionPeriod: keepCompleted, DiscardedJobRetentionPeriod: keepDiscarded,
		RescueStuckJobsAfter: rescueAfter, PollOnly: true,
	}
	if w != nil {
		cfg.Queues = map[string]river.QueueConfig{
			river.QueueDefault: {MaxWorkers: workers}, tasks: {MaxWorkers: workers},
		}
		cfg.Workers = river.NewWorkers()
		river.AddWorker(cfg.Workers, &mailWorker{sender: w.Sender})
		river.AddWorker(cfg.Workers, &taskWorker{service: w.Service})
	}
	client, err := river.NewClient(db.JobDriver(), cfg)
	if err != nil {
		return nil, fmt.Errorf("job queue: %w", err)
	}
	return &Queue{client: client}, nil
}

// Start works jobs until Stop.
func (q *Queue) Start(ctx context.Context) error {
	if err := q.client.Start(ctx); err != nil {
		return fmt.Errorf("start the job queue: %w", err)
	}
	return nil
}

// Stop lets running jobs end for a moment and then cuts them off, to be tried
// again by the next server.
func (q *Queue) Stop(ctx context.Context) error {
	soft, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if err := q.client.Stop(soft); err == nil {
		return nil
	}
	if err := q.client.StopAndCancel(ctx); err != nil {
		return fmt.Errorf("stop the job queue: %w", err)
	}
	return nil
}

// A Letter is a mail to be sent.
type Letter struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Kind names the job.
func (Letter) Kind() string { return "mail" }

// SendMail sends a mail once tx has committed.
func (q *Queue) SendMail(ctx context.Context, tx *database.Tx, m mail.Message) error {
	_, err := q.client.InsertTx(ctx, tx.SQL(), Letter{To: m.To, Subject: m.Subject, Text: m.Text},
		&river.InsertOpts{MaxAttempts: mailTries})
	if err != nil {
		return fmt.Errorf("enqueue mail: %w", err)
	}
	return nil
}

type mailWorker struct {
	river.WorkerDefaults[Letter]
	sender mail.Sender
}

func (w *mailWorker) Work(ctx context.Context, job *river.Job[Letter]) error {
	m := mail.Message{To: job.Args.To, Subject: job.Args.Subject, Text: job.Args.Text}
	err := w.sender.Send(ctx, m)
	if fault.KindOf(err) == fault.Invalid {
		return river.JobCancel(err) //nolint:wrapcheck // the queue knows this error by itself; the letter will not get better
	}
	if err != nil {
		return fmt.Errorf("send mail: %w", err)
	}
	return nil
}

// A Task is something that the server does by itself.
type Task struct{ actions.Task }

// Kind names the job.
func (Task) Kind() string { return "task" }

// Later does a task at its time or after, once tx has committed.
func (q *Queue) Later(ctx context.Context, tx *database.Tx, t actions.Task) error {
	opts := &river.InsertOpts{Queue: tasks, MaxAttempts: taskTries}
	if t.At.After(tx.Now()) {
		opts.ScheduledAt = t.At // what is scheduled waits for the queue's next look, seconds later
	}
	_, err := q.client.InsertTx(ctx, tx.SQL(), Task{t}, opts)
	if err != nil {
		return fmt.Errorf("enqueue %s of %s: %w", t.Deed, t.ID, err)
	}
	return nil
}

type taskWorker struct {
	river.WorkerDefaults[Task]
	service *actions.Service
}

// Work does a task, later if it comes too early.
func (w *taskWorker) Work(ctx context.Context, job *river.Job[Task]) error {
	err := w.service.Perform(ctx, job.Args.Task)
	var early *actions.TooEarly
	switch {
	case errors.As(err, &early):
		// Not for long: this clock may be put right any moment.
		wait := min(longWait, max(shortWait, early.Until.Sub(w.service.Clock.Now())))
		return river.JobSnooze(wait) //nolint:wrapcheck // the queue knows this error by itself
	case fault.KindOf(err) == fault.Unavailable:
		return river.JobSnooze(shortWait) //nolint:wrapcheck // as above
	case err != nil:
		return fmt.Errorf("%s of %s: %w", job.Args.Deed, job.Args.ID, err)
	default:
		return nil
	}
}

// Timeout lets large rounds be counted.
func (*taskWorker) Timeout(*river.Job[Task]) time.Duration { return taskTimeout }
