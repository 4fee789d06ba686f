package mcpserver

import (
	"context"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// scheme begins the addresses of resources.
const scheme = "argosctl://"

// pages are the resources: the lists of the catalogue, and the command line that
// prints each.
var pages = []struct {
	name, title string
	list        []string
	one         []string // for an entry, whose name follows; nil: the list is all
}{
	{"events", "Events, their triggers and statuses", []string{"event", "list"}, []string{"event", "show"}},
	{"retrycodes", "Retry codes, and what to do", []string{"retrycode", "list"}, []string{"retrycode", "explain"}},
	{"rejectcodes", "Reject codes, and what to do", []string{"rejectcode", "list"}, []string{"rejectcode", "explain"}},
	{"errorcodes", "Error codes of return URLs", []string{"errorcode", "list"}, []string{"errorcode", "explain"}},
	{"rules", "Rules of validate, with examples", []string{"validate", "--list-rules"}, nil},
	{"unknowns", "What nobody outside the vendor knows, and what argosctl assumes", []string{"explain", "unknowns"}, nil},
	{"scenarios", "Scenarios that replay plays", []string{"replay", "--list"}, nil},
}

func (s *server) addResources(m *mcp.Server) {
	for _, page := range pages {
		m.AddResource(&mcp.Resource{URI: scheme + page.name, Name: page.name, Title: page.title, MIMEType: "application/json"},
			func(ctx context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
				return s.page(ctx, r.Params.URI, page.list...)
			})
		if page.one == nil {
			continue
		}
		m.AddResourceTemplate(&mcp.ResourceTemplate{URITemplate: scheme + page.name + "/{name}", Name: page.name + "-entry", Title: page.title, MIMEType: "application/json"},
			func(ctx context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
				entry := strings.TrimPrefix(r.Params.URI, scheme+page.name+"/")
				if !name.Get().MatchString(entry) {
					return nil, mcp.ResourceNotFoundError(r.Params.URI)
				}
				return s.page(ctx, r.Params.URI, append(page.one[:len(page.one):len(page.one)], "--", entry)...)
			})
	}
}

// page is a resource: what a command line prints as JSON.
func (s *server) page(ctx context.Context, uri string, args ...string) (*mcp.ReadResourceResult, error) {
	a, err := s.run(ctx, nil, whole, true, append([]string{"--output=json"}, args...)...)
	if err != nil || a.code != 0 {
		return nil, mcp.ResourceNotFoundError(uri)
	}
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: uri, MIMEType: "application/json", Text: string(a.lines[0])}}}, nil
}
