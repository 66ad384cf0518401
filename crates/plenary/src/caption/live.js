// The live page grows by itself; without this file it reads itself anew.
(() => {
  'use strict';
  const find = (selector) => document.querySelector(selector);
  const make = (name, text, className) => Object.assign(document.createElement(name), { textContent: text, className });
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch {} };

  const shine = (detail) => document.dispatchEvent(new CustomEvent('light', { detail }));

  // The reading rules of reading.rs: hard-wrapped lines are joined, a label stands apart.
  const read = (text) => {
    const all = [];
    let before = Infinity;
    for (const raw of text.split('\n')) {
      const line = raw.trim();
      if (line && before <= 60 && before > 0 && line[0] !== '>' && all.length) all[all.length - 1] += ' ' + line;
      else if (line) all.push(line);
      before = [...line].length;
    }
    const isOver = /\n\s*$/.test(text);
    return all.map((lines, at) => {
      const turn = lines[0] === '>';
      const rest = lines.replace(/^[> ]+/, '');
      const label = turn && /^([^:：]{1,80})[:：]\s*/.exec(rest);
      return { turn, label: label ? label[1].trim() : '', words: label ? rest.slice(label[0].length) : rest,
        done: at < all.length - 1 || isOver };
    });
  };
  // Whole sentences, or what has grown too long to wait for its end; the last one may be open.
  const sentences = ({ words, done }) => {
    const parts = words.match(/.*?(?:[.!?…]+["'”’)\]»]*(?:\s+|$)|[。！？]["'”’)\]»]*\s*)|.{240,}?\s|.+$/gsu) || [];
    const ends = /[.!?…。！？]["'”’)\]»]*\s+$|^.{240,}\s$|[。！？]["'”’)\]»]*\s*$/su;
    return parts.map((part, at) => ({ part, open: !done && at === parts.length - 1 && !ends.test(part) }));
  };
  const show = (log, paragraph, element) => {
    const parts = sentences(paragraph);
    const p = element || log.appendChild(Object.assign(make('p', '', ''), { dir: 'auto' }));
    p.className = paragraph.turn ? 'turn' : '';
    let who = p.querySelector('.who');
    if (paragraph.label && !who) { who = make('b', '', 'who'); p.prepend(who, ' '); }
    if (who && who.textContent !== paragraph.label) paragraph.label ? who.textContent = paragraph.label : who.remove();
    const spans = [...p.querySelectorAll('span')];
    parts.forEach(({ part, open }, at) => {
      const span = spans[at];
      if (span && span.textContent === part && (span.className === 'open') === open) return;
      const fresh = make('span', part, open ? 'open' : '');
      // An open sentence may still change: it is read out when it is whole.
      if (open) fresh.setAttribute('aria-hidden', 'true');
      span ? span.replaceWith(fresh) : p.append(fresh);
    });
    spans.slice(parts.length).forEach((span) => span.remove());
  };

  const watch = (log) => {
    const said = log.dataset;
    const now = find('.to-now');
    let text = '', shown = [], paused = false, follows = true, missed = 0;
    document.body.classList.add('watching');
    const down = () => { if (follows) log.scrollTop = log.scrollHeight; };
    const offer = () => {
      now.hidden = follows && !paused;
      now.querySelector('button').textContent = missed ? said.more.replace('#', missed) : said.toNow;
    };
    const draw = () => {
      const fresh = read(text);
      let at = 0;
      while (at < shown.length && JSON.stringify(shown[at]) === JSON.stringify(fresh[at])) at += 1;
      for (; at < fresh.length; at += 1) show(log, fresh[at], log.children[at]);
      while (log.children.length > fresh.length) log.lastElementChild.remove();
      shown = fresh;
      down();
    };
    const anew = () => { log.setAttribute('aria-live', 'off'); log.replaceChildren(); shown = []; draw(); setTimeout(() => log.removeAttribute('aria-live')); };
    // The page keeps what was read since it was opened, up to a bound: a day's words slow an old phone.
    const bound = () => {
      if (text.length < 120000) return;
      const cut = text.indexOf('\n', text.length - 60000);
      text = text.slice(cut < 0 ? -60000 : cut + 1);
      anew();
    };
    const source = new EventSource(said.words);
    let greeted = false;
    source.onmessage = ({ data }) => {
      const [cut, add] = JSON.parse(data);
      shine(greeted ? 'word' : 'found');
      greeted = true;
      // Words were erased, or much was missed: a paused page does not keep them either.
      if (cut === null) { text = add; anew(); return; }
      text = text.slice(0, Math.max(0, text.length - cut)) + add;
      if (!follows || paused) { missed += add.split(/\s+/).filter(Boolean).length; offer(); }
      if (!paused) { draw(); bound(); }
    };
    source.onopen = () => shine('found');
    source.onerror = () => shine(source.readyState === EventSource.CLOSED ? 'gone' : 'lost');
    source.addEventListener('end', () => { source.close(); log.classList.add('over'); shine('ended'); });
    log.addEventListener('scroll', () => {
      const near = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
      if (near && !paused) missed = 0;
      if (near !== follows) { follows = near; offer(); }
    });
    const pause = find('a[data-pause]');
    const set = (value) => {
      paused = value;
      if (pause) pause.textContent = paused ? said.goOn : said.pause;
      if (!paused) { missed = 0; follows = true; draw(); bound(); }
      offer();
    };
    pause?.addEventListener('click', (event) => { event.preventDefault(); set(!paused); });
    now.querySelector('button').addEventListener('click', () => { follows = true; set(false); log.focus(); down(); });
  };

  // Size and contrast change in place and are remembered in this browser.
  const choose = (log) => document.querySelectorAll('[data-choose]').forEach((link) => {
    const [kind, value] = link.dataset.choose.split(' ');
    const group = [...document.querySelectorAll(`[data-choose^="${kind} "]`)];
    const apply = () => {
      group.forEach((other) => {
        const name = other.dataset.choose.split(' ')[1];
        if (name) log.classList.toggle(name, other === link);
        other === link ? other.setAttribute('aria-current', 'true') : other.removeAttribute('aria-current');
      });
      log.scrollTop = log.scrollHeight;
    };
    link.addEventListener('click', (event) => { event.preventDefault(); apply(); keep('live-' + kind, value || 'none'); });
    // What the address says stands.
    if (!location.search.includes(kind + '=') && kept('live-' + kind) === (value || 'none')) apply();
  });

  const log = find('[data-words]');
  if (log) { choose(log); watch(log); }
})();
