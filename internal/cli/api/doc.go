// Package api holds the commands that talk to the API, and its stand-in:
// submission, token and mock.
package api
