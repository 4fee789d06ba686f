package lint

import "github.com/argosctl/argosctl/internal/diag"

// payloadRules are about a payload as a whole.
func payloadRules() []Rule {
	return []Rule{
		{"envelope/no-key", diag.Warning, "The payload is encrypted and there is no key",
			"Without the project's API key only the envelope can be checked. Give it by `ARGOS_API_KEY`, `--key-file` or a profile; " +
				"keep keys out of the repository of the fixtures, or use an invented key for them.",
			sealedPayload, deletePayload},
		{"envelope/undecryptable", diag.Error, "The encrypted payload does not open",
			"The message names the step that failed: the alphabet, the length, the padding (almost always the key of another project), the text. Nothing that was opened is shown.",
			sealedPayload, deletePayload},
		{"event/missing", diag.Error, "The payload does not name its event",
			"Handlers choose what to do by `webhook_trigger`; every webhook of the service carries it.",
			`{"submission_id":"6xx28lo115832"}`, deletePayload},
		{"event/unknown", diag.Error, "The event is none that the service sends",
			"A handler that is tested with a name the service does not send is not tested. The help names the nearest event. " +
				"With `--event NAME` a payload of any other event is reported, too.",
			`{"webhook_trigger":"approve","submission_id":"6xx28lo115832"}`, deletePayload},
		{"event/alias", diag.Warning, "The event has a name of the documentation that the service does not send",
			"The event table says `aml-ongoing` and `token`, payloads say `aml_monitor` and `token_expired`; people write `deleted` and `submitted`. `--fix` writes the name that is sent.",
			`{"webhook_trigger":"deleted","submission_id":"6xx28lo115832"}`, deletePayload},
	}
}
