package ledger

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/folkmoot/folkmoot/voting"
)

// An object is a JSON object with its fields in their order.
type object struct {
	keys   []string
	values map[string]any
}

// maxDepth is how deep JSON in a bundle may be nested.
const maxDepth = 16

// parse reads JSON strictly: UTF-8, no field twice, nothing behind it. Values are
// object, []any, string, json.Number, bool and nil.
func parse(text []byte) (any, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, err := parseValue(decoder, "", 0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows after its end")
	}
	return value, nil
}

func parseValue(decoder *json.Decoder, path string, depth int) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, fmt.Errorf("it is no JSON: %w", err)
	}
	switch delim, _ := token.(json.Delim); {
	case depth == maxDepth:
		return nil, fmt.Errorf("%s is nested too deep", path)
	case delim == '{':
		return parseObject(decoder, path, depth)
	case delim == '[':
		return parseList(decoder, path, depth)
	default:
		return token, nil
	}
}

func parseObject(decoder *json.Decoder, path string, depth int) (any, error) {
	read := object{values: map[string]any{}}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("it is no JSON: %w", err)
		}
		key, _ := token.(string) // the decoder lets nothing else be a key
		if _, twice := read.values[key]; twice {
			return nil, fmt.Errorf("%s is there twice", join(path, key))
		}
		if read.values[key], err = parseValue(decoder, join(path, key), depth+1); err != nil {
			return nil, err
		}
		read.keys = append(read.keys, key)
	}
	return read, closed(decoder)
}

func parseList(decoder *json.Decoder, path string, depth int) (any, error) {
	read := []any{}
	for decoder.More() {
		value, err := parseValue(decoder, at(path, len(read)), depth+1)
		if err != nil {
			return nil, err
		}
		read = append(read, value)
	}
	return read, closed(decoder)
}

// closed takes the end of an object or a list.
func closed(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return fmt.Errorf("it is no JSON: %w", err)
	}
	return nil
}

// join and at write the JSON path of a field, and of a place in a list.
func join(path, key string) string {
	if path == "" {
		return shorten(key, 40)
	}
	return path + "." + shorten(key, 40)
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// missing stands for a value that one side does not have.
type missing struct{}

// String is how it reads in a sentence.
func (missing) String() string { return "missing" }

// differ tells each path at which two values of parse differ.
func differ(path string, a, b any, tell func(path string, a, b any)) {
	switch x := a.(type) {
	case object:
		if y, both := b.(object); both {
			differObjects(path, x, y, tell)
			return
		}
	case []any:
		if y, both := b.([]any); both {
			differLists(path, x, y, tell)
			return
		}
	default:
		switch b.(type) {
		case object, []any:
		default:
			if a == b {
				return
			}
		}
	}
	tell(path, a, b)
}

func differObjects(path string, a, b object, tell func(string, any, any)) {
	for _, key := range a.keys {
		if value, both := b.values[key]; both {
			differ(join(path, key), a.values[key], value, tell)
		} else {
			tell(join(path, key), a.values[key], missing{})
		}
	}
	for _, key := range b.keys {
		if _, both := a.values[key]; !both {
			tell(join(path, key), missing{}, b.values[key])
		}
	}
}

func differLists(path string, a, b []any, tell func(string, any, any)) {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			tell(at(path, i), missing{}, b[i])
		case i >= len(b):
			tell(at(path, i), a[i], missing{})
		default:
			differ(at(path, i), a[i], b[i], tell)
		}
	}
}

// timeFields are the fields that hold times, or null if there is none.
var timeFields = []string{"opened_at", "closes_at", "closed_at", "at"}

// plain tells each number that is not whole or out of bounds, and each time that
// is not written as docs/bundle.md says.
func plain(path, key string, value any, tell func(path, format string, args ...any)) {
	switch value := value.(type) {
	case object:
		for _, key := range value.keys {
			plain(join(path, key), key, value.values[key], tell)
		}
	case []any:
		for i, element := range value {
			plain(at(path, i), "", element, tell)
		}
	case json.Number:
		if n, err := strconv.ParseInt(value.String(), 10, 64); err != nil || n < 0 || n > voting.MaxMoney || strconv.FormatInt(n, 10) != value.String() {
			tell(path, "%s is %s and should be a whole number from 0 to %d.", path, shorten(value.String(), 40), voting.MaxMoney)
		}
	case string:
		if slices.Contains(timeFields, key) && !isTime(value) {
			tell(path, "%s is “%s”, which is no time in UTC with at most six digits after the second.", path, shorten(value, 40))
		}
	}
}

func isTime(text string) bool {
	t, err := time.Parse(time.RFC3339Nano, text)
	return err == nil && utc(t).Format(time.RFC3339Nano) == text
}

// read decodes a JSON text into a document, and tells what is not as the
// document would be written again: fields that are not known, missing, of another
// type, or in another order. It returns false if it could not be decoded.
func read(name string, text []byte, document any, rewrite func() ([]byte, error), tell func(path, format string, args ...any)) bool {
	tree, err := parse(text)
	if err != nil {
		tell(name, "%s cannot be read: %v.", begin(name), err)
		return false
	}
	bad := false
	plain(name, "", tree, func(path, format string, args ...any) {
		bad = true
		tell(path, format, args...)
	})
	if err := json.Unmarshal(text, document); err != nil {
		if !bad {
			tell(name, "%s cannot be read: %s.", begin(name), typeError(name, err))
		}
		return false
	}
	rewritten, err := rewrite()
	if err != nil || bad || bytes.Equal(text, rewritten) {
		return true
	}
	again, _ := parse(rewritten) // what was written can be read
	differ(name, tree, again, func(path string, is, want any) {
		bad = true
		tell(path, "%s.", apart(path, is, want))
	})
	if !bad && name != "" {
		tell(name, "%s is not written as a JSON text has to be: no spaces, its fields in their order.", name)
	}
	return true
}

// apart says how a value differs from what it should be.
func apart(path string, is, want any) string {
	if (is == missing{}) {
		return path + " is missing"
	}
	if (want == missing{}) {
		return path + " should not be there"
	}
	return fmt.Sprintf("%s is %s and should be %s", path, show(is), show(want))
}

// begin is how a sentence begins about a text, or about the file itself.
func begin(name string) string {
	if name == "" {
		return "The file"
	}
	return name
}

// typeError names the field that has a value of the wrong type.
func typeError(name string, err error) string {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field != "" {
		field := strings.ReplaceAll(wrong.Field, "Terms.", "") // which is not there in JSON
		return fmt.Sprintf("%s holds a %s where something else belongs", join(name, field), wrong.Value)
	}
	return shorten(err.Error(), 120)
}
