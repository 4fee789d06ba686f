(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const told = one('#told'), live = body.classList.contains('live');
  let shown = false, idle = 0, sent = 0, asked = 0, opened = 0, stale = false, connected = false;

  // Every part is drawn by the server. Clear values come by POST alone, which no
  // reload repeats.
  const fetchPart = async (url, part, form) => {
    const query = new URLSearchParams(form || {});
    if (shown || form) {
      query.set('form', body.dataset.form);
      if (shown) query.set('show', '1');
    }
    const to = new URL(url, location.href);
    to.searchParams.set('part', part);
    const answer = await fetch(to, form || shown ? {method: 'POST', body: query} : {});
    if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
    return answer.text();
  };
  const parsed = text => new DOMParser().parseFromString(text, 'text/html').body;
  const fill = (el, text) => {
    const focus = el.contains(document.activeElement) ? document.activeElement : null;
    const key = focus && (focus.id || focus.dataset.id || focus.value), name = focus && focus.name;
    el.replaceChildren(...parsed(text).childNodes);
    if (!focus) return;
    const again = all('a, button, input, textarea', el).find(e => key && (e.id || e.dataset.id || e.value) === key && e.name === name);
    (again || el).focus({preventScroll: true});
  };
  const here = () => new URL(location.href);

  const drawList = async () => {
    const number = ++asked;
    const slow = setTimeout(() => { const el = one('#shown'); if (el) el.textContent = body.dataset.searching; }, 200);
    try {
      const text = await fetchPart(here(), 'list');
      if (number !== asked) return;
      const rows = one('.d-rows'), top = rows ? rows.scrollTop : 0;
      const before = new Set(all('.d-row').map(r => r.dataset.id));
      fill(one('#list'), text);
      mark(here().searchParams.get('id')); // which may be another one than when the list was asked for
      if (one('.d-rows')) one('.d-rows').scrollTop = top;
      for (const row of all('.d-row')) if (!before.has(row.dataset.id)) row.classList.add('fresh');
      tabStop();
    } finally { clearTimeout(slow); }
  };
  // Of a long life the line of the delivery that is read.
  const showStep = () => {
    const life = one('.dt-life'), step = life && one('[aria-current]', life);
    if (step) life.scrollTop = step.offsetTop - life.firstElementChild.offsetTop;
  };
  const drawDetail = async (form, focus) => {
    const number = ++opened;
    const text = await fetchPart(here(), 'detail', form);
    if (number !== opened) return;
    fill(one('#detail'), text);
    showStep();
    if (focus) one('#detail').focus();
    body.classList.toggle('has-detail', here().searchParams.has('id'));
    const title = one('.dt-title');
    document.title = (title ? one('h2', title).textContent + ' ' + one('.dt-id', title).textContent + ', ' : '') + 'argosctl';
  };
  // What came of sending many again stands until something else arrives.
  let resent = null;
  const showBanner = next => {
    const banner = one('#banner', next), old = one('#banner');
    if (banner && old && resent !== count && old.innerHTML !== banner.innerHTML) old.replaceChildren(...banner.childNodes);
  };
  const drawTools = async form => {
    const next = parsed(await fetchPart(here(), 'tools', form));
    const chips = one('.chips', next), old = one('.tools .chips');
    if (chips && old) { const left = old.scrollLeft; old.replaceWith(chips); chips.scrollLeft = left; }
    showBanner(next);
    const count = one('#all-count', next), status = one('#status', next);
    if (count && one('#all-count')) one('#all-count').textContent = count.textContent;
    if (status && connected) one('#status').replaceWith(status);
  };
  const fail = () => { if (!connected) gone(); };
  const go = async (url, {push = true, list = true, detail = true, tools = false} = {}) => {
    if (push) history.pushState(null, '', url);
    try {
      await Promise.all([list && drawList(), detail && drawDetail(), tools && drawTools()].filter(Boolean));
    } catch { fail(); }
  };

  // Rows.
  const rows = () => all('.d-row');
  const current = () => rows().find(r => r.getAttribute('aria-current') === 'true');
  const mark = id => {
    for (const row of rows()) {
      if (row.dataset.id === id) row.setAttribute('aria-current', 'true'); else row.removeAttribute('aria-current');
    }
  };
  const tabStop = () => {
    const at = current() || rows()[0];
    for (const row of rows()) row.tabIndex = row === at ? 0 : -1;
  };
  const select = (row, focus = true) => {
    if (!row) return;
    mark(row.dataset.id);
    tabStop();
    if (focus) row.focus({preventScroll: true});
    row.scrollIntoView({block: 'nearest'});
    history.replaceState(null, '', held(row.href));
    clearTimeout(select.timer);
    select.timer = setTimeout(() => go(location.href, {push: false, list: true}), 60);
  };
  // What is read does not move: the newest row that is there stays the first one.
  const held = href => {
    const url = new URL(href, location.href);
    if (live && !url.searchParams.has('pin') && one('.d-rows')) {
      url.searchParams.set('pin', Math.max(...rows().map(r => +r.dataset.id)));
    }
    return url;
  };
  const step = async (by, wanted) => {
    const list = rows();
    let i = list.indexOf(current());
    i = i < 0 ? (by > 0 ? 0 : list.length - 1) : i + by;
    while (list[i] && wanted && !wanted(list[i])) i += by;
    if (list[i]) return select(list[i]);
    const page = one(by > 0 ? '.d-pages a[rel=next]' : '.d-pages a[rel=prev]');
    if (!page) return;
    await go(page.href, {detail: false});
    const now = rows().filter(r => !wanted || wanted(r));
    select(now[by > 0 ? 0 : now.length - 1]);
  };

  // Actions: forms that are sent here instead of by a page.
  const show = async on => {
    shown = on;
    clearTimeout(idle);
    if (on) rest();
    const mask = one('.mask');
    await go(location.href, {push: false});
    const text = await fetchPart(here(), 'mask');
    mask.replaceWith(one('form', parsed(text)));
  };
  const rest = () => { clearTimeout(idle); idle = setTimeout(() => show(false), 15 * 60 * 1000); };
  document.addEventListener('submit', async event => {
    const form = event.target;
    if (form.matches('.field')) {
      event.preventDefault();
      return filter();
    }
    if (form.method !== 'post') return;
    event.preventDefault();
    const button = event.submitter;
    if (button?.name === 'show') return show(button.value === '1');
    const action = button?.value || '';
    if (/^send/.test(action) || action === 'resend') {
      if (Date.now() - sent < 1000) return;
      sent = Date.now();
      button.firstChild.textContent = body.dataset.sending + ' ';
      button.setAttribute('aria-disabled', 'true');
    }
    const data = Object.fromEntries(new FormData(form));
    data.do = action;
    try {
      if (action === 'resend') {
        resent = null;
        await drawTools(data);
        resent = count;
        await Promise.all([drawList(), drawDetail()]);
        return;
      }
      await drawDetail(data);
      const result = one('#result');
      if (result) told.textContent = result.textContent.trim();
      const command = one('.to-copy');
      if (command) copy(command.value, one('.result .copy'));
      one('#set, #name')?.focus({preventScroll: true});
      if (result?.firstElementChild) result.scrollIntoView({block: 'nearest'});
      if (/^send/.test(action)) drawList();
    } catch { fail(); }
  });
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
      if (button) button.textContent = body.dataset.copied;
      told.textContent = body.dataset.copied;
    } catch { one('.to-copy')?.select(); }
  };

  // Links inside the page change parts of it.
  document.addEventListener('click', event => {
    if (shown) rest();
    const help = one('.keys');
    if (help?.open && !help.contains(event.target)) help.open = false;
    const button = event.target.closest('[data-copy], [data-copy-from]');
    if (button) return copy(button.dataset.copy || one('.to-copy').value, button);
    const link = event.target.closest('a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href);
    if (url.pathname !== location.pathname || link.matches('.lang, .skip') || url.searchParams.get('lang') !== here().searchParams.get('lang') && here().searchParams.has('lang')) return;
    event.preventDefault();
    if (link.matches('.d-row')) { history.pushState(null, '', location.href); return select(link); }
    const filters = link.matches('.chip, .code-box a, .finding .rule, .d-none a');
    if (filters) one('#filter').value = url.searchParams.get('q') || '';
    go(url, {list: true, tools: filters, detail: !link.matches('.chip, .newer, .d-pages a') || link.matches('.newer')}).then(() => {
      if (link.matches('.newer')) { one('.d-rows').scrollTop = 0; }
    });
  });
  const filter = () => {
    const url = here();
    for (const name of ['from', 'pin']) url.searchParams.delete(name);
    if (one('#filter').value.trim()) url.searchParams.set('q', one('#filter').value.trim()); else url.searchParams.delete('q');
    history.replaceState(null, '', url);
    return go(url, {push: false, detail: false, tools: true});
  };
  let typing = 0;
  one('#filter')?.addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(filter, 120); });
  one('#filter')?.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Escape') { if (event.target.value) { event.target.value = ''; filter(); } else event.target.blur(); event.stopPropagation(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); event.stopPropagation(); select(rows()[0]); }
    if (event.key === 'Enter') { event.preventDefault(); event.stopPropagation(); clearTimeout(typing); filter().then(() => select(rows()[0])); }
  });
  window.addEventListener('popstate', () => {
    if (one('#filter')) one('#filter').value = here().searchParams.get('q') || '';
    go(location.href, {push: false, tools: true});
  });

  // Keys, by their place on the keyboard.
  const press = name => () => one(`[data-key="${name}"]`)?.click();
  const tab = by => {
    const tabs = all('.dt-tabs a'), next = tabs[tabs.findIndex(t => t.hasAttribute('aria-current')) + by];
    if (next) go(next.href, {list: false}).then(() => one('#dt-body')?.focus?.());
  };
  const page = n => { const link = all('.tabs a')[n]; if (link) location.href = link.href; };
  const back = () => {
    const url = here();
    if (one('.keys')?.open) one('.keys').open = false;
    else if (url.searchParams.has('id')) {
      for (const name of ['id', 'tab', 'view']) url.searchParams.delete(name);
      go(url).then(() => rows()[0] && one('.d-row[tabindex="0"]').focus({preventScroll: true}));
    } else if (one('#filter').value) { one('#filter').value = ''; filter(); }
  };
  const keys = {
    KeyJ: () => step(1), ArrowDown: () => step(1), KeyK: () => step(-1), ArrowUp: () => step(-1),
    KeyN: event => step(event.shiftKey ? -1 : 1, row => one('.badge', row)),
    Slash: event => { if (event.shiftKey) one('.keys').open = !one('.keys').open; else { one('#filter').focus(); one('#filter').select(); } },
    Enter: () => { const row = document.activeElement.closest('.d-row') || current(); if (row) { select(row); setTimeout(() => one('#detail').focus(), 90); } },
    BracketLeft: () => tab(-1), BracketRight: () => tab(1), Digit1: () => page(0), Digit2: () => page(1), Digit3: () => page(2),
    KeyF: () => { const url = here(); for (const name of ['from', 'pin']) url.searchParams.delete(name); go(url, {detail: false}).then(() => { if (one('.d-rows')) one('.d-rows').scrollTop = 0; }); },
    KeyL: () => { const life = one('.dt-tabs [data-tab=life]'); if (life) go(life.href, {list: false}); },
    KeyR: press('r'), KeyE: press('e'), KeyC: press('c'), KeyY: press('y'), KeyS: press('s'), KeyX: press('x'), KeyM: press('m'), Escape: back,
  };
  document.addEventListener('keydown', event => {
    if (shown) rest();
    if (event.target.matches?.('#set') && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return one('button[value=sendedited]').click();
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || !one('#keys-on').checked || !keys[event.code] || event.repeat && /^Key[RECYSXM]$/.test(event.code)) return;
    if (event.target.closest('input, textarea, select') && !(event.code === 'Escape' && event.target.matches('#set, #name'))) return;
    if (event.code === 'Enter' && event.target.closest('button, summary, a:not(.d-row)')) return;
    if (event.target.matches?.('#set, #name') && event.code === 'Escape') { drawDetail({do: ''}); return event.preventDefault(); }
    event.preventDefault();
    keys[event.code](event);
  });

  // Arrivals: the server says how many there are, a few times a second at most.
  let drawing = false, count = -1, said = 0, unsaid = 0;
  const arrived = async state => {
    if (one('.empty')) return state.count ? location.reload() : undefined;
    if (count >= 0) { unsaid += state.count - count; }
    count = state.count;
    if (unsaid > 0 && Date.now() - said > 5000) {
      told.textContent = state.told.replace('{n}', unsaid);
      [said, unsaid] = [Date.now(), 0];
    }
    if (drawing || document.hidden) { stale = true; return; }
    drawing = true;
    const reading = (one('.d-rows')?.scrollTop || 0) > 8;
    if (reading && live && !here().searchParams.has('pin')) history.replaceState(null, '', held(location.href));
    const waits = () => Boolean(current() && one('.waits', current())), waited = waits();
    try {
      await Promise.all([drawList(), drawTools()]);
      if (waited && !waits()) await drawDetail();
    } catch { /* the stream tells */ }
    setTimeout(() => { drawing = false; if (stale) { stale = false; arrived(state); } }, 250);
  };
  const gone = () => {
    const bar = one('#status ul');
    if (!bar) return;
    const li = document.createElement('li');
    li.className = 'gone';
    li.textContent = body.dataset.gone;
    bar.replaceChildren(li);
  };
  const connect = () => {
    const stream = new EventSource('./events?lang=' + root.lang);
    stream.addEventListener('state', event => {
      if (!connected) { connected = true; count = -1; }
      arrived(JSON.parse(event.data));
    });
    stream.onerror = () => { connected = false; gone(); if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 3000); };
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden && stale) { stale = false; go(location.href, {push: false, detail: false, tools: true}); } });

  root.classList.add('js');
  tabStop();
  showStep();
  connect();
})();
