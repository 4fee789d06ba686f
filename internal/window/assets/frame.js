// What the pages of a server have in common: what the browser remembers, and what has
// come since a page was drawn.
(() => {
  'use strict';
  const recall = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* no storage */ } };
  for (const input of document.querySelectorAll('[name=theme]')) {
    if (recall('argosctl-theme') === input.value) input.checked = true;
    input.addEventListener('change', () => keep('argosctl-theme', input.value));
  }
  // Lives and totals are drawn once: a link tells how much has come since.
  const stale = document.querySelector('#stale');
  if (stale) {
    new EventSource('./events?lang=' + document.documentElement.lang).addEventListener('state', event => {
      const state = JSON.parse(event.data), more = state.count - stale.dataset.count;
      stale.hidden = more <= 0;
      stale.textContent = state.told.replace('{n}', more);
    });
  }
  const keys = document.querySelector('#keys-on');
  if (keys) {
    keys.checked = recall('argosctl-keys') !== 'off';
    keys.addEventListener('change', () => keep('argosctl-keys', keys.checked ? 'on' : 'off'));
  }
})();
