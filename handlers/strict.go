package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/danielgtaylor/huma/v2"
)

const maxDepth = 16

// strictJSON reads JSON that says everything once: a name that stands twice in
// an object, as an option that is chosen twice on a ballot, is refused, and so
// is what is nested too deep.
func strictJSON() huma.Format {
	format := huma.DefaultJSONFormat
	read := format.Unmarshal
	format.Unmarshal = func(data []byte, v any) error {
		if _, first := v.(*any); first { // Huma reads twice: to validate, then into the input
			if err := checkOnce(data); err != nil {
				return err
			}
		}
		return read(data, v)
	}
	return format
}

// checkOnce returns an error for a repeated name, for too many levels, and for
// what is no JSON.
func checkOnce(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var levels []level
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("this is not JSON: %w", err)
		}
		if levels, err = step(levels, token); err != nil {
			return err
		}
	}
}

// A level is an object or a list that is being read.
type level struct {
	names map[string]bool // nil for a list
	value bool            // an object's next token is a value
}

func step(levels []level, token json.Token) ([]level, error) {
	if closing := token == json.Delim('}') || token == json.Delim(']'); closing {
		return levels[:len(levels)-1], nil
	}
	if top := len(levels) - 1; top >= 0 && levels[top].names != nil {
		if name, isName := token.(string); isName && !levels[top].value {
			if levels[top].names[name] {
				return nil, fmt.Errorf("%q stands here twice; say it once", name)
			}
			levels[top].names[name] = true
			levels[top].value = true
			return levels, nil
		}
		levels[top].value = false
	}
	switch token {
	case json.Delim('{'):
		levels = append(levels, level{names: map[string]bool{}})
	case json.Delim('['):
		levels = append(levels, level{})
	}
	if len(levels) > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d levels", maxDepth)
	}
	return levels, nil
}
