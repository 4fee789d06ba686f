// Package kit is what every command is handed: the factory with streams,
// settings and the key, failures with their exit codes, results in every output
// format, headings of tables, and flags that several commands share. It holds
// no command.
package kit
