package replay

import (
	"bytes"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/seal"
	"github.com/argosctl/argosctl/internal/secret"
)

// Check is one thing that a handler must do.
type Check struct {
	ID     string // stable: "accept/approved", "refuse/empty-body"
	What   catalog.Text
	Why    catalog.Text
	Advice catalog.Text // what to change in a handler that fails it

	probes func(*bench) ([]probe, error)
	want   int  // class of the answers' statuses; 0: the same for all
	each   bool // probes stand alone: one that fails does not end the check
}

// probe is one request of a check.
type probe struct {
	name string
	body []byte
	kind string // content type, empty for JSON
	raw  bool   // never sealed
}

// Checks returns the checks in the order in which they run.
func Checks() []Check {
	var list []Check
	for _, e := range catalog.Events() {
		list = append(list, acceptCheck(e.Name, e.Variants))
	}
	return append(append(list, toleranceChecks()...), refusalChecks()...)
}

func acceptCheck(event string, variants []catalog.Variant) Check {
	return Check{
		ID: "accept/" + event,
		What: catalog.Text{
			En: "accepts " + event + " in every documented shape",
			Ko: "문서에 있는 모든 형태의 " + event + " 이벤트를 받아들입니다",
		},
		Why: catalog.Text{
			En: "The service may send any of these shapes; what a handler refuses is lost to it.",
			Ko: "서비스는 이 중 어떤 형태로든 전송할 수 있으며, 핸들러가 거부한 이벤트는 유실됩니다.",
		},
		Advice: catalog.Text{
			En: "Answer 2xx once the event is stored, also where you have no use for it, and require no member but webhook_trigger and the submission's id.",
			Ko: "이벤트를 저장한 뒤에는 사용하지 않는 이벤트라도 2xx로 응답하고, webhook_trigger와 제출 ID 외의 항목을 필수로 요구하지 마세요.",
		},
		probes: func(b *bench) ([]probe, error) {
			var probes []probe
			for _, v := range variants {
				body, err := b.payload(event, v.Name)
				if err != nil {
					return nil, err
				}
				probes = append(probes, probe{name: event + "/" + v.Name, body: body})
			}
			return probes, nil
		},
		want: 2, each: true,
	}
}

// toleranceChecks are what a handler must stand beyond single events.
func toleranceChecks() []Check {
	return []Check{
		{
			ID:   "repeat/same-answer",
			What: catalog.Text{En: "answers the same event twice alike", Ko: "같은 이벤트를 두 번 받아도 같은 응답을 합니다"},
			Why: catalog.Text{
				En: "A delivery can come twice, as when the first answer got lost; an error for the second one invites a third.",
				Ko: "첫 응답이 유실되면 같은 이벤트가 다시 올 수 있으며, 두 번째에 오류로 응답하면 또다시 전송될 수 있습니다.",
			},
			Advice: catalog.Text{
				En: "Recognise a repetition by submission_id, webhook_trigger, its time and attempts, skip the work, and answer 2xx again.",
				Ko: "submission_id, webhook_trigger, 시각, attempts로 중복을 판별하여 처리는 건너뛰고 다시 2xx로 응답하세요.",
			},
			probes: repeated,
		},
		{
			ID:   "order/any",
			What: catalog.Text{En: "accepts events out of order", Ko: "순서가 바뀐 이벤트를 받아들입니다"},
			Why: catalog.Text{
				En: "No order of delivery is promised: approved may come before created.",
				Ko: "전송 순서는 보장되지 않으며, approved가 created보다 먼저 올 수 있습니다.",
			},
			Advice: catalog.Text{
				En: "Create the submission at whichever event comes first, and do not let an older event overwrite a newer status.",
				Ko: "먼저 도착한 이벤트로 제출 건을 생성하고, 이전 이벤트가 최신 상태를 덮어쓰지 않게 하세요.",
			},
			probes: backwards, want: 2,
		},
		{
			ID:   "tolerate/unknown-event",
			What: catalog.Text{En: "tolerates an event that it does not know", Ko: "알 수 없는 이벤트를 허용합니다"},
			Why: catalog.Text{
				En: "The service adds events; the documentation itself does not list them all.",
				Ko: "서비스에는 새 이벤트가 추가될 수 있으며, 문서에도 모든 이벤트가 나열되어 있지 않습니다.",
			},
			Advice: catalog.Text{En: "Log an unknown webhook_trigger and answer 2xx.", Ko: "알 수 없는 webhook_trigger는 기록만 하고 2xx로 응답하세요."},
			probes: changed(`"`+catalog.TriggerName+`":"`+approved()+`"`, `"`+catalog.TriggerName+`":"event_of_tomorrow"`), want: 2,
		},
		{
			ID:   "tolerate/unknown-field",
			What: catalog.Text{En: "tolerates a field that it does not know", Ko: "알 수 없는 필드를 허용합니다"},
			Why:  catalog.Text{En: "The service adds fields to its events.", Ko: "서비스는 이벤트에 필드를 추가할 수 있습니다."},
			Advice: catalog.Text{
				En: "Parse the body without refusing unknown members.", Ko: "알 수 없는 항목을 거부하지 않도록 본문을 파싱하세요.",
			},
			probes: changed(`{"`, `{"field_of_tomorrow":{"a":[1,null,"x"]},"`), want: 2,
		},
	}
}

// refusalChecks are what a handler must turn down, with the sender's fault.
func refusalChecks() []Check {
	return []Check{
		{
			ID:   "refuse/malformed-json",
			What: catalog.Text{En: "refuses malformed JSON with a 4xx", Ko: "잘못된 JSON을 4xx로 거부합니다"},
			Why:  refusalWhy(),
			Advice: catalog.Text{
				En: "Catch the parser's error and answer 400.", Ko: "파서의 오류를 처리하여 400으로 응답하세요.",
			},
			probes: malformed, want: 4,
		},
		{
			ID:   "refuse/content-type",
			What: catalog.Text{En: "refuses a body that is not sent as JSON with a 4xx", Ko: "JSON이 아닌 Content-Type을 4xx로 거부합니다"},
			Why:  refusalWhy(),
			Advice: catalog.Text{
				En: "Answer 415 where Content-Type is not application/json.", Ko: "Content-Type이 application/json이 아니면 415로 응답하세요.",
			},
			probes: asText, want: 4,
		},
		{
			ID:     "refuse/empty-body",
			What:   catalog.Text{En: "refuses an empty body with a 4xx", Ko: "빈 본문을 4xx로 거부합니다"},
			Why:    refusalWhy(),
			Advice: catalog.Text{En: "Answer 400 where the body is empty.", Ko: "본문이 비어 있으면 400으로 응답하세요."},
			probes: only("no body", nil), want: 4,
		},
		{
			ID:   "refuse/large-body",
			What: catalog.Text{En: "refuses a body of 1 MiB with a 4xx", Ko: "1MiB 본문을 4xx로 거부합니다"},
			Why: catalog.Text{
				En: "A webhook is a few kilobytes; a handler that reads whatever comes can be filled up by anyone.",
				Ko: "웹훅은 수 킬로바이트입니다. 본문을 제한 없이 읽는 핸들러는 누구나 자원을 고갈시킬 수 있습니다.",
			},
			Advice: catalog.Text{
				En: "Limit the body, to 256 KiB for example, and answer 413 beyond that.", Ko: "본문 크기를 예를 들어 256KiB로 제한하고, 초과하면 413으로 응답하세요.",
			},
			probes: changed(`{"`, `{"padding":"`+strings.Repeat("x", 1<<20)+`","`), want: 4,
		},
		{
			ID:   "refuse/wrong-key",
			What: catalog.Text{En: "refuses a body encrypted with another key with a 4xx", Ko: "다른 키로 암호화된 본문을 4xx로 거부합니다"},
			Why: catalog.Text{
				En: "After a change of the API key, or from a stranger, bodies come that do not open.",
				Ko: "API 키가 바뀌었거나 외부에서 보낸 경우 복호화되지 않는 본문이 올 수 있습니다.",
			},
			Advice: catalog.Text{
				En: "Catch the error of the decryption, log that the key may have changed, and answer 400.",
				Ko: "복호화 오류를 처리하고, 키가 변경되었을 수 있음을 기록한 뒤 400으로 응답하세요.",
			},
			probes: wrongKey, want: 4,
		},
	}
}

func refusalWhy() catalog.Text {
	return catalog.Text{
		En: "Anyone can send anything to a public URL: a 5xx or a crash hides real faults in the noise.",
		Ko: "공개된 URL에는 누구나 무엇이든 보낼 수 있으며, 5xx나 비정상 종료는 실제 장애를 가립니다.",
	}
}

func only(name string, body []byte) func(*bench) ([]probe, error) {
	return func(*bench) ([]probe, error) { return []probe{{name: name, body: body, raw: true}}, nil }
}

// approved is the event that the probes are made from.
func approved() string { return catalog.EventOf(catalog.StageDecide, catalog.StatusApproved).Name }

// changed sends an approved event with its first old text replaced.
func changed(old, with string) func(*bench) ([]probe, error) {
	return func(b *bench) ([]probe, error) {
		body, err := b.payload(approved(), "")
		return []probe{{name: approved(), body: bytes.Replace(body, []byte(old), []byte(with), 1)}}, err
	}
}

func repeated(b *bench) ([]probe, error) {
	body, err := b.payload(approved(), "")
	return []probe{{name: "first time", body: body}, {name: "second time", body: body}}, err
}

// backwards is a whole life from its end.
func backwards(b *bench) ([]probe, error) {
	s := builtIn("retry-then-approved")
	var probes []probe
	life := b.generator.Life()
	at := life.Created
	for i := range s.Steps {
		at = at.Add(s.Steps[i].After)
		body, err := b.generator.AppendFor(nil, &life, s.Steps[i].Event, s.Steps[i].Variant, at, s.Steps[i].sets...)
		if err != nil {
			return nil, err
		}
		probes = append([]probe{{name: s.Steps[i].Event, body: body}}, probes...)
	}
	return probes, nil
}

func malformed(b *bench) ([]probe, error) {
	body, err := b.payload(approved(), "")
	if err != nil {
		return nil, err
	}
	return []probe{
		{name: "cut off", body: body[:len(body)/2], raw: true},
		{name: "not JSON", body: []byte("submission_id=1&webhook_trigger=approved"), raw: true},
		{name: "an array", body: []byte("[]"), raw: true},
		{name: "null", body: []byte("null"), raw: true},
	}, nil
}

func asText(b *bench) ([]probe, error) {
	body, err := b.payload(approved(), "")
	return []probe{{name: "text/plain", body: body, kind: "text/plain"}}, err
}

// wrongKey seals with a key that is nobody's.
func wrongKey(b *bench) ([]probe, error) {
	body, err := b.payload(approved(), "")
	if err != nil {
		return nil, err
	}
	key, err := seal.KeyFromAPIKey(secret.New("this is not the key of any project"))
	if err != nil {
		return nil, err
	}
	return []probe{{name: "envelope", body: seal.AppendEnvelope(nil, key.Seal(body, seal.Base64)), raw: true}}, nil
}
