package ledger_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/folkmoot/folkmoot/ledger"
)

// The line that docs/bundle.md describes, hashed with sha256sum.
func ExampleOpening_Commitment() {
	opening := ledger.Opening{Revision: 1, Nonce: ledger.NewNonce([32]byte{31: 1}), Choices: `{"1":1,"10":1,"2":-1}`}
	fmt.Println(opening.Commitment("01", ledger.Hash("{}")))
	// Output: fa6051a5bc0abb04dbc6b49adb01444a57926930ba0f71388390cf356ec17d1d
}

// What is signed can be read with the key, and with no other.
func TestReceiptsAndCheckpointsAreSigned(t *testing.T) {
	signer, err := ledger.NewSigner("folkmoot-test", make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	other, err := ledger.NewSigner("folkmoot-test", append(make([]byte, 31), 1))
	if err != nil {
		t.Fatal(err)
	}
	want := ledger.Receipt{
		Origin: "folkmoot-test", Round: "01", Rules: ledger.Hash("rules"), Commitment: ledger.Hash("ballot"), Revision: 2,
		Hour: time.Date(2030, time.October, 4, 18, 0, 0, 0, time.UTC),
	}
	signed, err := signer.Receipt(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.OpenReceipt(signed, signer.Key()); err != nil || got != want {
		t.Errorf("%+v, %v\n%s", got, err, signed)
	}
	if _, err := ledger.OpenReceipt(signed, other.Key()); err == nil {
		t.Error("another key opened it")
	}
	checkpoint, err := signer.Checkpoint(3, [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := ledger.OpenCheckpoint(checkpoint, signer.Key()); err != nil || got.Size != 3 || got.Root != [32]byte{1} {
		t.Errorf("%+v, %v\n%s", got, err, checkpoint)
	}
	if _, err := ledger.OpenReceipt(checkpoint, signer.Key()); err == nil {
		t.Error("a checkpoint passed for a receipt")
	}
}

func TestRulesAreReadAsTheyWereWritten(t *testing.T) {
	text, err := ledger.Rules{Origin: "folkmoot-test", Terms: ledger.Terms{Round: "01", Title: "A & B"}}.Text()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ledger.ParseRules(text)
	if again, writing := rules.Text(); err != nil || writing != nil || again != text || rules.Title != "A & B" {
		t.Errorf("%s, %v, %v", again, err, writing)
	}
	if _, err := ledger.ParseRules("no rules"); err == nil {
		t.Error("anything passes for rules")
	}
}
