// While somebody writes in the editing form, shows what the button "preview" would show. The page does without it.
(() => {
  'use strict';
  const form = document.querySelector('form[data-peek]');
  if (!form) return;
  const id = form.dataset.peek;
  let wait, asked;
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const body = new FormData(form);
    body.delete('file');
    body.set('act', 'preview');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById(id);
      if (fresh) document.getElementById(id).replaceWith(fresh);
    } catch {}
  };
  form.addEventListener('input', (event) => {
    if (!event.target.matches('textarea')) return;
    clearTimeout(wait);
    wait = setTimeout(ask, 900);
  });
})();
