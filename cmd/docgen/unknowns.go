package main

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// unknownsPage renders the ledger of what no public page settles: a session
// that settles most of it, then each entry by group.
func unknownsPage(lang string) string {
	var b strings.Builder
	say := unknownWords(lang)
	ledger := catalog.Unknowns()
	other := "unknowns.ko.md"
	if lang == "ko" {
		other = "unknowns.md"
	}
	fmt.Fprintf(&b, "<!-- Written by `make gen`. -->\n# %s\n\n"+words(lang)("other language")+"\n\n%s\n", say("title"), other, say("intro"))
	fmt.Fprintf(&b, "\n%s\n\n## %s\n\n%s\n\n", ledger.Report.In(lang), say("session"), say("session intro"))
	for i, step := range ledger.Session {
		fmt.Fprintf(&b, "%d. %s\n", i+1, prose().Replace(step.In(lang)))
	}
	for _, g := range ledger.Groups {
		fmt.Fprintf(&b, "\n## %s\n", g.Name.In(lang))
		for _, u := range ledger.Unknowns {
			if u.Group == g.ID {
				unknownSection(&b, lang, u)
			}
		}
	}
	return b.String()
}

func unknownSection(b *strings.Builder, lang string, u catalog.Unknown) {
	say := unknownWords(lang)
	fmt.Fprintf(b, "\n### %s\n\n**%s**\n\n", u.ID, prose().Replace(u.Question.In(lang)))
	item := func(name, text string) {
		if text != "" {
			fmt.Fprintf(b, "- %s: %s\n", say(name), text)
		}
	}
	item("assumed", prose().Replace(u.Assumed.In(lang)))
	item("assumed in", code(u.AssumedIn))
	for i, id := range u.Rules() {
		if i == 0 {
			fmt.Fprintf(b, "- %s: ", say("rules"))
		} else {
			b.WriteString(", ")
		}
		fmt.Fprintf(b, "[`%s`](rules.md#%s)", id, strings.ReplaceAll(id, "/", ""))
	}
	if len(u.Signs) > 0 {
		b.WriteString(catalog.Text{En: "\n", Ko: "(영문)\n"}.In(lang))
	}
	item("unseen", prose().Replace(u.Unseen.In(lang)))
	item("settle", prose().Replace(u.Settle.In(lang)))
	for _, c := range u.Commands {
		fmt.Fprintf(b, "  - %s\n", code(c))
	}
	item("trail", prose().Replace(u.Trail.In(lang)))
}

// unknownWords are the headings and the introduction of the page.
func unknownWords(lang string) func(key string) string {
	texts := map[string]catalog.Text{
		"title": {En: "Open questions about the service", Ko: "미확인 사항"},
		"intro": {
			En: "No public page settles these questions. argosctl assumes an answer to each, in one place of its source. " +
				"Where it can see that an assumption does not hold, it says so and names the id. The commands settle a question with a real account in about five minutes. `argosctl explain unknowns` lists the same, `argosctl explain ID` shows one.",
			Ko: "아래 질문에 답하는 공개 문서가 없습니다. argosctl은 질문마다 답을 가정하고, 그 가정을 소스의 한 곳에만 둡니다. 가정과 다르다는 것을 확인할 수 있으면 id와 함께 알립니다. " +
				"실제 계정이 있으면 명령을 실행하여 약 5분 안에 확인할 수 있습니다. `argosctl explain unknowns`는 같은 목록을, `argosctl explain ID`는 한 항목을 보여 줍니다.",
		},
		"session":       {En: "A session that settles most of it", Ko: "대부분을 한 번에 확인하는 순서"},
		"session intro": {En: "Use a test project and a test person.", Ko: "테스트 프로젝트와 테스트용 인물을 사용하세요."},
		"assumed":       {En: "Assumed", Ko: "가정"},
		"assumed in":    {En: "Assumed in", Ko: "소스 코드 위치"},
		"rules":         {En: "A contradiction is noted by", Ko: "가정과 다르면 알리는 규칙"},
		"unseen":        {En: "Why argosctl cannot note a contradiction", Ko: "가정과 다른지 확인할 수 없는 이유"},
		"settle":        {En: "Settle it", Ko: "확인 방법"},
		"trail":         {En: "Where the public trail ends", Ko: "공개 자료"},
	}
	return func(key string) string { return texts[key].In(lang) }
}
