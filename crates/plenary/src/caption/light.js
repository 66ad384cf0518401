// The light that says when the last word came: ticks each second, asks the forum where nothing else tells it.
(() => {
  'use strict';
  const light = document.querySelector('[data-light]');
  if (!light) return;
  const said = light.dataset;
  const words = light.querySelector('[data-light-words]');
  let last = said.last === '' ? null : Date.now() - Number(said.last);
  let told = '';
  const ago = (seconds) => (seconds < 3 ? said.now : seconds < 120 ? said.seconds.replace('#', seconds) : said.minutes.replace('#', Math.floor(seconds / 60)));
  const tell = (name, text) => { light.className = 'light ' + name; if (words.textContent !== text) words.textContent = text; };
  const shine = () => {
    if (told) return tell(told, said[told]);
    if (last === null) return;
    const seconds = Math.max(0, Math.round((Date.now() - last) / 1000));
    const state = seconds > 120 ? 'silent' : seconds > 15 ? 'quiet' : 'alive';
    tell(state, said[state] + ' ' + ago(seconds));
  };
  // Others tell: a word came, the line is lost or found again, the captions ended.
  document.addEventListener('light', ({ detail }) => {
    if (detail === 'word') last = Date.now();
    told = detail === 'word' || detail === 'found' ? '' : detail;
    shine();
  });
  const ask = async () => {
    try {
      const answer = await fetch(said.ask);
      if (!answer.ok) return;
      const since = await answer.text();
      if (since !== '') { last = Date.now() - Number(since); shine(); }
    } catch {}
  };
  if (said.ask) setInterval(ask, 5000);
  if (said.over !== undefined) told = 'ended';
  shine();
  setInterval(shine, 1000);
})();
