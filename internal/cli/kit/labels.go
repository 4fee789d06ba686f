package kit

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
)

// Label returns a heading of the table views in lang; a heading that is not in
// the table is its own English text.
func Label(lang, en string) string {
	for _, list := range [][]catalog.Text{headings(), words()} {
		for _, l := range list {
			if l.En == en {
				return l.In(lang)
			}
		}
	}
	return en
}

// Head is Label as a column of a table is headed: in capitals.
func Head(lang, en string) string {
	if lang == "ko" {
		return Label(lang, en)
	}
	return strings.ToUpper(en)
}

// headings begin with a capital.
func headings() []catalog.Text {
	return []catalog.Text{
		{En: "Accepts", Ko: "올바른 예"},
		{En: "Action", Ko: "필요한 조치"},
		{En: "Aliases", Ko: "별칭"},
		{En: "Answer", Ko: "응답"},
		{En: "Assumed in", Ko: "가정한 위치"},
		{En: "Assumed", Ko: "가정"},
		{En: "Attempt", Ko: "시도"},
		{En: "Attempts", Ko: "시도 횟수"},
		{En: "Category", Ko: "분류"},
		{En: "Cipher", Ko: "암호화"},
		{En: "Code", Ko: "코드"},
		{En: "Codes", Ko: "코드"},
		{En: "Command", Ko: "명령"},
		{En: "Created", Ko: "생성 시각"},
		{En: "Description", Ko: "설명"},
		{En: "Event", Ko: "이벤트"},
		{En: "Events", Ko: "이벤트"},
		{En: "Field", Ko: "필드"},
		{En: "Finds", Ko: "잘못된 예"},
		{En: "Fires", Ko: "발생 시점"},
		{En: "Flows", Ko: "플로우"},
		{En: "Hidden fields", Ko: "숨기는 필드"},
		{En: "ID document", Ko: "신분증"},
		{En: "In the API", Ko: "API의 이름"},
		{En: "Input", Ko: "입력"},
		{En: "Integrator", Ko: "연동 개발자"},
		{En: "Knowledge Based", Ko: "Knowledge Based(지식 기반)"},
		{En: "Line", Ko: "줄"},
		{En: "Meaning", Ko: "의미"},
		{En: "Message", Ko: "안내 문구"},
		{En: "Misspelt", Ko: "잘못된 표기"},
		{En: "Mode", Ko: "모드"},
		{En: "More codes", Ko: "그 밖의 코드"},
		{En: "More fields", Ko: "그 밖의 필드"},
		{En: "More notes", Ko: "그 밖의 참고 사항"},
		{En: "Name", Ko: "이름"},
		{En: "Next", Ko: "할 일"},
		{En: "Not noted", Ko: "확인할 수 없는 이유"},
		{En: "Note", Ko: "참고"},
		{En: "Noted by", Ko: "알리는 규칙"},
		{En: "Notes", Ko: "참고 사항"},
		{En: "Official name", Ko: "공식 이름"},
		{En: "Origin", Ko: "위치"},
		{En: "Other", Ko: "기타"},
		{En: "Other names", Ko: "다른 이름"},
		{En: "Parameter", Ko: "파라미터"},
		{En: "Presence", Ko: "필수 여부"},
		{En: "Question", Ko: "질문"},
		{En: "Reasons", Ko: "사유"},
		{En: "Related", Ko: "관련 코드"},
		{En: "Report", Ko: "알리기"},
		{En: "Retry helps", Ko: "재시도로 해결"},
		{En: "Retry", Ko: "재시도"},
		{En: "Reviewer", Ko: "심사자"},
		{En: "Scenario", Ko: "시나리오"},
		{En: "Settle", Ko: "확인 방법"},
		{En: "Severity", Ko: "심각도"},
		{En: "Size", Ko: "크기"},
		{En: "Skipped check", Ko: "건너뛴 검사"},
		{En: "Source", Ko: "출처"},
		{En: "Status", Ko: "상태"},
		{En: "Submission", Ko: "제출 건"},
		{En: "Submitter", Ko: "제출자"},
		{En: "Summary", Ko: "요약"},
		{En: "The rest is the vendor's.", Ko: "나머지는 공급사의 것입니다."},
		{En: "Time", Ko: "시각"},
		{En: "Time (UTC)", Ko: "시각 (UTC)"},
		{En: "Trail", Ko: "공개 자료"},
		{En: "Type", Ko: "타입"},
		{En: "Unknown", Ko: "미확인 사항"},
		{En: "User", Ko: "사용자"},
		{En: "Value", Ko: "값"},
		{En: "Values", Ko: "값"},
		{En: "Variants", Ko: "변형"},
		{En: "Vendor's text", Ko: "공급사 문구"},
		{En: "Warning", Ko: "경고"},
		{En: "Written by", Ko: "작성"},
	}
}

// words stand in cells and sentences.
func words() []catalog.Text {
	return []catalog.Text{
		{En: "argosctl advises", Ko: "argosctl의 조언"},
		{En: "argosctl's", Ko: "argosctl 작성"},
		{En: "category", Ko: "분류"},
		{En: "document", Ko: "문서"},
		{En: "error code", Ko: "오류 코드"},
		{En: "encrypted", Ko: "암호화됨"},
		{En: "event", Ko: "이벤트"},
		{En: "expected", Ko: "예상"},
		{En: "fact", Ko: "운영 정보"},
		{En: "field", Ko: "필드"},
		{En: "hint", Ko: "힌트"},
		{En: "inferred", Ko: "추론"},
		{En: "no", Ko: "아니요"},
		{En: "not a parameter of the service", Ko: "서비스의 파라미터가 아님"},
		{En: "not in the table of reject codes", Ko: "거절 코드 표에 없는 코드입니다."},
		{En: "not in the table of retry codes", Ko: "재시도 코드 표에 없는 코드입니다."},
		{En: "note", Ko: "참고"},
		{En: "optional", Ko: "선택"},
		{En: "other", Ko: "다른 것으로"},
		{En: "ours", Ko: "자체 판단"},
		{En: "outcome", Ko: "결과"},
		{En: "parameter", Ko: "파라미터"},
		{En: "primary", Ko: "기준 문서"},
		{En: "reject code", Ko: "거절 코드"},
		{En: "required", Ko: "필수"},
		{En: "retry code", Ko: "재시도 코드"},
		{En: "rule", Ko: "규칙"},
		{En: "return URL", Ko: "Return URL"},
		{En: "unknown", Ko: "미확인 사항"},
		{En: "usual", Ko: "통상"},
		{En: "value", Ko: "값"},
		{En: "vendor", Ko: "공급사 문서"},
		{En: "warning", Ko: "경고"},
		{En: "with another document or device", Ko: "다른 신분증이나 기기로"},
		{En: "yes", Ko: "예"},
	}
}
