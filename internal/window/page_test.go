package window

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/limit"
	"github.com/argosctl/argosctl/internal/testkit"
	"github.com/argosctl/argosctl/internal/timeline"
)

var update = flag.Bool("update", false, "rewrite golden files")

// archive hands out lives as a collector does.
type archive []timeline.Life

func (a archive) Range(_ context.Context, from, to int, do func(*timeline.Life, int) error) error {
	for i := from; i < to; i++ {
		if err := do(&a[i], 1); err != nil {
			return err
		}
	}
	return nil
}

var (
	begin = time.Date(2026, 4, 14, 2, 11, 0, 0, time.UTC)
	asOf  = time.Date(2026, 4, 15, 8, 0, 0, 0, time.UTC)
)

// step is an event of an invented life: "retry:no_face", and when it happened after
// the life began; negative where no time is known.
type step struct {
	what  string
	after time.Duration
}

// lifeOf invents a life with an outcome.
func lifeOf(id, user string, began time.Time, outcome, act string, steps ...step) timeline.Life {
	l := timeline.Life{Submission: id, Outcome: outcome, Act: act}
	if user != "" {
		l.Users = []string{user}
	}
	for i, s := range steps {
		name, code, _ := strings.Cut(s.what, ":")
		e := timeline.Entry{Submission: id, User: user, Name: name, Attempts: -1, Origin: diag.Origin{Path: "hooks.ndjson", Line: i + 1, Index: -1}}
		if e.Info, _, _ = catalog.EventByName(name); e.Info != nil {
			e.Status = e.Info.Status
		}
		if s.after >= 0 {
			e.Own = timeline.StampOf(began.Add(s.after))
			if !l.Started.Known() {
				l.Started = e.Own
			}
			if e.Status == outcome && catalog.IsFinal(outcome) && !l.HasTook {
				l.Decided, l.Took, l.HasTook = e.Own, s.after, true
			}
		}
		switch {
		case code == "":
		case name == "retry":
			e.RetryCode = code
			l.RetryCodes = append(l.RetryCodes, code)
		case name == "aml":
			e.Screening = code
		default:
			e.RejectCodes = strings.Split(code, "+")
			l.RejectCodes = append(l.RejectCodes, e.RejectCodes...)
		}
		if name == "retry" {
			l.Retries++
		}
		l.Events = append(l.Events, e)
	}
	return l
}

const sec, minute, hour = time.Second, time.Minute, time.Hour

// some are lives of every kind.
func some() archive {
	lives := archive{
		lifeOf("6co0d72mgi8mg", "user297483", begin, "rejected", "integrator", step{"created", 0}, step{"retry:glare_detected", 71 * sec}, step{"rejected:duplicate_user", 225 * sec}),
		lifeOf("69dv2q8e8z78p", "user273948", begin.Add(5*minute), "approved", "nobody", step{"created", 0}, step{"retry:face_occluded", 50 * sec}, step{"retry:glare_detected", 160 * sec}, step{"submit", 280 * sec}, step{"approved", 72 * minute}),
		lifeOf("6ehb88dvjg3ys", "user465184", begin.Add(10*minute), "approved", "nobody", step{"created", 0}, step{"approved", 223 * sec}),
		lifeOf("6irdu19sdwrvz", "user570490", begin.Add(26*hour), "pending", "reviewer", step{"created", 0}, step{"submit", 6 * minute}),
		lifeOf("6axuvzy8vvoal", "user537927", begin.Add(20*minute), "rejected", "integrator", step{"created", 0}, step{"retry:liveness_fail", 70 * sec}, step{"retry:liveness_fail", 130 * sec}, step{"retry:liveness_fail", 200 * sec}, step{"retry:liveness_fail", 270 * sec}, step{"rejected:too_many_retry", 400 * sec}),
		lifeOf("627qsuqfculsq", "user680309", begin.Add(29*hour), "incomplete", "submitter", step{"created", 0}, step{"retry:expired_id", 90 * sec}),
		lifeOf("62lqcpf44hkjd", "user551589", begin.Add(30*minute), "approved", "compliance", step{"created", 0}, step{"retry:recognition_fail", 100 * sec}, step{"approved", 525 * sec}, step{"aml:Red Flag, HIGH", 530 * sec}),
		lifeOf("6f1ln4p3ipo9v", "user458785", begin.Add(35*minute), "rejected", "integrator", step{"created", 0}, step{"retry:no_face", 160 * sec}, step{"rejected:other", 24 * hour}),
		lifeOf("6224vfzs3r70d", "user726304", begin.Add(-6*24*hour), "deleted", "integrator", step{"created", 0}, step{"approved", 400 * sec}, step{"delete", 149 * hour}),
		lifeOf("6hht38k9qrh1g", "user743314", begin.Add(45*minute), "unknown", "nobody", step{"kyc_reviewed", 0}, step{"kyc_reviewed", 9 * minute}),
		lifeOf("6mna6dcdgy4tp", "user241268", begin.Add(50*minute), "incomplete", "submitter", step{"created", -1}, step{"retry:no_face", -1}),
	}
	slices.SortStableFunc(lives, func(a, b timeline.Life) int {
		switch {
		case a.Started.Before(b.Started):
			return -1
		case b.Started.Before(a.Started):
			return 1
		}
		return 0
	})
	return lives
}

// made is a page as text.
func made(t *testing.T, lives archive, opts Options) string {
	t.Helper()
	if opts.Lang == "" {
		opts.Lang = "en"
	}
	if opts.AsOf.IsZero() {
		opts.AsOf = asOf
	}
	p, err := NewPage(t.Context(), lives, len(lives), 0, len(lives), opts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	styleOf  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	scriptOf = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
)

// TestPage compares whole pages, but for the style sheet and the script.
func TestPage(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "ko"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			got := made(t, some(), Options{Lang: lang})
			got = scriptOf.ReplaceAllString(styleOf.ReplaceAllString(got, "<style></style>"), "<script></script>")
			got = regexp.MustCompile(`sha256-.*?&#39;`).ReplaceAllString(got, "sha256-&#39;")
			testkit.Golden(t, *update, filepath.Join("testdata", "page."+lang+".html"), got)
		})
	}
}

// TestValues: what people read off the page.
func TestValues(t *testing.T) {
	t.Parallel()
	page := made(t, some(), Options{})
	for name, want := range map[string]string{
		"newest first":          `(?s)data-id="627qsuqfculsq".*data-id="6irdu19sdwrvz".*data-id="6co0d72mgi8mg".*data-id="6224vfzs3r70d".*data-id="6mna6dcdgy4tp"`,
		"sentence":              `Submission 6co0d72mgi8mg of user user297483, began 2026-04-14 02:11:00 UTC: created, retry \(glare_detected\) after 1 min 11 s, rejected \(duplicate_user\) after 3 min 45 s\. Outcome: rejected\. Next to act: your service\.`,
		"retry codes":           `>liveness_fail ×4</text>`,
		"deciding code":         `>too_many_retry</text>`,
		"chip":                  `<a class="chip" href="#filter=outcome%3aapproved">.*approved <span class="n">3</span></a>`,
		"all":                   `All <span class="n">11</span>`,
		"open since":            `<span class="took open">3 h 49 min`,
		"funnel: all":           `(?s)<span>Created</span></span>\s.*?<span class="count">11</span> <span class="share">100%</span>`,
		"funnel: decided":       `(?s)<span>Decided</span></span>\s.*?<span class="count">7</span> <span class="share">64%</span>`,
		"funnel: approved":      `(?s)<span>Approved</span></span>\s.*?<span class="count">4</span> <span class="share">36%</span>`,
		"retries":               `<span class="quiet">11 retries</span>`,
		"a code as a filter":    `<a href="#filter=code%3aliveness_fail">`,
		"day":                   `<a href="#filter=2026-04-14">2026-04-14</a></td><td>6</td><td>3</td><td>2</td><td class="spare">1</td>`,
		"24 hours":              `<path class="grid day" d="M454.4 0V58"/>`,
		"no times":              `(?s)data-id="6mna6dcdgy4tp".*?<path class="s" d="M0 34H32"/>`,
		"an event nobody knows": `<use href="#unknown" x="0" y="34"/>`,
	} {
		t.Run(name, func(t *testing.T) {
			if !regexp.MustCompile(want).MatchString(page) {
				t.Errorf("no match for %s", want)
			}
		})
	}
}

// TestCodeOrder: each list of codes begins with the one that it counts most often.
func TestCodeOrder(t *testing.T) {
	t.Parallel()
	var c counts
	for _, codes := range [][2]string{{"no_face", "too_many_retry"}, {"glare_detected", "too_many_retry"}, {"glare_detected", "other"}} {
		c.add(&timeline.Life{Outcome: "rejected", Events: []timeline.Entry{
			{Name: "retry", RetryCode: codes[0]}, {Name: "rejected", Status: "rejected", RejectCodes: codes[1:]},
		}})
	}
	totals := c.totals(Texts{}, "en")
	names := func(bars Bars) (all []string) {
		for _, b := range bars.First {
			all = append(all, b.Name+" "+b.Count)
		}
		return all
	}
	if got, want := names(totals.Retries), []string{"glare_detected 2", "no_face 1"}; !slices.Equal(got, want) {
		t.Errorf("retry codes %q, want %q", got, want)
	}
	if got, want := names(totals.Rejects), []string{"too_many_retry 2", "other 1"}; !slices.Equal(got, want) {
		t.Errorf("reject codes %q, want %q", got, want)
	}
}

// TestPolicy: the page loads nothing, and the policy allows its own style sheet and
// script by their hashes, and nothing else.
func TestPolicy(t *testing.T) {
	t.Parallel()
	page := made(t, some(), Options{})
	style, script := styleOf.FindAllStringSubmatch(page, -1), scriptOf.FindAllStringSubmatch(page, -1)
	if len(style) != 1 || len(script) != 1 {
		t.Fatalf("%d style sheets, %d scripts", len(style), len(script))
	}
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)[1]
	policy = strings.NewReplacer("&#39;", "'", "&#43;", "+").Replace(policy)
	want := "default-src 'none'; style-src '" + hashOf(style[0][1]) + "'; script-src '" + hashOf(script[0][1]) + "'; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("policy %s, want %s", policy, want)
	}
	for _, bad := range []string{`(?i)https?:`, `\ssrc=`, `\sstyle=`, `\son[a-z]+=`, `(?i)javascript:`, `@import`, `url\(`, `(?i)<(img|iframe|object|embed|link|base|form)\b`, `ZgotmplZ`} {
		if at := regexp.MustCompile(bad).FindString(page); at != "" {
			t.Errorf("the page has %q", at)
		}
	}
}

// hostileTexts are what a payload may hold in place of an id or a code.
func hostileTexts() []string {
	return []string{
		`<script>window.pwned=1</script>`, `"><img src=x onerror="window.pwned=1">`, `'-window.pwned=1-'`, `</title><svg onload=window.pwned=1>`,
		`</style><style>*{display:none}`, `{{.Policy}}`, "\u202eevil\u2066", "a\nb\x00c\x1b[31m", `javascript:window.pwned=1`, "&lt;b&gt;&amp;", `</script><script>window.pwned=1//`, "\xff\xfe<b>",
		"#filter=\"x", `%3Cscript%3E`, strings.Repeat("<b>", 4000), "한글" + strings.Repeat("가", 300),
	}
}

func hostile() (lives archive) {
	for i, text := range hostileTexts() {
		l := lifeOf(text, text, begin.Add(time.Duration(i)*minute), "rejected", "integrator", step{"created", 0}, step{"retry:" + strings.ReplaceAll(text, ":", ""), minute}, step{text, 2 * minute}, step{"rejected:" + text, 3 * minute})
		for j := range l.Events {
			l.Events[j].Origin.Path = text
		}
		l.Linked, l.LinkedCount, l.Counts = []string{text}, 1, text
		lives = append(lives, l)
	}
	return lives
}

// TestHostile: nothing of a payload becomes markup, or turns the text around it.
func TestHostile(t *testing.T) {
	t.Parallel()
	for _, clear := range []bool{true, false} {
		t.Run(map[bool]string{true: "clear", false: "masked"}[clear], func(t *testing.T) {
			page := made(t, hostile(), Options{Clear: clear})
			if n := strings.Count(page, "<script"); n != 1 {
				t.Errorf("%d scripts", n)
			}
			for _, bad := range []string{"<img", "<b>", "<svg onload", `onerror="`, "</style><", "\u202e", "\u2066", "\x00", "\x1b", "\xff", `href="javascript`} {
				if bad == "<b>" {
					bad = "<b><b>"
				}
				if strings.Contains(page, bad) {
					t.Errorf("clear %v: the page has %q", clear, bad)
				}
			}
			if !strings.Contains(page, `\u202eevil`) || !strings.Contains(page, `&lt;script&gt;window.pwned`) {
				t.Errorf("clear %v: the texts are not shown", clear)
			}
			if len(page) > 1<<20 {
				t.Errorf("%d bytes", len(page))
			}
		})
	}
}

// TestMask: user ids are shown, e-mails and names are not.
func TestMask(t *testing.T) {
	t.Parallel()
	lives := archive{}
	for _, user := range []string{"user207", "minji@example.com", "김민지", "Minji Kim", "+1-555-0142", "b1946ac9-2492-4234-8c62-35b4d2611184"} {
		l := lifeOf("6a"+user, user, begin, "incomplete", "submitter", step{"created", 0}, step{"retry:minji@example.com", minute})
		l.Events[0].Origin.Path = "minji@example.com.json"
		lives = append(lives, l)
	}
	masked, clear := made(t, lives, Options{}), made(t, lives, Options{Clear: true})
	for text, personal := range map[string]bool{"user207": false, "b1946ac9-2492-4234-8c62-35b4d2611184": false, "minji@example.com": true} {
		if strings.Contains(masked, text) == personal || !strings.Contains(clear, text) {
			t.Errorf("%s: masked page %v, clear page %v", text, strings.Contains(masked, text), strings.Contains(clear, text))
		}
	}
	for _, user := range []string{"김민지", "Minji Kim", "+1-555-0142"} {
		if strings.Contains(masked, "<bdi>"+user) || strings.Contains(masked, `data-user="`+strings.ToLower(user)) {
			t.Errorf("%s is shown", user)
		}
	}
	if !strings.Contains(masked, "Personal data masked") || !strings.Contains(clear, "Personal data shown") {
		t.Error("the page does not say whether personal data is shown")
	}
}

// TestMany: the newest lives are drawn, all are counted, and the page says so.
func TestMany(t *testing.T) {
	t.Parallel()
	var lives archive
	for i := range 1500 {
		lives = append(lives, lifeOf(fmt.Sprintf("6many%04d", i), "", begin.Add(time.Duration(i)*minute), "approved", "nobody", step{"created", 0}, step{"approved", 4 * minute}))
	}
	for i := range 20 {
		lives = append(lives, lifeOf(fmt.Sprintf("6none%04d", i), "", begin, "incomplete", "submitter", step{"created", -1}))
	}
	page := made(t, lives, Options{})
	if n := strings.Count(page, `<li class="row"`); n != limit.Lives {
		t.Errorf("%d rows", n)
	}
	for text, want := range map[string]bool{
		`data-id="6many1499"`: true, `data-id="6many0500"`: true, `data-id="6many0499"`: false, `data-id="6none0000"`: false,
		"The newest 1,000 of 1,520 submissions are drawn": true, `approved <span class="n">1,500</span>`: true,
	} {
		if strings.Contains(page, text) != want {
			t.Errorf("%s: %v", text, !want)
		}
	}
	page = made(t, lives[1400:], Options{})
	if n := strings.Count(page, `<li class="row"`); n != 120 || strings.Contains(page, "are drawn") {
		t.Errorf("%d rows of 120", n)
	}
}

// TestLongLife: a life of very many events takes no more than one of many.
func TestLongLife(t *testing.T) {
	t.Parallel()
	steps := []step{{"created", 0}}
	for i := range 100_000 {
		steps = append(steps, step{[]string{"retry:no_face", "updated", "submit"}[i%3], time.Duration(i) * sec})
	}
	page := made(t, archive{lifeOf("6long", "", begin, "pending", "reviewer", steps...)}, Options{})
	if len(page) > 100<<10 || !strings.Contains(page, "99,941 events in the middle are left out") {
		t.Errorf("%d bytes", len(page))
	}
}

// TestNoLives: an archive without submissions makes a page that says so.
func TestNoLives(t *testing.T) {
	t.Parallel()
	if page := made(t, nil, Options{}); !strings.Contains(page, "No webhook names a submission.") {
		t.Error(page)
	}
}

// TestCut: a text is cut after a number of characters, and a long one costs no more
// than a short one.
func TestCut(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"shorter", "abc", "abc"},
		{"as long", "abcd", "abcd"},
		{"longer", "abcde", "abc…"},
		{"as long in characters", "홍길동님", "홍길동님"},
		{"longer in characters", "홍길동님께", "홍길동…"},
		{"not UTF-8", "\xff\xfe\xfd\xfc\xfb", "\xff\xfe\xfd…"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := cut(c.text, 4); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	long := strings.Repeat("홍", 1<<20)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	short := cut(long, 80)
	runtime.ReadMemStats(&after)
	if short != long[:79*len("홍")]+"…" {
		t.Errorf("it is cut to %q", short)
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20 {
		t.Errorf("%d bytes to cut a long text", got)
	}
}
