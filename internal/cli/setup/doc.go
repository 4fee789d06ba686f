// Package setup holds the commands about argosctl itself: config, auth,
// doctor, completion, version and mcp.
package setup
