package sheet

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// Write writes rows as a file that spreadsheets open.
func Write(rows [][]string) ([]byte, error) {
	out := bytes.NewBufferString(byteOrderMark)
	writer := csv.NewWriter(out)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = armed(cell)
		}
		if err := writer.Write(safe); err != nil {
			return nil, fmt.Errorf("write a row: %w", err)
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return nil, fmt.Errorf("write rows: %w", err)
	}
	return out.Bytes(), nil
}

// armed keeps a cell from being taken for a formula.
func armed(cell string) string {
	if isFormula(cell) {
		return "'" + cell
	}
	return cell
}

func isFormula(cell string) bool {
	return cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0]))
}
