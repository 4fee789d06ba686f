package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// attacks is a page on another port, in the browser that knows the window. It knows
// the window's secret path, too, and tells what it came by.
const attacks = `<!DOCTYPE html><title>attacker</title><iframe name="drop"></iframe><script>
const base = 'WINDOW', all = {}, form = {method: 'POST', credentials: 'include', headers: {'content-type': 'application/x-www-form-urlencoded'}, body: 'do=send&form=x'};
const read = async (name, url, init) => { try { const a = await fetch(url, init); all[name] = a.type === 'opaque' ? 'not read' : await a.text(); } catch { all[name] = 'not read'; } };
const waits = (name, make) => new Promise(ok => { const end = what => { all[name] ??= what; ok(); }; make(end); setTimeout(() => end('not read'), 1500); });
const frame = (name, url) => waits(name, end => { const f = document.createElement('iframe'); f.onload = () => { try { end(f.contentDocument ? f.contentDocument.body.textContent : 'not read'); } catch { end('not read'); } }; f.src = url; document.body.append(f); });
const tag = (name, kind, url) => waits(name, end => { const e = document.createElement(kind); e.onload = () => end('loaded'); e.onerror = () => end('not read'); if (kind === 'link') { e.rel = 'stylesheet'; e.href = url; } else e.src = url; document.body.append(e); });
const send = (name, target, action, fields) => { const f = document.createElement('form'); f.method = 'POST'; f.action = action; f.target = target; for (const [k, v] of Object.entries(fields)) { const i = document.createElement('input'); i.name = k; i.value = v; f.append(i); } document.body.append(f); f.submit(); return waits(name, () => {}); };
window.run = async () => {
  await read('fetch', base, {credentials: 'include'});
  await read('fetch without CORS', base, {mode: 'no-cors', credentials: 'include'});
  await read('fetch a part', base + '?part=list', {credentials: 'include'});
  await read('fetch the stream', base + 'events', {credentials: 'include'});
  await read('fetch the program', base + 'desk.js', {credentials: 'include'});
  await read('fetch the link', 'LINK', {credentials: 'include'});
  await read('post', base + '?id=0', form);
  await read('post without CORS', base + '?id=0', {...form, mode: 'no-cors'});
  await waits('a stream', end => { const s = new EventSource(base + 'events', {withCredentials: true}); s.addEventListener('state', e => end(e.data)); s.onerror = () => { s.close(); end('not read'); }; });
  await frame('a frame', base + '?id=0');
  await tag('a script', 'script', base);
  await tag('the script', 'script', base + 'desk.js');
  await tag('a sheet', 'link', base + 'desk.css');
  await tag('an image', 'img', base);
  await send('a form', 'drop', base + '?id=0', {do: 'send', form: ''});
  await send('a form that shows', 'drop', base + '?id=0&tab=body', {show: '1', form: ''});
  await send('a form that saves', 'drop', base + '?id=0', {do: 'save-fixture', name: 'stolen.json', form: ''});
  await waits('a window', end => { const w = open(base + '?id=0'); setTimeout(() => { try { end(w && w.document && w.document.body ? w.document.body.textContent : 'not read'); } catch { end('not read'); } w?.close(); }, 1000); });
  all.cookie = document.cookie || 'not read';
  return JSON.stringify(all);
};
</script>`

// TestWindowAttack: a page on another port of this machine, in the browser that has
// the window open, can neither read nor send.
func TestWindowAttack(t *testing.T) {
	t.Parallel()
	var got atomic.Int64
	handler := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		got.Add(1)
	}))
	defer handler.Close()
	w := openWindow(t, "--forward-to", handler.URL)
	b := w.browse(t)
	w.post(`{"webhook_trigger":"rejected","submission_id":"6secret","email":"person@example.com","kyc_result":{"status":"rejected"}}`, 200)
	soon(t, b, "the delivery", `document.querySelectorAll('.d-row').length`, "1")
	evil := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, _ *http.Request) {
		to.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(to, strings.NewReplacer("WINDOW", w.base, "LINK", w.link).Replace(attacks))
	}))
	defer evil.Close()
	b.Do(chromedp.Navigate(evil.URL), chromedp.WaitReady(chromedp.CSS("iframe")))
	b.Eval(`(run().then(r => { window.says = r; }), '')`)
	soon(t, b, "the attacks end", `typeof window.says`, "string")
	says := b.Eval("window.says")
	if n := strings.Count(says, `"not read"`); n != 19 || strings.Contains(says, "6secret") {
		t.Errorf("%d of 19 attacks read nothing: %s", n, says)
	}
	if got.Load() != 1 {
		t.Errorf("the handler got %d requests, want that of the delivery alone", got.Load())
	}
	if files, err := os.ReadDir(w.dir); err != nil || len(files) > 0 {
		t.Errorf("saved %v, %v", files, err)
	}
	if log := w.errs.String(); !strings.Contains(log, "refused a request of a web page on another site") {
		t.Errorf("nobody is told: %s", log)
	}
	// The browser still knows the window.
	b.Do(chromedp.Navigate(w.base), chromedp.WaitReady(chromedp.CSS("html.js")))
	b.Want("the window", `document.querySelectorAll('.d-row').length`, "1")
}
