package database

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Schema describes every column of every table as one line, sorted: "table.column
// sort null=… key=…", where the sort is text, int, bool, time or bytes. It is for
// the test that holds migrations and models together.
func (d *DB) Schema(ctx context.Context) ([]string, error) {
	type column struct {
		TableName, ColumnName, DataType string
		Nullable, PrimaryKey            bool
	}
	var columns []column
	if err := d.read.WithContext(ctx).Raw(d.dialect.columns()).Scan(&columns).Error; err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	lines := make([]string, len(columns))
	for i, c := range columns {
		lines[i] = fmt.Sprintf("%s.%s %s null=%v key=%v",
			c.TableName, c.ColumnName, sortOf[strings.ToLower(c.DataType)], c.Nullable, c.PrimaryKey)
	}
	slices.Sort(lines)
	return lines, nil
}

var sortOf = map[string]string{
	"text": "text", "integer": "int", "bigint": "int", "boolean": "bool",
	"datetime": "time", "timestamp with time zone": "time", "blob": "bytes", "bytea": "bytes",
}

// Indexes describes the indexes and unique keys of our own tables, one line each,
// sorted.
func (d *DB) Indexes(ctx context.Context) ([]string, error) {
	var lines []string
	if err := d.read.WithContext(ctx).Raw(d.dialect.indexes()).Scan(&lines).Error; err != nil {
		return nil, fmt.Errorf("read the indexes: %w", err)
	}
	slices.Sort(lines)
	return slices.Compact(lines), nil
}

func (sqlite) columns() string {
	return `SELECT m.name AS table_name, c.name AS column_name, c.type AS data_type,
	c."notnull" = 0 AS nullable, c.pk > 0 AS primary_key
	FROM sqlite_master m, pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'documents_index%'`
}

func (postgres) columns() string {
	return `SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES' AS nullable,
	EXISTS (SELECT 1 FROM information_schema.table_constraints t
		JOIN information_schema.key_column_usage k USING (constraint_name, table_name, table_schema)
		WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema
		AND k.table_name = c.table_name AND k.column_name = c.column_name) AS primary_key
	FROM information_schema.columns c WHERE c.table_schema = 'public'`
}

// SQLite gives unique keys made in a table no name of their own, and a number as
// primary key no index; both statements name an index by its columns. What each database has for searching texts is its
// own: virtual tables here, an index of an expression there.
func (sqlite) indexes() string {
	return `SELECT m.name || ' (' || (SELECT group_concat(x.name, ',') FROM pragma_index_info(i.name) x) || ')'
		|| CASE WHEN i."unique" THEN ' unique' ELSE '' END
	FROM sqlite_master m, pragma_index_list(m.name) i
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'documents_index%' AND m.name NOT LIKE 'river_%' AND m.name NOT LIKE 'goose_%'
	UNION SELECT m.name || ' (' || c.name || ') unique' FROM sqlite_master m, pragma_table_info(m.name) c
	WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'documents_index%' AND m.name NOT LIKE 'river_%' AND m.name NOT LIKE 'goose_%'
	AND c.pk = 1 AND lower(c.type) = 'integer' AND NOT EXISTS (SELECT 1 FROM pragma_index_list(m.name) WHERE origin = 'pk')`
}

func (postgres) indexes() string {
	return `SELECT t.relname || ' (' || (SELECT string_agg(a.attname, ',' ORDER BY k.n)
			FROM unnest(i.indkey) WITH ORDINALITY AS k(num, n)
			JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num) || ')'
		|| CASE WHEN i.indisunique THEN ' unique' ELSE '' END
	FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
	WHERE s.nspname = 'public' AND i.indexprs IS NULL AND t.relname NOT LIKE 'river_%' AND t.relname NOT LIKE 'goose_%'`
}
