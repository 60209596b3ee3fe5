import { createHash } from 'node:crypto';
import { CONTENTS } from './script/contents.ts';
import { DRAW_MAP } from './script/draw-map.ts';
import { EXPLORE } from './script/explore.ts';
import { FOLDED_PARTS } from './script/folded-parts.ts';
import { GRID_KEYS } from './script/grid-keys.ts';
import { MAKE_ELEMENTS } from './script/make-elements.ts';
import { SEARCH } from './script/search.ts';

/**
 * What the page does in the browser, as text. Everything that it shows is in the page or in the JSON beside the explorer; it
 * makes elements and no markup, no code, and no request.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
${MAKE_ELEMENTS}
const dataElement = byId('files-data');
const data = dataElement ? JSON.parse(dataElement.textContent) : null;
${FOLDED_PARTS}${CONTENTS}${SEARCH}${GRID_KEYS}${DRAW_MAP}${EXPLORE}
if (data) explore(data);
addEventListener('hashchange', () => openAround(byId(location.hash.slice(1))));
openAround(byId(location.hash.slice(1)));
})();
`;

/** What the content-security policy knows the script by: it runs no other one. */
export const SCRIPT_HASH: string = `sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}`;
