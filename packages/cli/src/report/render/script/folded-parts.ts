/** Opens what is folded: where a link leads into it, and on paper. */
export const FOLDED_PARTS = `
// Folded parts open where a link leads into them, and on paper all but what is there to look things up in.
const openAround = (element) => {
  for (let at = element; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
};
addEventListener('beforeprint', () => {
  for (const one of document.querySelectorAll('details:not([open], .lookup, .lookup *)')) {
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
`;
