package faults

import (
	"context"
	"fmt"
	"time"
)

// breakNetwork lets what is between the server and its Postgres be slow, cut,
// deaf and silent. The server must refuse meanwhile and recover by itself.
func breakNetwork(ctx context.Context, t *Trial) error {
	name, _, err := t.home(ctx)
	if err != nil {
		return err
	}
	proxy, err := newProxy(fmt.Sprintf("127.0.0.1:%d", t.Cluster.port))
	if err != nil {
		return err
	}
	t.later(proxy.close)
	server, err := t.serve(ctx, t.Cluster.url(name, proxy.port()))
	if err != nil {
		return err
	}
	w, err := t.settle(ctx, server, name, t.Size.pick(12, 24, 32))
	if err != nil {
		return err
	}
	round, err := w.round(ctx, farAway)
	if err != nil {
		return err
	}
	crew := w.crew(round, len(w.people))
	for range t.Size.pick(1, 1, 3) {
		for _, weather := range []Weather{Slow, Cut, HalfClose, Blackhole} {
			if err := t.storm(ctx, crew, proxy, weather); err != nil {
				return fmt.Errorf("%s: %w", weather, err)
			}
		}
	}
	return crew.finish(ctx)
}

// badTime is how long the weather is bad, in seconds: in a black hole long enough
// for the server to give up, if there is time.
func (t *Trial) badTime(weather Weather) time.Duration {
	if weather == Blackhole {
		return time.Duration(t.Size.pick(1, 25, 25)) * time.Second
	}
	return time.Duration(t.Size.pick(1, 2, 4)) * time.Second
}

// storm lets the weather be bad for a while.
func (t *Trial) storm(ctx context.Context, crew *Crew, proxy *Proxy, weather Weather) error {
	crew.start(ctx)
	defer crew.halt()
	if err := crew.wait(ctx, fewBallots, answerPatience); err != nil {
		return err
	}
	proxy.become(weather)
	t.Counts.Faults.Add(1)
	for range t.badTime(weather) / time.Second {
		pause(ctx, t.random(300*time.Millisecond, 1700*time.Millisecond))
	}
	proxy.become(Fair)
	if err := crew.wait(ctx, fewBallots, recovery); err != nil {
		return err
	}
	crew.halt()
	return crew.inspect(ctx, "after a "+weather.String()+" network")
}
