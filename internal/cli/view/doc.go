// Package view is what commands of several subjects show in the same way: a
// code, a rule, and a payload, decoded and explained.
package view
