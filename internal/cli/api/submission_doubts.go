package api

import (
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/say"
	"github.com/argosctl/argosctl/internal/submission"
)

// doubts says on stderr where an answer of the API is not as argosctl assumes,
// once for each assumption.
type doubts struct {
	f    *kit.Factory
	told map[string]bool
}

func newDoubts(f *kit.Factory) *doubts { return &doubts{f: f} }

func (d *doubts) tell(unknown string, what say.Message) {
	if d.told[unknown] {
		return
	}
	if d.told == nil {
		d.told = map[string]bool{}
	}
	d.told[unknown] = true
	d.f.Remark("%s: %s", what, catalog.Remark(unknown))
}

// item looks at the times and the screening of a submission.
func (d *doubts) item(item submission.Item) {
	if path, odd := item.OddTime(); odd {
		d.tell(catalog.UnknownTimeForms, say.Textf("%s is not in RFC 3339", path))
	}
	for _, path := range []string{"aml_result.", "aml."} { // as in the webhook
		d.value(catalog.UnknownAmlValues, catalog.ScreeningEnum, item.Text(path+"currentstatus"))
		d.value(catalog.UnknownAmlValues, catalog.RiskEnum, item.Text(path+"risk_level_summary"))
	}
}

// value looks at a value of an enumeration that is not known to be complete.
func (d *doubts) value(unknown, enum, value string) {
	if value != "" && catalog.ValueOf(enum, value) == nil {
		d.tell(unknown, say.Textf("%s is a value that no page documents", value))
	}
}

// listed looks also at whether the item of a list is of the days asked for.
func (d *doubts) listed(item submission.Item, q submission.Query) {
	d.item(item)
	day, _, ok := strings.Cut(item.Created(), "T")
	if ok && (q.StartDate != "" && day < q.StartDate || q.EndDate != "" && day > q.EndDate) {
		d.tell(catalog.UnknownDateFilter, say.Textf("submission %s was created on %s (UTC), outside the days that were asked for", item.ID(), day))
	}
}

// record looks at the status of a monitoring record.
func (d *doubts) record(record submission.Item) {
	d.value(catalog.UnknownAmlMonitorStatus, catalog.MonitorStatusEnum, record.Text("status"))
}
