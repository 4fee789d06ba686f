// Package returnurl holds the commands about return URLs: parse, decrypt and
// build.
package returnurl
