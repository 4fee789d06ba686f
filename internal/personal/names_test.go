package personal

import (
	"strconv"
	"strings"
	"testing"

	"github.com/argosctl/argosctl/internal/catalog"
)

func TestNames(t *testing.T) {
	t.Parallel()
	names := NewNames()
	for name, want := range map[string]catalog.PersonalKind{
		"email": catalog.PersonalEmail, "email_address": catalog.PersonalEmail, "accountEmail": catalog.PersonalEmail, "emailAddress": catalog.PersonalEmail,
		"ip_address": catalog.PersonalIP, "clientIPAddress": catalog.PersonalIP, "address_image": catalog.PersonalImage, "address1": catalog.PersonalAddress,
		"HOMEADDRESS": catalog.PersonalAddress, "FullNameKo": catalog.PersonalName, "name": catalog.PersonalName, "mrzLine1": catalog.PersonalDocument,
		"rrn": catalog.PersonalIdentity, "jumin_no": catalog.PersonalIdentity, "birthDateAge": catalog.PersonalBirth, "이메일주소": catalog.PersonalEmail,
		"doc_num": catalog.PersonalDocument, "driverLicense": catalog.PersonalDocument, "id_card": catalog.PersonalDocument, "name_kana": catalog.PersonalName,
		"romanizedName": catalog.PersonalName, "houseNumber": catalog.PersonalAddress, "ｆｕｌｌ＿ｎａｍｅ": catalog.PersonalName, "Ｄｏｂ": catalog.PersonalBirth,
		"answer": catalog.PersonalFreeText, "selfieLow": catalog.PersonalImage, "pass_port_no": catalog.PersonalDocument,

		"emailFullName":            catalog.PersonalName,                                                    // a documented name comes before the lists
		"first_name_date_of_birth": catalog.PersonalName, "date_of_birth_first_name": catalog.PersonalBirth, // of two, the first

		"고객명": catalog.PersonalName, "회원명": catalog.PersonalName, "사용자명": catalog.PersonalName, "가입자명": catalog.PersonalName, "신청자": catalog.PersonalName, "신청인": catalog.PersonalName,
		"신청자명(한글)": catalog.PersonalName, "대표자명": catalog.PersonalName, "담당자": catalog.PersonalName, "담당자1": catalog.PersonalName, "수령인": catalog.PersonalName, "보호자명": catalog.PersonalName,
		"피보험자": catalog.PersonalName, "주_계약자": catalog.PersonalName, "korName": catalog.PersonalName, "ENG_NAME": catalog.PersonalName, "nameKo": catalog.PersonalName, "nameEn": catalog.PersonalName,
		"한글명": catalog.PersonalName, "영문이름": catalog.PersonalName, "CUST_NM": catalog.PersonalName, "메일": catalog.PersonalEmail, "메일 주소": catalog.PersonalEmail, "신청자 이메일": catalog.PersonalEmail, "EML_ADDR": catalog.PersonalEmail,
		"여권번호": catalog.PersonalDocument, "면허번호": catalog.PersonalDocument, "외국인등록번호": catalog.PersonalIdentity, "생일": catalog.PersonalBirth, "BRDT": catalog.PersonalBirth,
		"연락처": catalog.PersonalPhone, "신청자연락처": catalog.PersonalPhone, "MBTLNUM": catalog.PersonalPhone, "집주소": catalog.PersonalAddress, "자택주소": catalog.PersonalAddress,

		"파일명": "", "상품명": "", "서비스명": "", "프로젝트명": "", "회사명": "", "고객사명": "", "회원사명": "", "기관명": "", "은행명": "", "부서명": "", "국가명": "", "이벤트명": "", "설명": "",
		"고객명세서": "", "사용자명령": "", "신청자수": "", "신청자격": "", "담당자_ID": "", "담당자(부서)": catalog.PersonalName, "대표번호": "", "대표상품": "", "메일함": "", "메일수신여부": "", "증명": "", "투명": "", "파일이름": "", "상품 이름": "", "문서명": "", "전자서명": catalog.PersonalImage, "아이이름": catalog.PersonalName,
		"projectionName": "", "idcard_issueDate": "", "eventName": "", "fileName": "", "answerCount": "", "adminComment": "", "session": "", "shipping": "", "tinted": "",
		"userid": "", "gender": "", "nationality": "", "issuingCountry": "", "kyc_result": "", "reviewer": "", "comment": "", "": "", "___": "",
	} {
		t.Run(name, func(t *testing.T) {
			if got := names.Of([]byte(name)); got.Kind != want {
				t.Errorf("%q is %q, want %q", name, got.Kind, want)
			}
		})
	}
}

// TestNamesForget: however many names there are, few are remembered.
func TestNamesForget(t *testing.T) {
	t.Parallel()
	n := NewNames()
	for i := range 2*maxKnown + 2 {
		name := "email" + strconv.Itoa(i)
		if got := n.Of([]byte(name)).Kind; got != catalog.PersonalEmail {
			t.Fatalf("%s is %q", name, got)
		}
		if len(n.known) > maxKnown || n.known[name].Kind != catalog.PersonalEmail {
			t.Fatalf("%d names are remembered after %s", len(n.known), name)
		}
	}
	if len(n.known) != 2 {
		t.Errorf("%d names are remembered, want the last 2", len(n.known))
	}
}

// TestNamesAreListedOnce keeps personal.yaml to what the events do not say.
func TestNamesAreListedOnce(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, e := range catalog.Events() {
		for f := range e.Fields() {
			if f.Personal != "" {
				listed[catalog.Fold(f.Path[strings.LastIndexByte(f.Path, '.')+1:])] = true
			}
		}
	}
	delete(listed, "email") // of the catalogue as the whole name, listed as a word
	for _, n := range catalog.PersonalNames() {
		for _, name := range append(append([]string{}, n.Whole...), n.Words...) {
			if key := catalog.Fold(name); listed[key] {
				t.Errorf("%s is listed twice", name)
			} else {
				listed[key] = true
			}
		}
	}
}
