package kit

import "github.com/argosctl/argosctl/internal/catalog"

// Label returns a heading of the table views in lang; a heading that is not in
// the table is its own English text.
func Label(lang, en string) string {
	for _, l := range labels() {
		if l.En == en {
			return l.In(lang)
		}
	}
	return en
}

func labels() []catalog.Text {
	return []catalog.Text{
		{En: "Accepts", Ko: "올바른 예"},
		{En: "Action", Ko: "필요한 조치"},
		{En: "Answer", Ko: "응답"},
		{En: "Aliases", Ko: "별칭"},
		{En: "Category", Ko: "분류"},
		{En: "Code", Ko: "코드"},
		{En: "Description", Ko: "설명"},
		{En: "Event", Ko: "이벤트"},
		{En: "Field", Ko: "필드"},
		{En: "Events", Ko: "이벤트"},
		{En: "Finds", Ko: "잘못된 예"},
		{En: "Fires", Ko: "발생 시점"},
		{En: "Flows", Ko: "적용 흐름"},
		{En: "Integrator", Ko: "연동 개발자"},
		{En: "Meaning", Ko: "의미"},
		{En: "Message", Ko: "안내 문구"},
		{En: "Note", Ko: "참고"},
		{En: "Notes", Ko: "참고 사항"},
		{En: "Official name", Ko: "공식 이름"},
		{En: "Presence", Ko: "필수 여부"},
		{En: "Related", Ko: "관련 코드"},
		{En: "not in the table of reject codes", Ko: "거절 코드 표에 없는 코드입니다."},
		{En: "not in the table of retry codes", Ko: "재시도 코드 표에 없는 코드입니다."},
		{En: "error code", Ko: "오류 코드"},
		{En: "reject code", Ko: "거절 코드"},
		{En: "retry code", Ko: "재시도 코드"},
		{En: "Retry", Ko: "재시도"},
		{En: "Retry helps", Ko: "재시도로 해결"},
		{En: "Size", Ko: "크기"},
		{En: "Scenario", Ko: "시나리오"},
		{En: "Severity", Ko: "심각도"},
		{En: "Source", Ko: "출처"},
		{En: "Status", Ko: "상태"},
		{En: "Submission", Ko: "제출 건"},
		{En: "Summary", Ko: "요약"},
		{En: "Submitter", Ko: "제출자"},
		{En: "Cipher", Ko: "암호화"},
		{En: "Next", Ko: "다음 조치"},
		{En: "Parameter", Ko: "파라미터"},
		{En: "Warning", Ko: "경고"},
		{En: "not a parameter of the service", Ko: "서비스의 파라미터가 아님"},
		{En: "return URL", Ko: "Return URL"},
		{En: "Time", Ko: "시각"},
		{En: "Type", Ko: "타입"},
		{En: "Value", Ko: "값"},
		{En: "Variants", Ko: "변형"},
		{En: "no", Ko: "아니요"},
		{En: "optional", Ko: "선택"},
		{En: "required", Ko: "필수"},
		{En: "expected", Ko: "예상"},
		{En: "usual", Ko: "통상"},
		{En: "Assumed", Ko: "가정"},
		{En: "Assumed in", Ko: "가정한 위치"},
		{En: "Command", Ko: "명령"},
		{En: "Question", Ko: "질문"},
		{En: "Report", Ko: "알리기"},
		{En: "Settle", Ko: "확인 방법"},
		{En: "Trail", Ko: "공개 자료"},
		{En: "Unknown", Ko: "미확인 사항"},
		{En: "argosctl advises", Ko: "argosctl의 조언"},
		{En: "headers that no page documents", Ko: "문서에 없는 헤더"},
		{En: "fact", Ko: "운영 정보"},
		{En: "unknown", Ko: "미확인 사항"},
		{En: "Attempts", Ko: "시도 횟수"},
		{En: "Created", Ko: "생성 시각"},
		{En: "Name", Ko: "이름"},
		{En: "Reasons", Ko: "사유"},
		{En: "Reviewer", Ko: "심사자"},
		{En: "User", Ko: "사용자"},
		{En: "yes", Ko: "예"},
		{En: "ID document", Ko: "신분증"},
		{En: "Knowledge Based", Ko: "Knowledge Based(지식 기반)"},
	}
}
