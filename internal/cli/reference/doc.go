// Package reference holds the commands that look something up: event, the three
// tables of codes, explain, schema and commands.
package reference
