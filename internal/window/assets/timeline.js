(() => {
  'use strict';
  const root = document.documentElement;
  const one = selector => document.querySelector(selector);
  const rows = [...document.querySelectorAll('.row')].map(el => {
    const lines = name => el.dataset[name] ? el.dataset[name].split('\n') : [];
    const row = {
      el, head: el.querySelector('summary'), box: el.firstElementChild, id: el.dataset.id,
      event: lines('event'), outcome: [el.dataset.outcome], code: lines('code'), submission: [el.dataset.id.toLowerCase()],
      user: lines('user'), finding: lines('finding'),
    };
    row.text = [el.dataset.text.toLowerCase(), row.id.toLowerCase(), row.outcome, ...row.event, ...row.code, ...row.user, ...row.finding].join('\n');
    return row;
  });
  const field = one('#filter'), shown = one('#shown'), keysOn = one('#keys-on');
  // A page of a server has links to the other ones, and remembers its theme.
  const pages = [...document.querySelectorAll('.tabs a')];
  const switches = [...document.querySelectorAll('.tabs input, .switch input')].filter(input => !pages.length || input.name !== 'theme');
  const whole = shown.textContent;
  let visible = rows, current = null;

  // A filter is words with "and" between them: key:value, text, -excluded, "quoted".
  const parse = text => [...text.toLowerCase().matchAll(/(-?)(?:(event|outcome|code|submission|user|finding):)?(?:"([^"]*)"?|([^\s"]*))/g)]
    .filter(m => m[0] !== '' && m[0] !== '-')
    .map(m => ({not: m[1] === '-', key: m[2], value: m[3] ?? m[4]}));
  const matches = (row, word) => {
    if (!word.key) return row.text.includes(word.value);
    if (word.key === 'outcome') return row.outcome[0].startsWith(word.value);
    return row[word.key].some(text => text.includes(word.value));
  };

  const apply = () => {
    const words = parse(field.value);
    visible = rows.filter(row => {
      const keep = words.every(word => matches(row, word) !== word.not);
      row.el.hidden = !keep;
      return keep;
    });
    const some = visible.length ? shown.dataset.some.replace('{n}', visible.length.toLocaleString('en')).replace('{all}', rows.length.toLocaleString('en')) : shown.dataset.none;
    shown.textContent = words.length && rows.length ? some : whole;
    for (const link of document.querySelectorAll('a[href^="#filter="]')) {
      if (filterOf(link.hash) === field.value.trim()) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    tabStop();
  };

  // The list is one tab stop: the current row, else the first.
  const tabStop = () => {
    const at = visible.includes(current) ? current : visible[0];
    for (const row of rows) row.head.tabIndex = row === at ? 0 : -1;
  };
  const select = (row, focus = true) => {
    if (current) current.el.removeAttribute('aria-current');
    current = row || null;
    if (current) {
      current.el.setAttribute('aria-current', 'true');
      if (focus) current.head.focus({preventScroll: true});
      current.head.scrollIntoView({block: 'nearest'});
    }
    tabStop();
  };
  const step = (by, wanted = () => true) => {
    let i = visible.indexOf(current);
    i = i < 0 ? (by > 0 ? 0 : visible.length - 1) : i + by;
    while (visible[i] && !wanted(visible[i])) i += by;
    if (visible[i]) { select(visible[i]); save(); }
  };

  // Filter, row and switches live behind the # of the URL.
  const filterOf = hash => new URLSearchParams(hash.slice(1)).get('filter') ?? '';
  const save = push => {
    const state = new URLSearchParams();
    if (field.value.trim()) state.set('filter', field.value.trim());
    if (current) state.set('life', current.id);
    for (const input of switches) if (input.checked && !input.defaultChecked) state.set(input.name, input.value);
    try { history[push ? 'pushState' : 'replaceState'](null, '', '#' + state); } catch { /* a page without a history */ }
  };
  const load = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    field.value = state.get('filter') ?? '';
    for (const input of switches) input.checked = state.has(input.name) ? state.get(input.name) === input.value : input.defaultChecked;
    apply();
    select(rows.find(row => row.id === state.get('life')), false);
  };

  field.addEventListener('input', () => { apply(); save(); });
  for (const input of switches) input.addEventListener('change', () => save());
  window.addEventListener('popstate', load);
  window.addEventListener('hashchange', load);
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#filter="]');
    const row = rows.find(row => row.head.contains(event.target));
    if (link) {
      event.preventDefault();
      if (document.body.matches('.only-totals')) {
        location.href = pages[1].href + '#' + new URLSearchParams({filter: filterOf(link.hash)});
        return;
      }
      field.value = filterOf(link.hash);
      apply();
      if (one('#tab-totals')?.checked && !link.closest('.chips')) one('#tab-timeline').checked = true;
      save(true);
    } else if (row) { select(row); save(); }
    const help = one('.keys');
    if (help.open && !help.contains(event.target)) help.open = false;
  });

  const page = n => {
    const tab = document.querySelectorAll('.tabs input')[n];
    if (pages[n]) location.href = pages[n].href;
    else if (tab) { tab.checked = true; save(); }
  };
  const keys = {
    KeyJ: () => step(1), ArrowDown: () => step(1), KeyK: () => step(-1), ArrowUp: () => step(-1),
    KeyN: event => step(event.shiftKey ? -1 : 1, row => row.finding.length),
    Slash: event => { if (event.shiftKey) one('.keys').open = !one('.keys').open; else { field.focus(); field.select(); } },
    Digit1: () => page(0), Digit2: () => page(1), Digit3: () => page(2), KeyM: () => one('[data-key=m]')?.click(),
    Escape: () => {
      if (one('.keys').open) one('.keys').open = false;
      else if (current?.box.open) current.box.open = false;
      else if (field.value) { field.value = ''; apply(); save(true); }
    },
  };
  field.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'Escape') { if (field.value) { field.value = ''; apply(); save(true); } else field.blur(); event.stopPropagation(); }
    if ((event.key === 'ArrowDown' || event.key === 'Enter') && visible.length) { select(visible[0]); save(); event.preventDefault(); event.stopPropagation(); }
  });
  document.addEventListener('keydown', event => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!plain || !keysOn.checked || event.target.closest('input, textarea, select') || !keys[event.code]) return;
    event.preventDefault();
    keys[event.code](event);
  });

  root.classList.add('js');
  load();
})();
