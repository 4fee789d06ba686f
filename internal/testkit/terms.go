package testkit

// AvoidedKorean are words and spellings that no Korean text has: particles that
// guess, other terms for a thing that has one, frequencies that nobody has counted.
func AvoidedKorean() []string {
	return []string{
		"와(과)", "과(와)", "을(를)", "를(을)", "이(가)", "가(이)", "은(는)", "는(은)", "(으)로",
		"검토자", "담당자", "고객사", "귀사", "체크 숫자", "재촬영된", "재촬영(", "방식에", "리턴 URL", "매개변수", "흐름",
		"증빙", "블랙리스트", "나이 제한", "기록 ID", "모니터링 기록", "Private 모드", "코멘트 코드", "쿼리 문자열", "줄 바꿈", "미리 보기", "본인 확인",
		"흔히", "대부분", "대개", "자주", "보통", "일반적으로", "가장 일반적", " 거의", "거의 항상", "경우가 많", "파서가 많",
	}
}
