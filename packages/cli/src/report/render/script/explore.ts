/** `explore`: any test file, by filters and addresses, and beside mistakes files that were recognized. */
export const EXPLORE = `
function explore(all) {
  const { labels, models, files } = all;
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
  if (byId('map-view')) drawMap(byId('map-view'), all, { speakers, said, card });

  addEventListener('hashchange', follow);
  if (location.hash.startsWith('#files?')) follow();
  else show();
}
`;
