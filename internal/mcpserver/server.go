// Package mcpserver offers argosctl to coding agents by the Model Context
// Protocol. Each tool is a command line of argosctl, so a tool and its command
// agree in every word. This room enforces three promises: no tool reads a file
// outside the root, no answer holds personal data unless the person who started
// the server allowed it, and an answer is short unless more is asked for.
package mcpserver

import (
	"context"
	"errors"
	"io"
	"regexp"
	"slices"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/argosctl/argosctl/internal/lazy"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/workdir"
)

// Runner runs a command line. It writes results to stdout and messages to stderr,
// and returns the exit code.
type Runner func(ctx context.Context, call Call) int

// Call is a command line and its streams.
type Call struct {
	Args   []string
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
}

// Options are what the person who starts the server decides.
type Options struct {
	Version  string
	Lang     string      // of errors: en or ko
	Root     workdir.Dir // no file outside it is read
	Personal bool        // answers may hold personal data
	API      bool        // there is a key, so the tools that ask the API are offered

	Scenarios []string // the names of the built-in ones
	Run       Runner
}

// instructions tell an agent how to begin.
const instructions = `argosctl decodes, checks, explains and replays webhooks of the ARGOS Identity ID Check service.
Give a payload as text, or the path of a file below the server's root, however the webhook was saved: JSON, NDJSON, a log,
a queue message, a HAR. Answers are short; "detail": true asks for the whole record. explain knows every code, event, field,
rule and parameter by its name. What nobody outside the vendor knows is marked as unknown.`

// New returns a server with its tools and resources.
func New(o Options) *mcp.Server {
	s := &server{o}
	m := mcp.NewServer(&mcp.Implementation{Name: "argosctl", Title: "argosctl", Version: o.Version}, &mcp.ServerOptions{
		Instructions: instructions,
		Capabilities: &mcp.ServerCapabilities{}, // no logging: what there is to say stands in the answers
	})
	s.addWebhookTools(m)
	s.addReferenceTools(m)
	if o.API {
		s.addAPITools(m)
	}
	s.addResources(m)
	return m
}

type server struct{ Options }

// add adds a tool whose errors are tool errors: the agent reads them and goes on.
func add[In, Out any](s *server, m *mcp.Server, t *mcp.Tool, do func(context.Context, In) (Out, error)) {
	t.InputSchema = bounded[In]()
	mcp.AddTool(m, t, func(ctx context.Context, _ *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
		out, err := do(ctx, in)
		if err != nil {
			err = errors.New(say.Error(s.Lang, err))
		}
		return nil, out, err
	})
}

// exact is the largest whole number that every reader of JSON keeps as it is.
const exact = 1<<53 - 1

// bounded is the schema of a tool's arguments, whose whole numbers have limits: one
// that no int holds is refused by its name.
func bounded[In any]() *jsonschema.Schema {
	schema, err := jsonschema.For[In](nil)
	if err != nil {
		return nil // AddTool says what is wrong with the type
	}
	for _, p := range schema.Properties {
		if p.Type == "integer" || slices.Contains(p.Types, "integer") {
			p.Minimum, p.Maximum = jsonschema.Ptr(0.0), jsonschema.Ptr(float64(exact))
		}
	}
	return schema
}

// tool describes a tool that changes nothing.
func tool(name, title, description string) *mcp.Tool {
	closed := false
	return &mcp.Tool{
		Name: name, Title: title, Description: description,
		Annotations: &mcp.ToolAnnotations{Title: title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed},
	}
}

// name is how the entries of resources are named.
var name = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)
}}
