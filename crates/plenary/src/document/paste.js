// Rich text pasted where one writes a document becomes Markdown: headings, lists, tables, quotations, links, looks. What has
// no looks is pasted as ever, and so is everything without this script.
(() => {
  'use strict';
  const SKIP = 'SCRIPT STYLE HEAD META LINK TITLE TEMPLATE SVG FORM BUTTON INPUT SELECT TEXTAREA'.split(' ');
  const BLOCK = 'P DIV H1 H2 H3 H4 H5 H6 UL OL LI TABLE BLOCKQUOTE PRE SECTION ARTICLE MAIN HEADER FOOTER ASIDE DL DT DD HR FIGURE FIGCAPTION BODY'.split(' ');
  const isBlock = (node) => BLOCK.includes(node.nodeName) || (node.nodeType === 1 && !SKIP.includes(node.nodeName) && [...node.children].some(isBlock));
  const plain = (text) => text.replace(/[ \t\r\n\u00a0]+/g, ' ').replace(/[\\`*_[\]<~|]/g, '\\$&');
  // Marks stand close to their words: "**word** " and never "**word **".
  const around = (mark, words) => words.trim() ? words.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : words;
  const words = (node) => [...node.childNodes].map(inline).join('');
  const inline = (node) => {
    if (node.nodeType === 3) return plain(node.data);
    if (node.nodeType !== 1 || SKIP.includes(node.nodeName)) return '';
    if (node.nodeName === 'BR') return '\\\n';
    if (node.nodeName === 'IMG') return plain(node.alt || '');
    if (node.nodeName === 'CODE') return node.textContent.trim() ? '`' + node.textContent.trim().replaceAll('`', "'") + '`' : '';
    let inner = words(node);
    // The policy of the page keeps styles of the markup from applying, here too: they are read as they are written.
    const look = (name) => new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, 'i').exec(node.getAttribute('style'))?.[1].trim() ?? '';
    const [weight, slant, line] = [look('font-weight'), look('font-style'), look('text-decoration(?:-line)?')];
    const is = (...names) => names.includes(node.nodeName);
    if (is('S', 'DEL', 'STRIKE') || line.includes('line-through')) inner = around('~~', inner);
    if (slant ? slant === 'italic' : is('I', 'EM')) inner = around('*', inner);
    if (weight ? weight === 'bold' || weight >= 600 : is('B', 'STRONG')) inner = around('**', inner);
    const href = is('A') && node.getAttribute('href');
    if (href && /^(https?:|mailto:)/i.test(href) && inner.trim()) inner = `[${inner.trim()}](<${href.replace(/[<>\s]/g, encodeURIComponent)}>)`;
    return inner;
  };
  const tidy = (text) => text.replace(/^(?:\s|\\\n)+|(?:\s|\\\n)+$/g, '').replace(/ *\n */g, '\n');
  // What would begin a block of another kind at the start of a paragraph is held back.
  const paragraph = (text) => tidy(text).replace(/^(#{1,6}(?= )|[-+>](?= )|(?:\d+)(?=[.)] ))/, (start) => /\d/.test(start) ? start + '\\' : '\\' + start);
  const indent = (text, by) => text.replace(/\n(?=.)/g, '\n' + by);
  const list = (node) => {
    let at = (node.start || 1) - 1;
    return [...node.children].map((item) => {
      if (!item.matches('li')) return item.matches('ul, ol') ? '   ' + indent(list(item), '   ') : blocks(item).join('\n');
      at += 1;
      const lead = node.nodeName === 'OL' ? `${at}. ` : '-  ';
      return lead + indent(blocks(item).join('\n'), '   ');
    }).filter((line) => line.trim()).join('\n');
  };
  const table = (node) => {
    const rows = [...node.rows].map((row) => [...row.cells].map((cell) => tidy(blocks(cell).join(' ')).replace(/\\?\n/g, ' ')));
    const columns = Math.max(0, ...rows.map((row) => row.length));
    const line = (cells) => '| ' + Array.from({ length: columns }, (_, at) => cells[at] || '').join(' | ') + ' |';
    return columns ? [line(rows[0]), '|' + '---|'.repeat(columns), ...rows.slice(1).map(line)].join('\n') : '';
  };
  const block = (node) => {
    const heading = /^H([1-6])$/.exec(node.nodeName);
    if (heading) return ['#'.repeat(heading[1]) + ' ' + tidy(words(node)).replace(/\\?\n/g, ' ')];
    if (node.matches('ul, ol')) return [list(node)];
    if (node.matches('table')) return [table(node)];
    if (node.matches('blockquote')) return blocks(node).map((text) => '> ' + text.replace(/\n/g, '\n> '));
    if (node.matches('pre')) return ['```\n' + node.textContent.replace(/\n+$/, '').replaceAll('```', "'''") + '\n```'];
    return blocks(node);
  };
  const blocks = (node) => {
    const out = [];
    let run = '';
    const end = () => { if (tidy(run)) out.push(paragraph(run)); run = ''; };
    for (const child of node.childNodes) {
      if (child.nodeType === 1 && isBlock(child)) { end(); out.push(...block(child)); } else run += inline(child);
    }
    end();
    return out.filter((text) => text.trim());
  };
  const markdown = (html) => blocks(new DOMParser().parseFromString(html, 'text/html').body).join('\n\n');
  document.querySelector('form[data-peek] textarea')?.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    if (!html || html.length > 5e6) return;
    const text = markdown(html);
    if (!text) return;
    event.preventDefault();
    // The browser's own way of typing keeps the way back (undo).
    if (!document.execCommand('insertText', false, text)) event.target.setRangeText(text, event.target.selectionStart, event.target.selectionEnd, 'end');
    event.target.dispatchEvent(new Event('input', { bubbles: true }));
  });
})();
