// Improves pages that already work without it. Every part looks for its own data attribute and leaves the rest alone.
(() => {
  'use strict';
  const said = document.currentScript.dataset;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  // Storage may be full or forbidden; then the page simply does without.
  const keep = (key, value) => { try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch {} };
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // One press, one act: buttons rest once their form is on its way; the hidden key makes a second press harmless anyway.
  const rest = (form, resting) => {
    form.toggleAttribute('aria-busy', resting);
    if (resting) form.setAttribute('aria-busy', 'true');
    all('button', form).forEach((button) => { button.disabled = resting; });
  };
  addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.matches('[data-forget]')) forget(() => true);
    form.dataset.sent = '1';
    setTimeout(() => rest(form, true));
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) all('form[data-sent]').forEach((form) => { delete form.dataset.sent; rest(form, false); });
  });

  // Drafts: what is written in a form stays in this browser until a page says that it arrived (data-arrived).
  const DRAFT = 'draft:';
  const MONTH = 30 * 24 * 3600 * 1000;
  const forget = (which) => {
    try { Object.keys(localStorage).filter((key) => key.startsWith(DRAFT) && which(key)).forEach((key) => keep(key, null)); } catch {}
  };
  const fields = (form) => all('textarea, select, input:not([type=hidden]:not([data-kept]), [type=file], [type=password])', form);
  const held = (field) => (/radio|checkbox/.test(field.type) ? field.checked : field.value);
  const first = (field) => (/radio|checkbox/.test(field.type) ? field.defaultChecked
    : field.options ? ([...field.options].find((o) => o.defaultSelected) || field.options[0] || {}).value : field.defaultValue);
  const isChanged = (form) => fields(form).some((field) => held(field) !== first(field));
  const put = (field, value) => { /radio|checkbox/.test(field.type) ? field.checked = value : field.value = value; };
  const save = (form) => {
    const values = fields(form).map((field) => [field.id, held(field)]);
    keep(DRAFT + form.dataset.draft, isChanged(form) || 'refused' in form.dataset ? JSON.stringify({ at: Date.now(), values }) : null);
  };
  const restore = (form) => {
    const key = DRAFT + form.dataset.draft;
    let draft = null;
    try { draft = JSON.parse(kept(key)); } catch {}
    if (!draft || 'refused' in form.dataset) return;
    if (Date.now() - draft.at > MONTH) return keep(key, null);
    const different = draft.values.filter(([id, value]) => {
      const field = document.getElementById(id);
      return field && form.contains(field) && held(field) !== value;
    });
    if (!different.length) return;
    different.forEach(([id, value]) => put(document.getElementById(id), value));
    const note = make('p', said.restored + ' ', { class: 'notice note', role: 'status' });
    const discard = make('button', said.discard, { type: 'button', class: 'link' });
    discard.onclick = () => { fields(form).forEach((f) => put(f, first(f))); keep(key, null); note.remove(); form.dispatchEvent(new Event('input')); form.querySelector('[data-kept]') && location.reload(); };
    note.append(discard);
    form.prepend(note);
  };
  const drafts = (root) => {
    all('[data-arrived]', root).forEach((notice) => keep(DRAFT + notice.dataset.arrived, null));
    all('form[data-draft]', root).forEach((form) => {
      let wait;
      restore(form);
      form.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(save, 500, form); });
      addEventListener('pagehide', () => { clearTimeout(wait); if (!form.dataset.sent || isChanged(form)) save(form); });
    });
  };
  addEventListener('beforeunload', (event) => {
    const lost = all('form[method=post]:not([data-draft], [data-sent])').some((form) => form.querySelector('textarea') && isChanged(form));
    if (lost) { event.preventDefault(); event.returnValue = said.unsaved; }
  });

  // Letters counted as people count them: whole code points, as the server does.
  const count = (root) => all('textarea[data-limit]', root).forEach((area) => {
    const shown = area.parentElement.querySelector('.count');
    if (!shown) return;
    const tell = () => {
      const letters = [...area.value].length;
      const limit = Number(area.dataset.limit);
      shown.textContent = letters > limit / 2 ? `${letters} / ${limit}` : '';
      shown.classList.toggle('over', letters > limit);
    };
    area.form?.addEventListener('input', tell);
    tell();
  });

  // Instants that one must not miss, on the visitor's own clock as well, where that shows another time.
  const yours = (root) => all('[data-yours] time', root).forEach((time) => {
    const at = new Date(time.dateTime);
    if (time.textContent.includes(at.toTimeString().slice(0, 5))) return;
    const here = at.toLocaleString(document.documentElement.lang, { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' });
    time.after(make('span', ` · ${said.yours} ${here}`, { class: 'utc' }));
  });

  const copying = (root) => all('[data-copy]', root).forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
      button.textContent = said.copied;
    };
  });

  // Fragments: only the named element of the answer is put in; anything unexpected is shown as a whole page instead.
  addEventListener('submit', async (event) => {
    const form = event.target;
    const id = form.dataset?.fragment;
    const target = id && document.getElementById(id);
    if (!target || event.defaultPrevented) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const get = form.method === 'get';
    const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
    rest(form, true);
    try {
      const answer = await fetch(get ? `${form.action}?${body}` : form.action, get ? {} : { method: 'POST', body });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const fresh = page.getElementById(id);
      if (!fresh) { delete form.dataset.sent; location.assign(answer.url); return; }
      target.replaceWith(fresh);
      improve(fresh);
      (fresh.querySelector('[data-focus]') || fresh).focus({ preventScroll: true });
    } catch {
      rest(form, false);
      delete form.dataset.sent;
      form.querySelector('.errors.unsent')?.remove();
      form.prepend(make('p', said.failed, { class: 'errors unsent', role: 'alert' }));
    }
  }, true);

  // Live parts: the server sends the same fragment the page contains; "append" adds to the end, all others replace.
  const live = (root) => all('[data-live]', root).forEach((part) => {
    const source = new EventSource(part.dataset.live);
    source.onmessage = (event) => { part.innerHTML = event.data; improve(part); };
    source.addEventListener('append', (event) => part.insertAdjacentHTML('beforeend', event.data));
    source.addEventListener('end', () => source.close());
  });

  // The queue by keyboard. Single keys can be turned off (WCAG 2.1.4) and never act while somebody writes.
  const OFF = 'keys-off';
  const rows = () => all('[data-queue] [data-row]');
  const step = (by) => {
    const list = rows();
    const here = list.includes(document.activeElement) ? list.indexOf(document.activeElement)
      : list.findIndex((row) => row.closest('[aria-current]'));
    list[Math.max(0, Math.min(list.length - 1, here + by))]?.focus();
  };
  const help = () => {
    const dialog = make('dialog', '', { 'aria-labelledby': 'keys-title' });
    const list = make('ul', '');
    const line = (key, text) => { const li = make('li', ''); li.append(make('kbd', key), make('span', text)); list.append(li); };
    line('j', said.next);
    line('k', said.previous);
    all('[data-key]').forEach((button) => line(button.dataset.key, button.firstChild.textContent.trim()));
    line('?', said.help);
    const off = make('button', kept(OFF) ? said.on : said.off, { type: 'button', class: 'quiet' });
    off.onclick = () => { keep(OFF, kept(OFF) ? null : '1'); dialog.close(); };
    const close = make('button', said.close, { type: 'button', class: 'main', autofocus: '' });
    close.onclick = () => dialog.close();
    const acts = make('p', '', { class: 'acts' });
    acts.append(close, off);
    dialog.append(make('h2', said.keys, { id: 'keys-title' }), list, acts);
    dialog.onclose = () => dialog.remove();
    document.body.append(dialog);
    dialog.showModal();
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!document.querySelector('[data-queue]') || event.target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog')) return;
    if (event.key === '?') help();
    else if (kept(OFF)) return;
    else if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1);
    else {
      const button = all('[data-key]').find((candidate) => candidate.dataset.key === event.key);
      if (!button) return;
      button.focus();
      button.click();
    }
    event.preventDefault();
  });

  const improve = (root) => { drafts(root); yours(root); count(root); copying(root); live(root); };
  improve(document);
  document.querySelector('[data-focus]')?.focus();
})();
