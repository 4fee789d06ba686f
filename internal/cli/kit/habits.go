package kit

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/argosctl/argosctl/internal/say"
)

// habit is what people type who know gh, jq, curl, kubectl or stripe, and what it is
// called here. Of ours the first flag that the command has is meant; without one, hint
// says how it is done.
type habit struct {
	theirs string // flags without their dashes
	ours   string
	hint   string
	with   string // hint is for commands that have this flag; empty: for all
}

// habits are looked through from the top: a row that has nothing to say of a command
// leaves the word to the rows below.
func habits() []habit { return append(outputHabits(), inputHabits()...) }

// outputHabits are about what is printed, and about the flags of all commands.
func outputHabits() []habit {
	return []habit{
		{"r raw raw-output", "", "strings print raw already: leave it out", ""},
		{"c compact compact-output", "concurrency", "-o ndjson prints one compact object a line", ""},
		{"join-output j", "concurrency jobs", "strings print raw already: leave it out", ""},
		{"slurp S sort-keys arg argjson args jsonargs rawfile slurpfile raw-input null-input exit-status from-file tab indent seq stream ascii-output unbuffered", "", "--jq takes the expression alone; pipe JSON to jq for its other flags", ""},
		{"template go-template t T", "", "--jq shapes the output: --jq '.[].submission_id'", ""},
		{"json", "", "-o json prints JSON; --jq picks members of it", ""},
		{"yaml", "", "-o yaml prints YAML", ""},
		{"pretty prettify pretty-print", "", "-o json is indented, and -o table is for people: leave it out", ""},
		{"limit top first", "limit max count max-findings", "--jq picks: --jq '.[:10]'", "jq"},
		{"paginate", "all page-size", "", ""},
		{"csv", "", "-o csv prints CSV, on lists", ""},
		{"format fmt output-format print-json", "output", "", ""},
		{"summary stats count totals", "totals", "tables and reports end with the counts", "jobs"},
		{"no-color no-colour nocolor nocolour colour color-output monochrome-output C M", "color", "", ""},
		{"debug trace include log-level loglevel", "verbose", "", ""},
		{"silent s S no-progress no-progress-meter", "quiet", "", ""},
		{"language locale l", "lang", "", ""},
		{"kubeconfig config-file", "config", "", ""},
		{"p", "addr", "", ""},
		{"context account project project-name environment env p", "profile", "", ""},
		{"V", "version", "'argosctl version' prints the version", ""},
	}
}

// inputHabits are about what a command works on.
func inputHabits() []habit {
	return []habit{
		{"api-key apikey key token secret secret-key password access-token a", "key-file", "no flag takes the key itself; see 'argosctl auth login --help'", ""},
		{"with-token", "with-key", "", ""},
		{"port P address bind listen listen-addr interface host hostname", "addr", "", ""},
		{"url u target webhook webhook-url handler dest destination server endpoint host hostname base forward-to forward to-url", "to base-url base webhook-to forward-to", "", ""},
		{"forward upstream proxy", "forward-to", "", ""},
		{"insecure k skip-verify insecure-skip-verify cacert", "ca-file", "", ""},
		{"location follow L", "", "redirects are not followed: put the new address into --to", "to"},
		{"H headers user-agent A cookie b referer", "header", "", ""},
		{"fail f fail-with-body", "", "deliveries that fail end with an exit code already: leave it out", "to"},
		{"X request method", "", "deliveries are POST requests: leave it out", "to"},
		{"expect status-code code", "expect-status", "", ""},
		{"retry-code retrycode reject-code rejectcode error-code reason", "code", "", ""},
		{"max-time connect-timeout wait", "timeout max-wait", "", ""},
		{"retries max-retries attempts", "retry", "", ""},
		{"n number times repeat requests iterations", "count limit max", "", ""},
		{"j workers parallel threads concurrent max-concurrent", "concurrency jobs", "", ""},
		{"qps rps", "rate", "", ""},
		{"override add field F param with D define", "set", "", ""},
		{"from after start start-date begin", "since", "", ""},
		{"to before end end-date", "until", "", ""},
		{"temp-dir tmpdir tempdir temp T", "tmp-dir", "", ""},
		{"user-id userid u", "user", "", ""},
		{"repeat-each duplicates", "duplicate", "", ""},
		{"random", "shuffle", "", ""},
		{"signature sign encrypted", "encrypt", "", ""},

		{"event-type type types events e trigger webhook-trigger only kind", "event", "", ""},
		{"e", "", "--jq takes the expression alone; pipe JSON to jq for its other flags", ""},
		{"latest live api-version", "", "the service has one version of its events: leave it out", "forward-to"},
		{"redact hide anonymize anonymise censor mask-data pii", "mask", "", ""},
		{"show-pii unmask no-mask reveal", "show-personal-data", "", ""},
		{"level severity min-severity threshold exit-code", "fail-on", "", ""},
		{"disable enable ignore skip exclude select", "rule", "", ""},
		{"autofix write w in-place repair overwrite", "fix in-place", "", ""},
		{"dry-run check", "diff check", "", ""},
		{"check remote network api", "online", "", ""},
		{"seed salt", "seed-file", "", ""},
		{"dry-run n simulate", "", "'argosctl event sample EVENT' prints what would be sent", "to"},
		{"rules", "list-rules", "", ""},

		{"L max-results first top size", "limit max-findings", "", ""},
		{"per-page per_page page-limit", "page-size", "", ""},
		{"cursor after page continue next", "resume", "", ""},
		{"state status kyc-status result", "status outcome", "", ""},
		{"since from after start start-date", "since start-date", "", ""},
		{"until before end to end-date", "until end-date", "", ""},
		{"user userid user-id uid", "userid user", "", ""},
		{"mail", "email", "", ""},
		{"id submission-id submissionid", "submission", "", ""},
		{"output-file outfile save-to O", "out save report", "", ""},
		{"reason message m note", "comment", "", ""},
		{"reviewer as by", "admin", "", ""},
		{"force assume-yes y", "yes", "", ""},
		{"watch", "", "'argosctl submission watch ID' waits for a decision", "base-url"},
		{"watch", "", "argosctl checks once: let the editor or a watcher of files run it again", "fix"},
		{"watch follow", "", "argosctl reads a file once: 'argosctl listen' shows webhooks as they arrive", "brief"},
		{"web browser", "", "argosctl prints and opens no browser: leave it out", ""},
		{"recursive R", "", "name the directory: it is walked", "jobs"},
		{"file filename f F d data data-raw data-binary data-urlencode body payload fixture input in i path id text code", "", argumentHint, ""},
		{"filter where status state outcome query search", "", "--jq filters: --jq '.[] | select(.status == \"approved\")'", "mask"},
		{"n", "", "--jq takes the expression alone; pipe JSON to jq for its other flags", "mask"},
		{"url u", "", argumentHint, "key-hex-file"},
	}
}

// HabitHints are the hints among the habits, in English.
func HabitHints() []string {
	var hints []string
	for _, h := range habits() {
		if h.hint != argumentHint {
			hints = append(hints, h.hint)
		}
	}
	return hints
}

// argumentHint stands for the usage line of the command.
const argumentHint = "{argument}"

// habitOf says what a flag that cmd does not have is called here; the zero message
// where nobody is known to type it.
func habitOf(cmd *cobra.Command, typed string) say.Message {
	for _, h := range habits() {
		if !slices.Contains(strings.Fields(h.theirs), typed) {
			continue
		}
		for name := range strings.FieldsSeq(h.ours) {
			if flag := cmd.Flag(name); flag != nil && !flag.Hidden {
				return useFlag(flag)
			}
		}
		switch {
		case h.with != "" && cmd.Flag(h.with) == nil:
		case h.hint == argumentHint:
			if cmd.Args != nil && cmd.ValidateArgs([]string{"x"}) != nil {
				continue
			}
			return say.Textf("name it as an argument, without a flag: %s", UsageLine(cmd))
		case h.hint != "":
			return say.Plain(h.hint)
		}
	}
	return say.Message{}
}

// useFlag names a flag and what it is for.
func useFlag(flag *pflag.Flag) say.Message {
	spelled, _ := Spelled(flag)
	return say.Textf("use %s: %s", spelled, UsageText(flag.Usage))
}

// UsageText is the usage of a flag, without the quotes around the name of its value.
type UsageText string

// In returns the text in lang.
func (u UsageText) In(lang string) string {
	return strings.ReplaceAll(say.In(lang, string(u)), "`", "")
}

// DefaultOf is a flag's default in lang, empty where it is only the zero value.
func DefaultOf(lang string, flag *pflag.Flag) string {
	switch flag.DefValue {
	case "[]", "false", "0", "0s":
		return ""
	}
	return DefaultIn(lang, flag)
}

// Spelled is a flag as help shows it, "-o, --output FORMAT", and its usage without
// the quotes around the name of its value.
func Spelled(flag *pflag.Flag) (spelled, usage string) {
	value, usage := pflag.UnquoteUsage(flag)
	if value == strings.ToLower(value) {
		value = strings.ToUpper(value)
	}
	spelled = "--" + flag.Name
	if flag.Shorthand != "" {
		spelled = "-" + flag.Shorthand + ", " + spelled
	}
	if value != "" {
		spelled += " " + value
	}
	return spelled, usage
}

// sameWords are words for the same work, of which a command that holds others has
// one: what is typed is looked for from the top.
func sameWords() []string {
	return []string{
		"list ls l all index",
		"remove rm delete del revoke unset",
		"unset remove rm delete del reset clear",
		"add create new register allow",
		"init new create setup",
		"explain show get view describe info read cat fetch retrieve",
		"show list ls dump print",
		"parse read decode inspect show explain",
		"decrypt open unseal decode",
		"build make generate create new",
		"sample trigger generate example fixture mock",
		"schema schemas jsonschema types",
		"login signin sign-in add set key token",
		"logout signout sign-out remove delete",
		"status whoami show get check token",
		"set edit change add write",
		"path where file files location",
		"watch wait follow tail poll",
		"image images photo photos picture download",
		"approve accept", "reject decline deny", "settings config", "to-event event webhook convert", "aml-monitor aml", "projection fields",
	}
}

// commandHabits are commands that people know from elsewhere, and ours.
func commandHabits() map[string]string {
	return map[string]string{
		"lint": "validate", "check": "validate", "verify": "validate", "test": "validate", "fmt": "validate --fix", "fix": "validate --fix",
		"parse": "decode", "read": "decode", "inspect": "decode", "cat": "decode",
		"send": "replay", "trigger": "replay", "post": "replay", "resend": "replay", "fire": "replay", "deliver": "replay",
		"serve": "listen", "server": "listen", "receive": "listen", "forward": "listen --forward-to URL", "tail": "listen",
		"decrypt": "open", "unseal": "open", "encrypt": "seal",
		"describe": "explain", "doc": "explain", "docs": "explain", "lookup": "explain", "search": "explain", "codes": "retrycode list", "code": "explain",
		"events": "event list", "sample": "event sample", "samples": "event sample all", "generate": "event sample",
		"fixtures": "event sample", "fixture": "event sample", "rules": "validate --list-rules", "url": "returnurl",
		"get": "submission get", "submissions": "submission list", "list": "submission list", "approve": "submission approve", "reject": "submission reject",
		"watch": "submission watch", "wait": "submission watch", "image": "submission image", "api": "submission", "tokens": "token list",
		"webhook": "decode", "webhooks": "decode", "errors": "errorcode list",
		"profile": "config show", "profiles": "config show", "download": "submission image",
		"history": "timeline", "lives": "timeline", "journey": "timeline", "stats": "timeline --totals", "totals": "timeline --totals",
		"anonymize": "scrub", "anonymise": "scrub", "redact": "scrub", "mask": "scrub", "sanitize": "scrub", "sanitise": "scrub", "clean": "scrub",
		"health": "doctor", "diagnose": "doctor", "env": "help environment",
		"fake": "mock", "stub": "mock", "sandbox": "mock",
		"login": "auth login", "logout": "auth logout", "whoami": "auth status", "status": "auth status", "key": "auth",
		"init": "config init", "set": "config set", "settings": "config show", "trust": "config trust",
	}
}
