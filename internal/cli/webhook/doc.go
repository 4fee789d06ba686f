// Package webhook holds the commands about webhook payloads at rest: decode,
// validate, open and seal.
package webhook
