/** Anchors of headings, and contents that tell where one is. */
export const CONTENTS = `
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
    // In a row that is wider than the page the current one stays in sight.
    const row = nav.querySelector('ol');
    if (current && row.scrollWidth > row.clientWidth) row.scrollLeft = links.get(current).offsetLeft - row.offsetLeft - 48;
  }, { rootMargin: '-20% 0px -60% 0px' });
  for (const section of document.querySelectorAll('main > section')) observer.observe(section);
}
`;
