// The captioner's page sends while somebody types; without this file it sends by its button.
(() => {
  'use strict';
  // Typing: what changed since the last packet is sent as deletions and letters; a packet is sent until it is taken.
  const type = (area) => {
    const form = area.form;
    const said = form.closest('[data-typing-form]').dataset;
    const status = document.querySelector('[data-said]');
    const say = (words) => { if (status.textContent !== words) status.textContent = words; };
    let sent = '';
    let number = Number(said.number);
    let waiting = null;
    let timer = 0;
    const step = () => {
      const want = area.value;
      let same = 0;
      while (same < sent.length && same < want.length && sent[same] === want[same]) same += 1;
      // A surrogate pair is one letter and goes as one.
      if (/[\uD800-\uDBFF]/.test(sent[same - 1] || '')) same -= 1;
      const words = '\b'.repeat([...sent.slice(same)].length) + want.slice(same);
      return words ? { words, want } : null;
    };
    const send = async () => {
      timer = 0;
      if (waiting) return;
      waiting = step();
      if (!waiting) return;
      number += 1;
      for (let tries = 0; ; tries += 1) {
        try {
          const body = new URLSearchParams({ words: waiting.words, seq: number, csrf: form.elements.csrf?.value ?? '' });
          const answer = await fetch(form.action, { method: 'POST', body });
          if (answer.ok) break;
          if (answer.status < 500 && answer.status !== 429) { say((await answer.text()).slice(0, 300)); waiting = null; number -= 1; return; }
        } catch {}
        say(said.again);
        await new Promise((done) => setTimeout(done, Math.min(5000, 500 * (tries + 1))));
      }
      say(said.done);
      sent = waiting.want;
      waiting = null;
      document.dispatchEvent(new CustomEvent('light', { detail: 'word' }));
      if (sent.length > 2000 && sent.endsWith('\n') && area.value === sent) area.value = sent = '';
      soon();
    };
    const soon = () => { if (!timer) timer = setTimeout(send, 250); };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (area.value && !area.value.endsWith('\n')) area.value += '\n';
      soon();
      area.focus();
    }, true);
    area.addEventListener('input', soon);
    addEventListener('beforeunload', (event) => { if (area.value !== sent) event.preventDefault(); });
    form.dataset.sent = '1';
  };

  const area = document.querySelector('[data-typing-area] textarea');
  if (area) type(area);
})();
