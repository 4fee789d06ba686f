// Package setup holds the commands about argosctl itself: config, auth,
// completion and version.
package setup
