/** Finds and makes elements: text and attributes, never markup. */
export const MAKE_ELEMENTS = `
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
`;
