package view

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/argosctl/argosctl/internal/catalog"
	"github.com/argosctl/argosctl/internal/cli/kit"
	"github.com/argosctl/argosctl/internal/config"
	"github.com/argosctl/argosctl/internal/diag"
	"github.com/argosctl/argosctl/internal/lint"
	"github.com/argosctl/argosctl/internal/seal"
)

// LintOpener is how the rules open envelopes. A key that is asked for but cannot be
// had is reported once; the payloads then stay closed.
func LintOpener(ctx context.Context, o *kit.Opener, lang string) lint.Opener {
	return func(ciphertext []byte) ([]byte, string, error) {
		key, err := o.Load(ctx)
		if err != nil {
			return nil, "", lint.ErrNoKey
		}
		plain, err := key.AppendOpen(nil, ciphertext)
		if err == nil {
			return plain, "", nil
		}
		var failed *seal.OpenError
		if errors.As(err, &failed) {
			return nil, failed.Hint.In(lang), err
		}
		return nil, "", err
	}
}

// Severities are those that the settings give rules.
func Severities(settings *config.Settings) (map[string]diag.Severity, error) {
	severities := map[string]diag.Severity{}
	for _, id := range slices.Sorted(maps.Keys(settings.Validate.Rules)) {
		if _, ok := lint.RuleByID(id); !ok {
			return nil, NearRule(id, kit.Usagef("%s: unknown rule %q", settings.Origin("validate.rules."+id), id))
		}
		severities[id], _ = diag.ParseSeverity(settings.Validate.Rules[id])
	}
	return severities, nil
}

// NearRule is f, about the rule id that does not exist, with the rules nearest to
// it.
func NearRule(id string, f *kit.Failure) error {
	if near := catalog.Nearest(id, lint.RuleIDs(), 3); len(near) > 0 {
		return f.WithHint("did you mean %s?", strings.Join(near, ", "))
	}
	return f.WithHint("'argosctl validate --list-rules' shows all rules")
}
