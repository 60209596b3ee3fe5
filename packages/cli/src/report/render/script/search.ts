/** Search of the page and of its test files. */
export const SEARCH = `
// Search: headings, captions, terms and running text of the page, and the test files by name.
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
`;
