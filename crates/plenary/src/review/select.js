// Words selected in a text under review can be commented on, one or several together, also across blocks. The page's ticks
// do the same without it.
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  all('form[data-passages]').forEach((form) => {
    const bar = make('p', '', { class: 'picked', role: 'group' });
    const button = (text, kind, act) => {
      const made = make('button', text, { type: 'button', class: kind });
      made.onclick = act;
      bar.append(made);
    };
    let picked = null;
    let isFresh = false;
    // Counted as the record counts: code points, a line break is one, and what the page adds to the words is none.
    const letters = (text, node, offset) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      if (node) range.setEnd(node, offset);
      const part = range.cloneContents();
      all('.ordinal, .footnote > b:first-child', part).forEach((added) => {
        if (added.nextSibling) added.nextSibling.textContent = added.nextSibling.textContent.replace(/^ /, '');
        added.remove();
      });
      all('br', part).forEach((line) => line.replaceWith('\n'));
      return [...part.textContent].length;
    };
    const read = (range) => {
      const texts = all('.block > .text', form).filter((text) => range.intersectsNode(text));
      const from = (text) => (text.contains(range.startContainer) ? letters(text, range.startContainer, range.startOffset) : 0);
      const to = (text) => (text.contains(range.endContainer) ? letters(text, range.endContainer, range.endOffset) : letters(text));
      while (texts.length && !to(texts.at(-1))) texts.pop();
      while (texts.length > 1 && from(texts[0]) >= letters(texts[0])) texts.shift();
      if (!texts.length || (texts.length === 1 && from(texts[0]) >= to(texts[0]))) return null;
      const [first, last] = [texts[0], texts.at(-1)];
      const [start, end] = [first, last].map((text) => text.parentElement.id.slice(1));
      return { last, quote: String(range).trim(), spot: `${start}.${from(first)}-${start === end ? '' : `${end}.`}${to(last)}` };
    };
    const show = () => {
      const chosen = getSelection();
      if (bar.contains(document.activeElement)) return;
      picked = chosen.rangeCount && !chosen.isCollapsed ? read(chosen.getRangeAt(0)) : null;
      if (!picked) return bar.remove();
      isFresh = true;
      const table = picked.last.closest('.tabular');
      const host = table || picked.last.parentElement;
      // Right behind the words.
      if (table) table.append(bar);
      else picked.last.after(bar);
      const ends = [...chosen.getRangeAt(0).getClientRects()].at(-1);
      const block = host.getBoundingClientRect();
      bar.style.top = `${Math.max(0, Math.min(ends.bottom, block.bottom) - block.top + 6)}px`;
    };
    const collect = () => {
      const line = make('li', '');
      const label = make('label', '', { class: 'pick' });
      const words = picked.quote.length > 120 ? `${picked.quote.slice(0, 119)}…` : picked.quote;
      label.append(make('input', '', { type: 'checkbox', name: 'on', value: picked.spot, checked: '' }), make('q', words, { dir: 'auto' }));
      line.append(label);
      form.querySelector('.tray ul').append(line);
      bar.remove();
      getSelection().removeAllRanges();
    };
    button(form.dataset.comment, 'main', () => { collect(); form.requestSubmit(); });
    button(form.dataset.collect, 'quiet', collect);
    // The first Tab after words were selected goes to what can be done with them, wherever the focus is.
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Tab' || event.shiftKey || !isFresh || !bar.isConnected) return;
      isFresh = false;
      event.preventDefault();
      bar.querySelector('button').focus();
    });
    let wait;
    document.addEventListener('selectionchange', () => { clearTimeout(wait); wait = setTimeout(show, 200); });
  });
})();
