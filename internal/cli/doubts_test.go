package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/say"
)

// TestAPIDoubts: an answer of the API that is not as argosctl assumes names the
// assumption on stderr, once, in both languages.
func TestAPIDoubts(t *testing.T) {
	t.Parallel()
	const get, list = "submission get s1", "submission list --start-date 2026-04-14 --end-date 2026-04-14"
	item := func(more string) string {
		return `{"Items":[{"submission_id":"s1","kyc":{"result":"approved"}` + more + `}]}`
	}
	for _, c := range []struct{ name, command, status, answer, unknown, en, ko string }{
		{"as assumed", get, "", item(`,"created_at":"2026-04-14T02:11:09.120Z","aml_result":{"currentstatus":"Red Flag","risk_level_summary":"HIGH"}`), "", "", ""},
		{"the placeholder's form", get, "", item(`,"created_at":"2026-04-14-02-11-09-120","updated_at":"2026-04-14-02-11-09-120"`), catalog.UnknownTimeForms,
			"note: created_at is not in RFC 3339: ", "참고: RFC 3339 형식이 아닌 시각입니다: created_at: "},
		{"another AML value", get, "", item(`,"aml_result":{"currentstatus":"Clear","risk_level_summary":"NONE"}`), catalog.UnknownAmlValues,
			"note: Clear is a value that no page documents: ", "참고: 문서에 없는 값입니다: Clear: "},
		{"a day that was not asked for", list, "", item(`,"created_at":"2026-04-15T02:11:09.120Z"`), catalog.UnknownDateFilter,
			"note: submission s1 was created on 2026-04-15 (UTC), outside the days that were asked for: ", "참고: 요청한 기간 밖에 생성된 제출 건입니다: s1 (생성일 2026-04-15, UTC): "},
		{"a day that was asked for", list, "", item(`,"created_at":"2026-04-14T23:59:59.999Z"`), "", "", ""},
		{"another status of a record", "submission aml-monitor w r", "", `{"id":"r","status":"openMatch"}`, catalog.UnknownAmlMonitorStatus,
			"note: openMatch is a value that no page documents: ", "참고: 문서에 없는 값입니다: openMatch: "},
		{"the known status of a record", "submission aml-monitor w r", "", `{"id":"r","status":"screenedNoMatches"}`, "", "", ""},
		{"a text for an image", "submission image s1 --type idImage", "", "no such image", catalog.UnknownImageAnswer, "hint: ", "힌트: "},
		{"an encrypted request that is not taken", "token add token-0001 --encrypt --yes", "400", `{"message":"Decryption is Failed. Please check the api-key."}`,
			catalog.UnknownEncryptedRequest, "hint: ", "힌트: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if c.status == "400" {
					w.WriteHeader(http.StatusBadRequest)
				}
				_, _ = io.WriteString(w, c.answer)
			}))
			t.Cleanup(server.Close)
			for lang, want := range map[string]string{"en": c.en, "ko": c.ko} {
				args := append(strings.Fields(c.command), "--base-url", server.URL+"/v3", "--lang", lang)
				f, errs := keyFactory(t, map[string]string{"ARGOS_API_KEY": clitest.Key})
				Main(args, f)
				said := errs()
				remark := ""
				if c.unknown != "" {
					remark = catalog.Remark(c.unknown).In(lang)
				}
				switch {
				case c.unknown == "" && strings.Contains(said, say.In(lang, "note:")):
					t.Errorf("%s: %s", lang, said)
				case !strings.Contains(said, want) || strings.Count(said, remark) != 1 && remark != "":
					t.Errorf("%s: %s, want %q with %q", lang, said, want, remark)
				}
			}
		})
	}
}
