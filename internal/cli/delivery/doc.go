// Package delivery holds the commands that send and receive webhooks: replay
// and listen.
package delivery
