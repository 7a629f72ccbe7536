package pabulib_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/folkmoot/folkmoot/voting"
	"github.com/folkmoot/folkmoot/voting/pabulib"
)

const held = `META
key;value
budget;60
vote_type;approval
num_projects;3
num_votes;3
PROJECTS
project_id;cost;gently_holdable
bell;20;1
flag;30;1
roof;40;0
VOTES
voter_id;vote;gently_hold
1;roof;bell
2;flag;flag,roof,moon,bell,bell
3;;
`

// What cannot be held, is chosen as well, or stands there twice is passed over.
func TestHeldProjectsAreReadAndWrittenBack(t *testing.T) {
	file, err := pabulib.Read(strings.NewReader(held))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := file.Profile()
	if err != nil {
		t.Fatal(err)
	}
	want := []voting.Group{
		{Times: 1, Ballot: voting.Ballot{}},
		{Times: 1, Ballot: voting.Ballot{{Project: "flag", Points: 1}, {Project: "bell", Hold: true}}},
		{Times: 1, Ballot: voting.Ballot{{Project: "roof", Points: 1}, {Project: "bell", Hold: true}}},
	}
	if got := profile.Groups(); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	var written bytes.Buffer
	if err := file.Write(&written); err != nil {
		t.Fatal(err)
	}
	_, streamed, err := pabulib.ReadProfile(&written)
	if err != nil || !reflect.DeepEqual(streamed.Groups(), want) {
		t.Errorf("streamed: %v, %+v", err, streamed)
	}
}
