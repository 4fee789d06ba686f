package cli

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/clitest"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/sample"
	"github.com/argosctl/argosctl/internal/term"
	"github.com/argosctl/argosctl/internal/workdir"
)

// agent is a client of `argosctl mcp` in this process.
type agent struct {
	*mcp.ClientSession

	t    *testing.T
	root string
}

// startAgent starts a server whose root holds a real-looking payload, and a client.
func startAgent(t *testing.T, env map[string]string, args ...string) agent {
	t.Helper()
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("approved.json", mcpPayload)
	write("lambda.json", `{"httpMethod":"POST","requestContext":{},"body":`+quoted(t, `{"webhook_trigger":"retry","submission_id":"s2","userid":"u2","retryCode":"glare_detected","attempts":2}`)+"}")
	f, _ := keyFactory(t, env)
	f.Dir = workdir.Dir(root)
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	f.IO = term.Piped(in, out, io.Discard)
	ended := make(chan int, 1)
	go func() { ended <- Main(append([]string{"mcp"}, args...), f) }()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &mcp.IOTransport{Reader: fromServer, Writer: toServer}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = session.Close()
		if code := <-ended; code != 0 {
			t.Errorf("the server ended with %d after its client left", code)
		}
	})
	return agent{session, t, root}
}

// mcpPayload holds data of an invented person.
const mcpPayload = `{"webhook_trigger":"approved","submission_id":"6xx28lo115832","userid":"user123","email":"gildong.hong@mail.kr",` +
	`"kyc_result":{"status":"approved","kyc_result_at":"2026-04-14T02:20:41.002Z"},"full_name":"홍길동","date_of_birth":"1990-01-02","phone":"+82-10-5555-0100"}` + "\n"

func quoted(t *testing.T, text string) string {
	t.Helper()
	raw, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// call calls a tool and returns its answer as JSON, or the text of its error.
func (a agent) call(tool string, args any) (text string, failed bool) {
	a.t.Helper()
	res, err := a.CallTool(a.t.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		a.t.Fatalf("%s: %v", tool, err)
	}
	if res.IsError {
		return res.Content[0].(*mcp.TextContent).Text, true
	}
	raw, err := json.Marshal(res.StructuredContent)
	if err != nil {
		a.t.Fatal(err)
	}
	return string(raw), false
}

// TestMCPTools calls every tool, and checks what an agent reads.
func TestMCPTools(t *testing.T) {
	t.Parallel()
	var got []string
	handler := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got = append(got, string(raw))
		w.WriteHeader(http.StatusAccepted)
	}))
	defer handler.Close()
	a := startAgent(t, nil)
	for _, tt := range []struct {
		name, tool string
		args       map[string]any
		want, not  []string
		fails      bool
	}{
		{name: "a payload", tool: "decode", args: map[string]any{"payload": mcpPayload},
			want: []string{`"count":1`, `"event":"approved"`, `"submission_id":"6xx28lo115832"`, `"user_id":"user123"`, `"status":"approved"`},
			not:  []string{"홍길동", "gildong", "1990-01-02", "5555", `"detail"`}},
		{name: "the whole record", tool: "decode", args: map[string]any{"path": "approved.json", "detail": true},
			want: []string{`"full_name":"***"`, `"email":"***"`, `"path":"approved.json"`}, not: []string{"홍길동", "gildong", "1990-01-02", "5555"}},
		{name: "inside a container", tool: "decode", args: map[string]any{"path": "lambda.json"},
			want: []string{`"event":"retry"`, `"retry_code":"glare_detected"`, `"attempts":2`, `"inside":"/body"`}},
		{name: "a directory, filtered", tool: "decode", args: map[string]any{"path": ".", "events": []string{"retry"}},
			want: []string{`"count":1`, `"event":"retry"`}, not: []string{`"event":"approved"`}},
		{name: "reasons of a rejection", tool: "decode", args: map[string]any{"payload": `{"webhook_trigger":"rejected","submission_id":"s","kyc_result":{"status":"rejected","comment":"x","commentCode":"too_many_retry"}}`},
			want: []string{`"event":"rejected"`, `"reject_codes":["too_many_retry"]`}},
		{name: "no webhook", tool: "decode", args: map[string]any{"payload": `{"a":1}`}, want: []string{"error: "}, fails: true},
		{name: "neither", tool: "decode", args: map[string]any{}, want: []string{"give a payload or a path"}, fails: true},
		{name: "both", tool: "decode", args: map[string]any{"payload": "{}", "path": "x"}, want: []string{"give one of them"}, fails: true},
		{name: "findings", tool: "validate", args: map[string]any{"payload": `{"webhook_trigger":"retry","submission_id":"s","retryCode":"Glare_detected"}`, "limit": 1},
			want: []string{`"valid":false`, `"rule":"field/missing"`, `"line":1`}, not: []string{`"help"`}},
		{name: "help of findings", tool: "validate", args: map[string]any{"payload": `{"webhook_trigger":"retry","submission_id":"s","retryCode":"Glare_detected"}`, "detail": true},
			want: []string{`"help":["codes are compared letter by letter`, `"fix":{`}},
		{name: "a life", tool: "timeline", args: map[string]any{"path": "."}, want: []string{`"count":2`, `"outcome":"approved"`, `"act":"nobody"`}, not: []string{"gildong"}},
		{name: "totals", tool: "timeline", args: map[string]any{"path": ".", "totals": true}, want: []string{`"totals":{`, `"approved"`}},
		{name: "a code", tool: "explain", args: map[string]any{"query": "glare_detected"}, want: []string{`"kind":"retrycode"`, `"retry_helps":"yes"`, `"guidance_source":"argosctl"`}},
		{name: "many hits are short", tool: "explain", args: map[string]any{"query": "status"}, want: []string{`"meaning":"`}, not: []string{`"detail"`}},
		{name: "no hit", tool: "explain", args: map[string]any{"query": "nosuchthing"}, want: []string{"nosuchthing"}, fails: true},
		{name: "a flag as query", tool: "explain", args: map[string]any{"query": "--help"}, want: []string{`nothing is called`}, fails: true},
		{name: "a sample", tool: "sample", args: map[string]any{"event": "retry", "set": map[string]string{"retryCode": "glare_detected"}, "seed": 7},
			want: []string{`"webhook_trigger":"retry"`, `"retryCode":"glare_detected"`}, not: []string{"***"}},
		{name: "no event", tool: "sample", args: map[string]any{"event": "../approved.json"}, want: []string{"unknown event"}, fails: true},
		{name: "a return URL", tool: "returnurl_parse", args: map[string]any{"url": "https://example.com/done?kycStatus=rejected&errorCode=DE-20000&email=gildong.hong@mail.kr"},
			want: []string{`"outcome":"blocked"`, `"code":"DE-20000"`, `"category":{"name":"Device Error","prefix":"DE"}`, `"email":"***"`}, not: []string{"gildong"}},
		{name: "replay of an event", tool: "replay", args: map[string]any{"to": handler.URL, "event": "approved"}, want: []string{`"ok":true`, `"status":202`, `"event":"approved"`}},
		{name: "replay of a payload", tool: "replay", args: map[string]any{"to": handler.URL, "payload": mcpPayload}, want: []string{`"ok":true`, `"count":1`}},
		{name: "replay to another machine", tool: "replay", args: map[string]any{"to": "http://203.0.113.7/hook", "event": "approved"}, want: []string{"is not a loopback address", "deliveries stay on this machine"}, not: []string{"--allow-remote"}, fails: true},
		{name: "replay of a file that is called like no event", tool: "replay", args: map[string]any{"to": handler.URL, "event": "approved.json"}, want: []string{"unknown event"}, fails: true},
		{name: "no scenario", tool: "replay", args: map[string]any{"to": handler.URL, "scenario": "/etc/hosts"}, want: []string{"no built-in scenario"}, fails: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, failed := a.call(tt.tool, tt.args)
			if failed != tt.fails {
				t.Errorf("failed is %v, want %v: %s", failed, tt.fails, text)
			}
			for _, want := range tt.want {
				if !strings.Contains(text, want) {
					t.Errorf("the answer lacks %s: %s", want, text)
				}
			}
			for _, not := range tt.not {
				if strings.Contains(text, not) {
					t.Errorf("the answer has %s: %s", not, text)
				}
			}
		})
	}
	if len(got) != 2 || got[1] != mcpPayload {
		t.Errorf("the handler got %q, want the sample and the payload byte for byte", got)
	}
}

// TestMCPRoot: no path leads out of the root, by whatever way.
func TestMCPRoot(t *testing.T) {
	t.Parallel()
	a := startAgent(t, nil)
	outside := filepath.Join(t.TempDir(), "secret.json")
	if err := os.WriteFile(outside, []byte(mcpPayload), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"link.json": outside, "up": filepath.Dir(outside)} {
		if err := os.Symlink(target, filepath.Join(a.root, name)); err != nil {
			t.Skip(err)
		}
	}
	for _, path := range []string{outside, "../" + filepath.Base(filepath.Dir(outside)) + "/secret.json", "link.json", "up/secret.json", "up", "/etc/passwd", "./../../etc/passwd", "-", "--files-from=" + outside, "*.json", "\x00"} {
		for _, tool := range []string{"decode", "validate", "timeline", "replay"} {
			args := map[string]any{"path": path}
			if tool == "replay" {
				args["to"] = "http://127.0.0.1:1"
			}
			text, failed := a.call(tool, args)
			if !failed || strings.Contains(text, "6xx28lo115832") || !strings.HasPrefix(text, "path: ") {
				t.Errorf("%s of %q: %s", tool, path, text)
			}
		}
	}
	// Inside the root a link is followed, and a name like a flag or pattern is a name.
	for _, path := range []string{"--lang=ko.json", "a[1].json"} {
		if err := os.WriteFile(filepath.Join(a.root, path), []byte(mcpPayload), 0o600); err != nil {
			t.Fatal(err)
		}
		if text, failed := a.call("decode", map[string]any{"path": path}); failed || !strings.Contains(text, `"count":1`) {
			t.Errorf("%q: %s", path, text)
		}
	}
	if err := os.Symlink("approved.json", filepath.Join(a.root, "inside.json")); err != nil {
		t.Fatal(err)
	}
	if text, failed := a.call("decode", map[string]any{"path": "inside.json"}); failed || !strings.Contains(text, `"count":1`) {
		t.Errorf("a link inside the root: %s", text)
	}
}

// TestMCPAPI: the tools that ask the API are there with a key alone; their answers
// are masked, and neither they nor errors hold the key.
func TestMCPAPI(t *testing.T) {
	t.Parallel()
	tools := func(a agent) (names []string) {
		for tool, err := range a.Tools(t.Context(), nil) {
			if err != nil {
				t.Fatal(err)
			}
			if tool.OutputSchema == nil || tool.InputSchema == nil || tool.Annotations == nil {
				t.Errorf("%s lacks a schema or annotations", tool.Name)
			}
			names = append(names, tool.Name)
		}
		slices.Sort(names)
		return names
	}
	if got, want := strings.Join(tools(startAgent(t, nil)), " "), "decode explain replay returnurl_parse sample timeline validate"; got != want {
		t.Errorf("tools are %s, want %s", got, want)
	}
	mock := startMock(t, "--addr", "127.0.0.1:0")
	a := startAgent(t, map[string]string{"ARGOS_API_KEY": clitest.Key, "ARGOSCTL_BASE_URL": mock.base})
	if got := tools(a); len(got) != 9 || !slices.Contains(got, "submission_get") || !slices.Contains(got, "submission_list") {
		t.Errorf("tools with a key are %s", got)
	}
	listed, failed := a.call("submission_list", map[string]any{"limit": 2})
	if failed || !strings.Contains(listed, `"submission_id"`) || !strings.Contains(listed, "***") || strings.Contains(listed, clitest.Key) {
		t.Errorf("submission_list: %s", listed)
	}
	var answer struct{ Items []map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(listed), &answer); err != nil || len(answer.Items) != 2 {
		t.Fatalf("%d items, %v", len(answer.Items), err)
	}
	for _, item := range answer.Items {
		for _, value := range regexp.MustCompile(`:\s*("[^"]*"|[0-9.]+)`).FindAllStringSubmatch(string(item["data"]), -1) {
			if value[1] != `"***"` && value[1] != `""` {
				t.Errorf("the answer has %s: %s", value[0], item["data"])
			}
		}
	}
	if text, failed := a.call("submission_get", map[string]any{"id": "nosuchthing"}); !failed || strings.Contains(text, clitest.Key) {
		t.Errorf("submission_get of nothing: %s", text)
	}
	if err := mock.end(); err != nil && kit.Categorize(err).Category != kit.Interrupted {
		t.Error(err)
	}
}

// TestMCPShowsPersonalData where the person who starts the server says so.
// TestMCPTakesEverySample hands a sample of every event and variant to the tools that
// read webhooks.
func TestMCPTakesEverySample(t *testing.T) {
	t.Parallel()
	a := startAgent(t, nil)
	g := sample.New(1)
	for _, e := range catalog.Events() {
		for _, v := range e.Variants {
			t.Run(e.Name+"/"+v.Name, func(t *testing.T) {
				payload, err := g.AppendEvent(nil, e.Name, v.Name)
				if err != nil {
					t.Fatal(err)
				}
				for _, tool := range []string{"decode", "validate", "timeline"} {
					if text, failed := a.call(tool, map[string]any{"payload": string(payload), "detail": true}); failed {
						t.Errorf("%s: %s", tool, text)
					}
				}
			})
		}
	}
}

func TestMCPShowsPersonalData(t *testing.T) {
	t.Parallel()
	a := startAgent(t, nil, "--show-personal-data")
	if text, _ := a.call("decode", map[string]any{"path": "approved.json", "detail": true}); !strings.Contains(text, "홍길동") {
		t.Errorf("the answer is %s", text)
	}
}

// TestMCPResources reads every resource, and entries by their templates.
func TestMCPResources(t *testing.T) {
	t.Parallel()
	a := startAgent(t, nil)
	n := 0
	for r, err := range a.Resources(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: r.URI})
		if err != nil || !json.Valid([]byte(got.Contents[0].Text)) || len(got.Contents[0].Text) < 1000 {
			t.Errorf("%s: %v", r.URI, err)
		}
		n++
	}
	if n != 7 {
		t.Errorf("%d resources, want 7", n)
	}
	for uri, want := range map[string]string{
		"argosctl://events/retry": `"retryCode"`, "argosctl://retrycodes/glare_detected": "glare", "argosctl://rejectcodes/too_many_retry": "attempts", "argosctl://errorcodes/DE-20000": "Device",
	} {
		t.Run(uri, func(t *testing.T) {
			got, err := a.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
			if err != nil || !strings.Contains(got.Contents[0].Text, want) {
				t.Errorf("%v", err)
			}
		})
	}
	for _, uri := range []string{"argosctl://events/nosuchevent", "argosctl://events/--help", "argosctl://events/../../etc/passwd", "file:///etc/passwd"} {
		if _, err := a.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri}); err == nil {
			t.Errorf("%s is there", uri)
		}
	}
}

// TestMCPJunk: what is no message, and huge or wrong arguments, end nothing but the
// call that holds them.
// What was asked for is answered although the input ends right behind it.
func TestMCPEnd(t *testing.T) {
	t.Parallel()
	const initialize = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`
	for _, tt := range []struct{ name, input, want string }{
		{"one message", initialize + "\n", `"id":1,"result":`},
		{"without a line break", initialize, `"id":1,"result":`},
		{"a call", initialize + "\n" + `{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n" +
			`{"jsonrpc":"2.0","id":"two","method":"tools/call","params":{"name":"explain","arguments":{"query":"glare_detected"}}}` + "\n", `"id":"two","result":`},
		{"out of turn", `{"jsonrpc":"2.0","id":3,"method":"tools/list"}` + "\n", `"id":3,"error":`},
		{"junk", "{\n", `"id":null`},
		{"nothing", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, _ := keyFactory(t, nil)
			streams, out, errs := term.Buffers(tt.input)
			f.IO = streams
			if code := Main([]string{"mcp"}, f); code != 0 || !strings.Contains(out.String(), tt.want) {
				t.Errorf("exit code %d, answered %q: %s", code, out, errs)
			}
		})
	}
}

func TestMCPJunk(t *testing.T) {
	t.Parallel()
	a := startAgent(t, nil)
	for _, args := range []map[string]any{
		{"payload": 7}, {"payload": nil}, {"unknown": true}, {"payload": "{}", "limit": "many"}, {"payload": "{}", "limit": 1e300},
		{"payload": strings.Repeat("[", 1<<20)}, {"payload": mcpPayload, "limit": -1}, {"payload": mcpPayload, "events": []string{"--help"}},
		{"payload": mcpPayload, "at": "no pointer"}, {"payload": "{\"webhook_trigger\":\"\u202eevil\",\"submission_id\":\"\x1b[31m\"}"},
	} {
		_, _ = a.CallTool(t.Context(), &mcp.CallToolParams{Name: "decode", Arguments: args})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.CallTool(ctx, &mcp.CallToolParams{Name: "decode", Arguments: map[string]any{"payload": mcpPayload}}); err == nil {
		t.Error("a call that was cancelled has an answer")
	}
	for _, c := range []struct {
		tool, name string
		value      float64
	}{{"decode", "limit", 1e300}, {"decode", "limit", -1}, {"sample", "seed", 1e40}, {"sample", "seed", 1 << 64}, {"timeline", "limit", 1e20}} {
		args := map[string]any{c.name: c.value}
		if c.tool == "sample" {
			args["event"] = "retry"
		}
		text, failed := a.call(c.tool, args)
		if !failed || !strings.Contains(text, "/properties/"+c.name) {
			t.Errorf("%s with %s %g: %s", c.tool, c.name, c.value, text)
		}
	}
	if text, failed := a.call("decode", map[string]any{"payload": mcpPayload}); failed {
		t.Errorf("after the junk: %s", text)
	}
}

// TestMCPLines: lines that are no message are answered, and end nothing.
func TestMCPLines(t *testing.T) {
	t.Parallel()
	const call = `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"explain","arguments":{"query":"TK"}}}`
	for name, junk := range map[string]string{
		"no JSON": "hello", "no object": "7", "an array": "[]", "another version": `{"jsonrpc":"1.0","id":1,"method":"ping"}`,
		"names in another case": `{"JSONRPC":"2.0","ID":1,"METHOD":"ping"}`, "a method that is a number": `{"jsonrpc":"2.0","id":1,"method":7}`,
		"an id that is an object": `{"jsonrpc":"2.0","id":{},"method":"ping"}`, "half a message": `{"jsonrpc":"2.0",`, "an id beyond all numbers": `{"jsonrpc":"2.0","id":1e400,"method":"ping"}`,
		"an id that is no whole number": `{"jsonrpc":"2.0","id":1.5,"method":"ping"}`, "an id with too many digits": `{"jsonrpc":"2.0","id":9007199254740993,"method":"ping"}`,
		"a bad character":             "\xff\x00",
		"neither question nor answer": `{"jsonrpc":"2.0","id":1}`, "too long": `{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("x", 33<<20) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, errs := keyFactory(t, nil)
			in := strings.Join([]string{
				`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`,
				`{"jsonrpc":"2.0","method":"notifications/initialized"}`, junk, "", call,
			}, "\n") + "\n"
			r, w := io.Pipe()
			out := &clitest.Screen{}
			f.IO.In, f.IO.Out = r, out
			go func() {
				_, _ = io.WriteString(w, in)
				for i := 0; i < 2000 && !strings.Contains(out.String(), `"id":2`); i++ {
					time.Sleep(5 * time.Millisecond)
				}
				_ = w.Close()
			}()
			if code := Main([]string{"mcp"}, f); code != 0 {
				t.Errorf("exit code %d: %s", code, errs())
			}
			if got := out.String(); !strings.Contains(got, `"id":null`) || !strings.Contains(got, `-32`) || !strings.Contains(got, `"id":2,"result"`) {
				t.Errorf("the answers are %.2000s", got)
			}
		})
	}
}
