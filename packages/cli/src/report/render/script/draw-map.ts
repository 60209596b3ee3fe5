/** `drawMap`: a point per test file, colored by what is asked, to be clicked or walked through by arrow keys. */
export const DRAW_MAP = `
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#8c6d1f', '#7f7f7f'];
const colorOf = (i) => i < COLORS.length ? COLORS[i] : 'hsl(' + (i * 47) % 360 + ' 60% 45%)';
function drawMap(view, { labels, models, files, maps }, { speakers, said, card }) {
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
`;
