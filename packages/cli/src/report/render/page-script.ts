import { createHash } from 'node:crypto';

/**
 * What the page does in the browser, as text. Everything that it shows is in the page or in the JSON beside the explorer; it
 * makes elements and no markup, no code, and no request.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
const byId = (id) => document.getElementById(id);
const make = (tag, given, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) {
    if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
};

// Folded parts open where a link leads into them, and all of them on paper.
const openAround = (element) => {
  for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
};
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('details:not([open])')) {
    one.open = true;
    one.dataset.printed = '';
  }
});
addEventListener('afterprint', () => {
  for (const one of document.querySelectorAll('details[data-printed]')) {
    one.open = false;
    delete one.dataset.printed;
  }
});

// Every heading can be linked to.
for (const heading of document.querySelectorAll('main h2')) {
  const id = heading.parentElement.id;
  heading.append(' ', make('a', { class: 'anchor', href: '#' + id, 'aria-label': 'Link to ' + heading.textContent }, '#'));
}

// Contents tell where one is.
const nav = document.querySelector('nav[aria-label="Contents"]');
const links = new Map([...nav.querySelectorAll('a')].map((link) => [link.getAttribute('href').slice(1), link]));
if ('IntersectionObserver' in window) {
  const inSight = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) inSight[entry.isIntersecting ? 'add' : 'delete'](entry.target.id);
    const current = [...links.keys()].find((id) => inSight.has(id));
    for (const [id, link] of links) {
      if (id === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }, { rootMargin: '-20% 0px -60% 0px' });
  for (const section of document.querySelectorAll('main > section')) observer.observe(section);
}

// Search: headings, captions, terms and running text of the page, and the test files by name.
const dataElement = byId('files-data');
const data = dataElement ? JSON.parse(dataElement.textContent) : null;
const results = make('ul', { class: 'found' });
const count = make('p', { class: 'found-count', role: 'status' });
const search = make('input', { type: 'search', 'aria-label': 'Search this page', placeholder: 'Search' });
nav.prepend(make('div', { class: 'search', role: 'search' }, search, count, results));
const places = [...document.querySelectorAll('main h2, main h3, main caption, main figcaption, main summary, main dt, main p, main li')]
  .map((element) => ({ element, text: element.textContent.trim(), low: element.textContent.toLowerCase() }));
let goals = 0;
const find = () => {
  const wanted = search.value.trim().toLowerCase();
  results.replaceChildren();
  count.textContent = '';
  if (wanted.length < 2) return;
  const found = places.filter(({ low }) => low.includes(wanted));
  const files = data ? data.files.filter(({ name }) => name.toLowerCase().includes(wanted)) : [];
  count.textContent = found.length + files.length === 0 ? 'Nothing found.' : found.length + files.length + ' found';
  for (const { element, text } of found.slice(0, 8)) {
    if (!element.id) element.id = 'place-' + goals++;
    const at = Math.max(0, text.toLowerCase().indexOf(wanted) - 25);
    const shown = (at > 0 ? '…' : '') + text.slice(at, at + 80) + (text.length > at + 80 ? '…' : '');
    results.append(make('li', {}, make('a', { href: '#' + element.id }, shown)));
  }
  for (const { name } of files.slice(0, 8)) results.append(make('li', {}, make('a', { href: '#files?' + new URLSearchParams({ file: name }) }, name)));
};
search.addEventListener('input', find);
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  search.value = '';
  find();
});
addEventListener('keydown', (event) => {
  if (event.key !== '/' || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  search.focus();
});

// In a grid the arrow keys go from count to count.
for (const table of document.querySelectorAll('table.grid')) {
  table.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td');
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!cell || !step) return;
    let row = cell.parentElement.rowIndex, column = cell.cellIndex;
    for (;;) {
      row += step[0];
      column += step[1];
      const next = table.rows[row] && table.rows[row].cells[column];
      if (!next) return;
      const link = next.querySelector('a');
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}

if (data) explore(data);
addEventListener('hashchange', () => openAround(byId(location.hash.slice(1))));
openAround(byId(location.hash.slice(1)));

function explore({ labels, models, files, maps }) {
  for (const span of document.querySelectorAll('span[data-files]')) {
    span.replaceWith(make('a', { href: '#files?' + span.dataset.files }, span.textContent));
  }
  const choice = (name, title, values, any) => {
    const select = make('select', { name }, ...(any ? [make('option', { value: '' }, any)] : []), ...values.map((value) => make('option', { value }, value)));
    form.append(make('label', {}, make('span', {}, title), select));
    select.addEventListener('change', () => { onlyFile = ''; told(); });
    return select;
  };
  const form = make('form', { class: 'choices', 'aria-label': 'Which test files', onsubmit: (event) => event.preventDefault() });
  const speakers = [...new Set(files.map(({ speaker }) => speaker))].filter(Boolean)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const fields = {
    model: choice('model', 'Model', models),
    actual: choice('actual', 'True emotion', labels, 'any'),
    predicted: choice('predicted', 'Taken for', labels, 'any'),
    ...(speakers.length > 0 && { speaker: choice('speaker', 'Speaker', speakers, 'any') }),
    result: choice('result', 'Answer', ['right', 'wrong'], 'any'),
    order: choice('order', 'First', ['most sure', 'least sure', 'by name']),
  };
  const status = make('p', { class: 'told', role: 'status' });
  const chosen = make('div', {});
  const beside = make('div', {});
  byId('explorer').append(form, status, make('div', { class: 'beside' }, chosen, beside));
  const PAGE = 12;
  let onlyFile = '';

  const said = (file, model) => file.said[models.indexOf(model)];
  const query = () => Object.fromEntries(Object.entries(fields).map(([name, select]) => [name, select.value]));
  const matches = (file, { model, actual, predicted, speaker, result }) => {
    const own = said(file, model);
    return own && (!actual || labels[file.actual] === actual) && (!predicted || labels[own[0]] === predicted) &&
      (!speaker || file.speaker === speaker) && (!result || (own[0] === file.actual) === (result === 'right'));
  };
  const sorted = (list, { model, order }) => {
    const sure = (file) => said(file, model)[1 + said(file, model)[0]];
    if (order === 'by name') return list;
    return list.slice().sort((a, b) => (order === 'least sure' ? 1 : -1) * (sure(a) - sure(b)));
  };

  function card(file, model) {
    const own = said(file, model);
    const right = own[0] === file.actual;
    const ranked = labels.map((label, i) => ({ label, percent: own[1 + i], i })).sort((a, b) => b.percent - a.percent).slice(0, 4);
    const held = file.sound && file.sound.startsWith('#') ? byId(file.sound.slice(1)) : null;
    const source = held ? held.src : file.sound;
    return make('li', {}, make('article', { class: right ? 'right' : 'wrong' },
      make('h4', {}, right ? labels[file.actual] + ', recognized' : labels[file.actual] + ', taken for ' + labels[own[0]]),
      ...(file.picture ? [make('img', { src: file.picture, alt: 'Spectrogram of ' + file.name, width: 112, height: 48 })] : []),
      ...(source ? [make('audio', { controls: true, preload: 'none', src: source, 'aria-label': 'Recording ' + file.name })] : []),
      make('ul', { class: 'bars' }, ...ranked.map(({ label, percent, i }) => {
        const bar = make('li', { class: i === file.actual ? 'true' : '' }, make('span', {}, label + (i === file.actual ? ' (true)' : '')), make('span', {}, percent + ' %'));
        bar.style.setProperty('--share', percent / 100);
        return bar;
      })),
      make('p', {}, make('a', { href: '#files?' + new URLSearchParams({ model, file: file.name }) }, file.name),
        file.speaker ? ' · speaker ' + file.speaker : '')));
  }

  function list(place, title, found, model) {
    const cards = make('ol', { class: 'cards' });
    const more = make('button', { type: 'button' }, 'Show more');
    let shown = 0;
    const show = () => {
      const first = shown;
      cards.append(...found.slice(shown, shown + PAGE).map((file) => card(file, model)));
      shown = Math.min(found.length, shown + PAGE);
      more.hidden = shown >= found.length;
      more.textContent = 'Show more (' + (found.length - shown) + ' left)';
      if (first > 0) cards.children[first].querySelector('a').focus();
    };
    more.addEventListener('click', show);
    place.replaceChildren(make('h3', {}, title), cards, more);
    show();
  }

  function show() {
    const asked = query();
    const found = onlyFile ? files.filter(({ name }) => name === onlyFile) : sorted(files.filter((file) => matches(file, asked)), asked);
    const right = found.filter((file) => said(file, asked.model) && said(file, asked.model)[0] === file.actual).length;
    status.textContent = onlyFile
      ? (found.length ? 'One test file, as ' + asked.model + ' took it.' : 'There is no test file ' + onlyFile + '.')
      : found.length + ' of ' + files.length + ' test files; ' + asked.model + ' has ' + right + ' of them right.';
    list(chosen, onlyFile ? onlyFile : 'Chosen', found.filter((file) => said(file, asked.model)), asked.model);
    // Beside mistakes stand files of the same true emotion, and of the one they were taken for, that were recognized.
    const wrong = found.find((file) => said(file, asked.model) && said(file, asked.model)[0] !== file.actual);
    const emotions = !wrong || (!onlyFile && !asked.actual) ? [] : [wrong.actual, said(wrong, asked.model)[0]];
    const examples = emotions.flatMap((emotion, i) => i > 0 && emotion === emotions[0] ? [] : sorted(files.filter((file) => {
      const own = said(file, asked.model);
      return own && file.actual === emotion && own[0] === emotion;
    }), { model: asked.model, order: 'most sure' }).slice(0, 3));
    if (examples.length > 0) list(beside, 'Beside them: recognized', examples, asked.model);
    else beside.replaceChildren();
  }

  function told() {
    const given = Object.entries({ ...query(), file: onlyFile })
      .filter(([name, value]) => value && !(name === 'order' && value === 'most sure'));
    history.replaceState(null, '', '#files?' + new URLSearchParams(given));
    show();
  }

  function follow() {
    if (!location.hash.startsWith('#files?')) return;
    const asked = new URLSearchParams(location.hash.slice(7));
    for (const [name, select] of Object.entries(fields)) {
      const value = asked.get(name);
      if (value !== null && [...select.options].some((option) => option.value === value)) select.value = value;
      else if (name !== 'model' && name !== 'order') select.value = '';
    }
    onlyFile = asked.get('file') || '';
    show();
    byId('files').scrollIntoView();
    status.tabIndex = -1;
    status.focus({ preventScroll: true });
  }
  // The map: a point per file, colored by what is asked, to be clicked or walked through by arrow keys.
  const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#8c6d1f', '#7f7f7f'];
  const colorOf = (i) => i < COLORS.length ? COLORS[i] : 'hsl(' + (i * 47) % 360 + ' 60% 45%)';
  function drawMap(view) {
    const mapped = models.filter((_, i) => maps[i]);
    const select = (title, values) => {
      const element = make('select', {}, ...values.map((value) => make('option', { value }, value)));
      bar.append(make('label', {}, make('span', {}, title), element));
      element.addEventListener('change', draw);
      return element;
    };
    const bar = make('form', { class: 'choices', 'aria-label': 'What the map shows', onsubmit: (event) => event.preventDefault() });
    const model = select('Model', mapped);
    const plane = select('Map', ['UMAP', 'principal components']);
    const color = select('Color', ['true emotion', 'answer', ...(speakers.length > 0 ? ['speaker'] : []), 'right or wrong']);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '-20 -20 1040 700');
    svg.setAttribute('aria-hidden', 'true');
    const frame = make('div', { class: 'map', tabindex: '0', role: 'group', 'aria-label': 'Map of the test files. Arrow keys go from point to point; the file stands beside the map.' }, svg);
    const legend = make('ul', { class: 'legend' });
    const shown = make('ol', { class: 'cards', 'aria-live': 'polite' });
    view.append(bar, make('div', { class: 'beside' }, make('div', {}, frame, legend), shown));
    let points = [];
    let current = -1;
    const point = (i) => {
      if (i < 0 || i >= points.length) return;
      if (points[current]) points[current].circle.classList.remove('now');
      current = i;
      points[i].circle.classList.add('now');
      svg.append(points[i].circle);
      shown.replaceChildren(card(points[i].file, model.value));
    };
    function draw() {
      const own = maps[models.indexOf(model.value)];
      const at = plane.value === 'UMAP' ? 0 : 2;
      const group = (file) => ({
        'true emotion': () => labels[file.actual],
        answer: () => labels[said(file, model.value)[0]],
        speaker: () => file.speaker,
        'right or wrong': () => said(file, model.value)[0] === file.actual ? 'right' : 'wrong',
      })[color.value]();
      const groups = color.value === 'speaker' ? speakers : color.value === 'right or wrong' ? ['right', 'wrong'] : labels;
      const colorFor = (name) => color.value === 'right or wrong' ? (name === 'right' ? '#009e73' : '#d55e00') : colorOf(groups.indexOf(name));
      points = files.flatMap((file, i) => own[i] && said(file, model.value) ? [{ file, x: own[i][at], y: 660 - own[i][at + 1] * 0.66 }] : []).sort((a, b) => a.x - b.x);
      for (const one of points) {
        one.circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
        for (const [name, value] of Object.entries({ cx: one.x, cy: one.y, r: 9, fill: colorFor(group(one.file)) })) one.circle.setAttribute(name, value);
        one.circle.addEventListener('click', () => {
          point(points.indexOf(one));
          const player = shown.querySelector('audio');
          if (player) player.play().catch(() => {});
        });
      }
      svg.replaceChildren(...points.map(({ circle }) => circle));
      legend.replaceChildren(...groups.filter((name) => points.some(({ file }) => group(file) === name)).map((name) => {
        const swatch = make('i', {});
        swatch.style.background = colorFor(name);
        return make('li', {}, swatch, name);
      }));
      current = -1;
      shown.replaceChildren();
    }
    frame.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        point(Math.max(0, Math.min(points.length - 1, current + step)));
      } else if (event.key === 'Enter') {
        const player = shown.querySelector('audio');
        if (player) player.play().catch(() => {});
      }
    });
    draw();
  }
  if (byId('map-view')) drawMap(byId('map-view'));

  addEventListener('hashchange', follow);
  if (location.hash.startsWith('#files?')) follow();
  else show();
}
})();
`;

/** What the content-security policy knows the script by: it runs no other one. */
export const SCRIPT_HASH: string = `sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}`;
