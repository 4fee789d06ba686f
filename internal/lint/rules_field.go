package lint

import "github.com/argosctl/argosctl/internal/diag"

// Beginnings of payloads for examples.
const (
	retryPayload    = `{"webhook_trigger":"retry","submission_id":"6xx28lo115832","kyc_result":{"status":"incomplete"},`
	createdPayload  = `{"webhook_trigger":"created","submission_id":"6xx28lo115832","kyc_result":{"status":"incomplete"},`
	rejectedPayload = `{"webhook_trigger":"rejected","submission_id":"6xx28lo115832","kyc_result":{"status":"rejected",`
)

// fieldRules are about members and their values.
func fieldRules() []Rule {
	return append([]Rule{
		{"field/missing", diag.Error, "A field that every payload of the event carries is missing",
			"Most fields are left out when they have no value; these few are always there, and handlers rely on them.",
			`{"webhook_trigger":"delete"}`, deletePayload},
		{"field/type", diag.Error, "A field holds a value of another type than documented",
			"A typed reader fails on it. `--fix` takes the quotes off a number, or puts a number into quotes, where that is what is wrong.",
			retryPayload + `"retryCode":"glare_detected","attempts":"1"}`, retryPayload + `"retryCode":"glare_detected","attempts":1}`},
		{"field/enum", diag.Error, "A field holds a value outside its documented list",
			"The list is complete, so the service never sends this value. `imcomplete` is a typo of the documentation; the service says `incomplete`. " +
				"Where other values than the documented ones may exist, only another spelling of a documented one is reported, as a warning.",
			`{"webhook_trigger":"created","submission_id":"6xx28lo115832","kyc_result":{"status":"imcomplete"}}`,
			`{"webhook_trigger":"created","submission_id":"6xx28lo115832","kyc_result":{"status":"incomplete"}}`},
		{"field/format", diag.Error, "A text is not of its documented form",
			"Times are RFC 3339, dates YYYY-MM-DD and exist, countries ISO 3166-1 alpha-3 in capitals; IP and e-mail addresses are well-formed. " +
				"A time as `YYYY-MM-DD-HH-MM-SS-ZZZ`, a form of the vendor's own pages, is an info.",
			createdPayload + `"ipAddress":"203.0.113.256"}`, createdPayload + `"ipAddress":"203.0.113.25"}`},
		{"field/unknown", diag.Warning, "A member is not documented for the event",
			"Either a typo, or something that the service began to send: handlers have to live with both. `--strict` makes it an error.",
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","coment":"policy"}`,
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","comment":"policy"}`},
		{"field/case", diag.Error, "A field's name is in another spelling",
			"The names mix styles (`submission_id`, `tokenId`, `userid`) and are case-sensitive: a handler reads nothing from `submissionId`. `--fix` renames it.",
			`{"webhook_trigger":"delete","submissionId":"6xx28lo115832"}`, deletePayload},
		{"field/empty", diag.Info, "A field is empty",
			"The service leaves out what it has no value for. An empty text in a fixture is often a forgotten one.",
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","comment":""}`, deletePayload},
		{"status/mismatch", diag.Error, "The status contradicts the event",
			"An `approved` event says `approved`, a `rejected` one `rejected`, `created` and `retry` say `incomplete`. A fixture that mixes them tests a case that never happens.",
			`{"webhook_trigger":"approved","submission_id":"6xx28lo115832","kyc_result":{"status":"rejected"}}`,
			`{"webhook_trigger":"approved","submission_id":"6xx28lo115832","kyc_result":{"status":"approved"}}`},
	}, valueRules()...)
}

// valueRules are about codes, and about what does not belong into a fixture.
func valueRules() []Rule {
	return []Rule{
		{"retrycode/unknown", diag.Error, "A retry code is none of the documented ones",
			"The list of 45 codes is complete. The help names the nearest; `argosctl retrycode list` shows all.",
			retryPayload + `"retryCode":"camera_broken","attempts":1}`, retryPayload + `"retryCode":"image_too_blurry","attempts":1}`},
		{"retrycode/spelling", diag.Warning, "A retry code is in another spelling",
			"Codes are case-sensitive and keep odd spellings of their own (`Id_livness_fail`). `--fix` writes the code as it is sent.",
			retryPayload + `"retryCode":"Glare_detected","attempts":1}`, retryPayload + `"retryCode":"glare_detected","attempts":1}`},
		{"rejectcode/unknown", diag.Warning, "A reject code is none of the known ones",
			"The vendor's list of reject codes may not be complete, so this is a warning; `--strict` makes it an error. `argosctl rejectcode list` shows all.",
			rejectedPayload + `"commentCode":"too_many_retries"}}`, rejectedPayload + `"commentCode":"too_many_retry"}}`},
		{"fixture/placeholder", diag.Warning, "A value is a template of the documentation",
			"`{submission_id}`, `\"string\"` and `YYYY-MM-DD-HH-MM-SS-ZZZ` stand for values; a test with them tests little. `argosctl event sample` invents payloads.",
			`{"webhook_trigger":"delete","submission_id":"{submission_id}"}`, deletePayload},
		{"fixture/personal-data", diag.Warning, "A value looks like a real person's data",
			"Fixtures are copied, shared and published. Reported are e-mail addresses outside the reserved example domains, phone numbers, identity numbers with a valid check digit, " +
				"public IP addresses and addresses of the service's images. Use example.com, `+1-555-01xx`, 203.0.113.0/24 and invented people.",
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","account_email":"minji.kim@gmail.com"}`,
			`{"webhook_trigger":"delete","submission_id":"6xx28lo115832","account_email":"minji.kim@example.com"}`},
	}
}
