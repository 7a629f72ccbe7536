package faults

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// An Answer is what became of a request.
type Answer struct {
	Status int    // 0 if there was no answer
	Type   string // of a problem (RFC 9457)
	Detail string
	Body   []byte
	Err    error // why there was no answer
}

const (
	problemClosed   = "urn:folkmoot:problem:closed"
	problemConflict = "urn:folkmoot:problem:conflict"

	// The server gives up after 20 seconds; whoever waits longer gets an answer.
	answerPatience = 30 * time.Second
	mostBody       = 8 << 20
)

// newClient is what all voters of a trial share.
func newClient() *http.Client {
	return &http.Client{
		Timeout:   answerPatience,
		Transport: &http.Transport{MaxIdleConnsPerHost: 256, MaxConnsPerHost: 256, DisableCompression: true},
	}
}

// ask sends a request and looks at the answer as everybody must be able to: what
// is no answer, no success and no refusal that was promised breaks a promise.
func (t *Trial) ask(ctx context.Context, client *http.Client, token, method, url string, body any) Answer {
	answer := send(ctx, client, token, method, url, body)
	switch {
	case answer.Status == http.StatusServiceUnavailable:
		t.Counts.Refused.Add(1)
	case answer.Status >= http.StatusInternalServerError:
		t.violate("%s %s was answered %d: %s", method, shape(url), answer.Status, reason(answer))
	}
	if answer.Err != nil && answer.Status != 0 {
		t.violate("%s %s: %v", method, shape(url), answer.Err)
	}
	return answer
}

func send(ctx context.Context, client *http.Client, token, method, url string, body any) Answer {
	var content io.Reader = http.NoBody
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return Answer{Err: err}
		}
		content = bytes.NewReader(encoded)
	}
	request, err := http.NewRequestWithContext(ctx, method, url, content)
	if err != nil {
		return Answer{Err: err}
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	reply, err := client.Do(request)
	if err != nil {
		return Answer{Err: err}
	}
	defer func() { _ = reply.Body.Close() }()
	received, err := io.ReadAll(io.LimitReader(reply.Body, mostBody))
	if err != nil {
		return Answer{Err: err} // cut off: whoever reads this knows nothing
	}
	return understand(reply, received)
}

func understand(reply *http.Response, body []byte) Answer {
	answer := Answer{Status: reply.StatusCode, Body: body}
	if reply.StatusCode >= http.StatusBadRequest {
		var problem struct{ Type, Detail string }
		if json.Unmarshal(body, &problem) != nil {
			answer.Err = fmt.Errorf("an answer %d that is no problem+json: %.80q", reply.StatusCode, body)
		}
		answer.Type, answer.Detail = problem.Type, problem.Detail
	}
	if reply.StatusCode == http.StatusServiceUnavailable && reply.Header.Get("Retry-After") == "" {
		answer.Err = fmt.Errorf("503 without Retry-After")
	}
	return answer
}

// shape is an address without the ids, so that equal complaints look equal.
func shape(url string) string {
	parts := bytes.Split([]byte(url), []byte("/"))
	for i, part := range parts {
		if i > 2 && len(part) > 24 {
			parts[i] = []byte("…")
		}
	}
	return string(bytes.Join(parts[min(3, len(parts)):], []byte("/")))
}

// reason is what an answer says, without an id that makes each its own.
func reason(a Answer) string {
	const most = 60
	text := a.Detail
	if text == "" {
		text = string(a.Body)
	}
	return text[:min(most, len(text))]
}

// wants complains about an answer with a status that was not to be expected.
func (t *Trial) wants(a Answer, what string, statuses ...int) {
	if a.Status == 0 || a.Status >= http.StatusInternalServerError || slices.Contains(statuses, a.Status) {
		return
	}
	t.violate("%s was answered %d (%s): %s", what, a.Status, a.Type, reason(a))
}
