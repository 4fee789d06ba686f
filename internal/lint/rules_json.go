package lint

import (
	"strings"

	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/jsonscan"
)

// Payloads for examples.
const (
	deletePayload = `{"webhook_trigger":"delete","submission_id":"6xx28lo115832"}`
	sealedPayload = `{"data":"fdyBtjvS5zpIo9mhf3Bi2A=="}`
)

// jsonRules are about the text, whatever it says.
func jsonRules() []Rule {
	deep := func(levels int) string {
		return `{"webhook_trigger":"approved","submission_id":"6xx28lo115832","kyc_result":{"status":"approved"},"additional_list":{"a":` +
			strings.Repeat("[", levels) + strings.Repeat("]", levels) + `}}`
	}
	return []Rule{
		{"json/syntax", diag.Error, "The text is not JSON",
			"A receiver that parses JSON refuses the whole payload. The finding stands where the text stops being JSON and says what was expected there. " +
				"Where the repair is certain (a missing comma or colon, a trailing comma, single quotes, an unquoted name) `--fix` makes it. It removes no comment, and repairs no text that is not a webhook. " +
				"The rules about fields look at the payload once it parses.",
			`{"webhook_trigger":"delete" "submission_id":"6xx28lo115832"}`, deletePayload},
		{"json/utf8", diag.Error, "The text is not UTF-8",
			"JSON is UTF-8. Bytes in another encoding, and half of a surrogate pair, become question marks in some readers and errors in others. Save the file as UTF-8.",
			"{\"webhook_trigger\":\"delete\",\"submission_id\":\"6xx28lo115832\",\"comment\":\"caf\xe9\"}",
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","comment":"café"}`},
		{"json/bom", diag.Warning, "The text starts with a byte order mark",
			"RFC 8259 forbids writers to put a byte order mark before JSON; many readers fail on it. `--fix` removes it.",
			"\xef\xbb\xbf" + deletePayload, deletePayload},
		{"json/duplicate-key", diag.Error, "An object has two members of the same name",
			"Readers differ in which of the two they take, so a test may pass with one value and production see the other. Keep one.",
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","comment":"policy","comment":"customer request"}`,
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","comment":"policy"}`},
		{"json/trailing-data", diag.Error, "Something follows the JSON value",
			"A payload is one JSON object. Several belong into an array, or each on a line of its own in an `.ndjson` file.",
			deletePayload + ` {}`, deletePayload},
		{"json/depth", diag.Error, "Objects and arrays are nested too deeply",
			"Real payloads are a few levels deep. Deep nesting makes readers slow or crash, so argosctl stops where no payload can mean it.",
			deep(jsonscan.MaxDepth), deep(2)},
		{"json/not-object", diag.Error, "The payload is no JSON object",
			"The service sends an object with a `webhook_trigger`. A bare array, string or number is none; a file may hold an array of payloads.",
			`"approved"`, deletePayload},
	}
}
