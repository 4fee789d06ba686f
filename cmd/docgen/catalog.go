package main

import (
	"fmt"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/say"
)

// catalogPages renders the catalogue in both languages: codes, events, unknowns.
func catalogPages() files {
	out := files{}
	for lang, suffix := range map[string]string{"en": ".md", "ko": ".ko.md"} {
		out["codes"+suffix] = []byte(codesPage(lang))
		out["events"+suffix] = []byte(eventsPage(lang))
		out["unknowns"+suffix] = []byte(unknownsPage(lang))
	}
	return out
}

// words are the headings of the catalogue's pages.
func words(lang string) func(en string) string {
	korean := map[string]string{
		"Codes": "코드표", "Retry codes": "재시도 코드", "Reject codes": "거절 코드", "Error codes": "오류 코드",
		"code": "코드", "category": "분류", "flows": "플로우", "retry helps": "재시도로 해결", "description": "설명",
		"source": "출처", "confidence": "근거 수준", "submitter": "제출자가 할 일", "integrator": "연동 개발자가 할 일",
		"message": "제출자 안내 문구", "prefix": "접두어", "meaning": "의미", "numbers": "번호대",
		"What to do": "대응 방법", "Categories": "분류", "yes": "예", "no": "아니요", "other": "신분증·기기 변경",
		"written by": "작성", "vendor's text": "공급사 문구", "value": "값", "enumeration": "열거형", "Values": "열거 값",
		"primary": "기준 문서", "vendor": "공급사", "inferred": "추론", "ours": "argosctl", "argosctl": "argosctl",
		"authors": "분류(오류 코드 제외), 재시도로 해결, 대응 방법, 열거 값의 의미, 한국어 번역은 argosctl이 작성했습니다. '작성' 열은 앞 열의 문구를 누가 썼는지 나타냅니다. " +
			"재시도로 해결: '예'는 같은 신분증·기기로, '신분증·기기 변경'은 다른 신분증·기기·브라우저로 해결될 수 있음을, '아니요'는 다른 사람이 먼저 조치해야 함을 뜻합니다.",
		"event authors": "발생 시점, 필요한 조치, 참고, 필드와 변형의 의미는 argosctl이 작성했습니다. '출처'와 '근거 수준'은 그 내용이 어느 문서에 근거하는지 나타냅니다. '필수 여부'는 argosctl의 판단입니다(필수: 없으면 이벤트를 처리할 수 없음, 기본 포함: 모든 전체 예시에 있음, 생략 가능: 전체 예시에 있지만 공급사 문서가 생략을 허용, 선택: 그 밖의 필드). 공급사는 어떤 필드도 필수로 표시하지 않습니다.",
		"Events":        "웹훅 이벤트", "event": "이벤트", "official name": "공식 이름", "aliases": "별칭", "status": "상태",
		"sent when": "발생 시점", "field": "필드", "also": "다른 이름:", "type": "타입", "presence": "필수 여부", "required": "필수", "expected": "기본 포함", "usual": "생략 가능", "optional": "선택",
		"personal data": "개인정보", "variant": "변형", "other language": "[English](%s)",
		"page note": "카탈로그 데이터로 생성한 문서입니다. 근거 수준: '기준 문서'는 공급사의 기준 문서, '공급사'는 공급사의 다른 문서, '추론'은 문서에 없는 추론, 'argosctl'은 argosctl의 자체 판단입니다.",
	}
	english := map[string]string{
		"other language": "[한국어](%s)",
		"page note": "Written from the catalogue's data. Confidence: `primary` is from the vendor's reference documents, `vendor` from another page of the vendor, " +
			"`inferred` is concluded and not stated, `ours` is argosctl's own judgement.",
		"event authors": "When an event is sent, what to do, the notes and the meanings of fields and variants are argosctl's words; \"source\" and \"confidence\" say what they are founded on. " +
			"Presence is argosctl's judgement, too (`required`: the event cannot be understood without it; `expected`: it is in every complete sample; `usual`: the same, but the vendor's text allows its absence; `optional`: all others): the vendor marks no field as required.",
		"authors": "Categories (but for error codes), \"retry helps\", what to do and the meanings of values are argosctl's. \"Written by\" says whose the text before it is. " +
			"\"Retry helps\" is `yes` with the same document and device, `other` with another document, device or browser, and `no` where somebody else has to act first.",
	}
	return func(en string) string {
		if lang == "ko" && korean[en] != "" {
			return korean[en]
		}
		if english[en] != "" {
			return english[en]
		}
		return en
	}
}

// numbers are those of a category of error codes: "10000s", in Korean "10000번대".
func numbers(vendors, lang string) string {
	if first, ok := strings.CutSuffix(vendors, "s"); ok && lang == say.Korean {
		return first + "번대"
	}
	return vendors
}

// opening is the head of a catalogue page, with a link to the other language.
func opening(b *strings.Builder, lang, title, page string) {
	say := words(lang)
	other := page + ".ko.md"
	if lang == "ko" {
		other = page + ".md"
	}
	fmt.Fprintf(b, "<!-- Written by `make gen`. -->\n# %s\n\n"+say("other language")+"\n\n%s\n", say(title), other, say("page note"))
}

// head writes the first two lines of a table.
func head(b *strings.Builder, say func(string) string, columns ...string) {
	for i, c := range columns {
		columns[i] = say(c)
	}
	b.WriteString("\n")
	row(b, columns...)
	b.WriteString("|" + strings.Repeat(" --- |", len(columns)) + "\n")
}

func codesPage(lang string) string {
	var b strings.Builder
	opening(&b, lang, "Codes", "codes")
	fmt.Fprintf(&b, "\n%s\n", words(lang)("authors"))
	codeSection(&b, lang, "Retry codes", catalog.RetryCodes())
	codeSection(&b, lang, "Reject codes", catalog.RejectCodes())
	codeSection(&b, lang, "Error codes", catalog.ErrorCodes())
	valueSection(&b, lang)
	addresses(&b, lang)
	return b.String()
}

// valueSection lists the values of all enumerations.
func valueSection(b *strings.Builder, lang string) {
	say := words(lang)
	fmt.Fprintf(b, "\n## %s\n", say("Values"))
	head(b, say, "enumeration", "value", "meaning", "vendor's text", "source", "confidence")
	for _, v := range catalog.AllValues() {
		row(b, code(v.Enum), code(v.Value), cell(v.Meaning.In(lang)), cell(v.VendorText), sourceLink(lang, v.Source), say(string(v.Confidence)))
	}
}

func codeSection(b *strings.Builder, lang, title string, t catalog.Table) {
	say := words(lang)
	fmt.Fprintf(b, "\n## %s (%d)\n\n", say(title), len(t.Codes))
	for _, note := range t.Notes {
		fmt.Fprintf(b, "- %s\n", note.In(lang))
	}
	head(b, say, "code", "flows", "category", "retry helps", "description", "written by", "source", "confidence")
	for i := range t.Codes {
		c := &t.Codes[i]
		row(b, code(c.Code), strings.Join(c.Flows, ", "), cell(t.Category(c.Category).Name.In(lang)), say(string(c.RetryHelps)),
			cell(c.Description.In(lang)), say(string(c.DescriptionAuthor(lang))), sourceLink(lang, c.Source), say(string(c.Confidence)))
	}
	fmt.Fprintf(b, "\n### %s\n", say("What to do"))
	head(b, say, "code", "submitter", "integrator", "message", "written by")
	for _, c := range t.Codes {
		by := ""
		if c.UserMessage.En != "" {
			by = say(string(c.MessageFact.Author(lang)))
		}
		row(b, code(c.Code), cell(c.Guidance.User.In(lang)), cell(c.Guidance.Integrator.In(lang)), cell(c.UserMessage.In(lang)), by)
	}
	fmt.Fprintf(b, "\n### %s\n", say("Categories"))
	head(b, say, "category", "numbers", "retry helps", "meaning", "submitter", "integrator", "source", "confidence")
	for _, c := range t.Categories {
		row(b, code(c.ID)+" "+cell(c.Name.In(lang)), cell(numbers(c.NumberRange, lang)), say(string(c.RetryHelps)), cell(c.Meaning.In(lang)),
			cell(c.Guidance.User.In(lang)), cell(c.Guidance.Integrator.In(lang)), sourceLink(lang, c.Source), say(string(c.Confidence)))
	}
}

// sourceLink names a document; addresses says where the link goes.
func sourceLink(lang, id string) string {
	s := catalog.SourceByID(id)
	switch {
	case s == nil:
		return ""
	case s.URL == "":
		return cell(s.Name(lang))
	}
	return "[" + cell(s.Name(lang)) + "]"
}

// addresses ends a page with the addresses of the documents that it links to.
func addresses(b *strings.Builder, lang string) {
	page := b.String()
	b.WriteString("\n")
	for _, s := range catalog.Sources() {
		if s.URL != "" && strings.Contains(page, "["+cell(s.Name(lang))+"]") {
			fmt.Fprintf(b, "[%s]: %s\n", cell(s.Name(lang)), s.URL)
		}
	}
}

func eventsPage(lang string) string {
	var b strings.Builder
	say := words(lang)
	opening(&b, lang, "Events", "events")
	fmt.Fprintf(&b, "\n%s\n", say("event authors"))
	head(&b, say, "event", "official name", "aliases", "status", "sent when", "source", "confidence")
	for i := range catalog.Events() {
		e := &catalog.Events()[i]
		row(&b, fmt.Sprintf("[`%s`](#%s)", e.Name, strings.ToLower(e.Name)), code(e.Official), code(strings.Join(e.Aliases, "`, `")),
			code(e.Status), cell(e.Fires.In(lang)), sourceLink(lang, e.Source), say(string(e.Confidence)))
	}
	for i := range catalog.Events() {
		eventSection(&b, lang, &catalog.Events()[i])
	}
	addresses(&b, lang)
	return b.String()
}

func eventSection(b *strings.Builder, lang string, e *catalog.Event) {
	say := words(lang)
	fmt.Fprintf(b, "\n## %s\n\n%s %s\n", e.Name, e.Fires.In(lang), e.Action.In(lang))
	if len(e.Notes) > 0 {
		b.WriteString("\n")
	}
	for _, note := range e.Notes {
		fmt.Fprintf(b, "- %s\n", note.In(lang))
	}
	head(b, say, "field", "type", "presence", "personal data", "meaning", "source", "confidence")
	for f := range e.Fields() {
		personal := ""
		if f.Personal != "" {
			personal = say("yes")
		}
		row(b, fieldName(say, f), fieldType(f), say(f.Presence.String()), personal, cell(f.Meaning.In(lang)), sourceLink(lang, f.Source), say(string(f.Confidence)))
	}
	head(b, say, "variant", "meaning")
	for _, v := range e.Variants {
		row(b, code(v.Name), cell(v.Doc.In(lang)))
	}
}

// fieldName is a field's path with the other names that it has.
func fieldName(say func(string) string, f *catalog.Field) string {
	text := code(f.Path)
	if len(f.OtherNames) > 0 {
		text += ", " + say("also") + " " + code(strings.Join(f.OtherNames, "`, `"))
	}
	return text
}

// fieldType is a field's type with what narrows it.
func fieldType(f *catalog.Field) string {
	names := make([]string, len(f.Types))
	for i, t := range f.Types {
		names[i] = string(t)
	}
	text := strings.Join(names, `\|`)
	if f.Format != "" {
		text += " (" + string(f.Format) + ")"
	}
	if len(f.Enum) > 0 {
		text += ": `" + strings.Join(f.Enum, "`, `") + "`"
	}
	if f.Open {
		text += ", …"
	}
	return text
}
