// Package window draws pages for a browser: tokens, style sheet, glyphs, lives as
// inline SVG, totals. A page stands alone: it loads nothing, and its policy lets it
// run no script but its own.
//
//	assets   style sheets, script and templates; every text in them is spoken by t
//	text     foreign text made safe to show, and masked
//	draw     where the glyphs, lines and codes of a life stand on an axis
//	life     a life as a row: drawing, sentence, table of events
//	totals   outcomes, the way to a decision, codes and days
//	page     the page of `timeline --html`
//
// Everything that comes from a webhook passes text first and html/template last, so
// nothing of it is interpreted. The package knows no command and writes to what it
// is given.
package window
