// What pages of a server remember in the browser.
(() => {
  'use strict';
  const recall = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* no storage */ } };
  for (const input of document.querySelectorAll('[name=theme]')) {
    if (recall('argosctl-theme') === input.value) input.checked = true;
    input.addEventListener('change', () => keep('argosctl-theme', input.value));
  }
  const keys = document.querySelector('#keys-on');
  if (keys) {
    keys.checked = recall('argosctl-keys') !== 'off';
    keys.addEventListener('change', () => keep('argosctl-keys', keys.checked ? 'on' : 'off'));
  }
})();
