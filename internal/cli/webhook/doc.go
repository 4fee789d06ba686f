// Package webhook holds the commands about webhook payloads at rest: decode,
// validate, timeline, scrub, open and seal.
package webhook
