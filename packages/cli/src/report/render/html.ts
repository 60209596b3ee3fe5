import {
  type Block,
  blocksOf,
  type Card,
  type Column,
  explorersOf,
  type Figure,
  type FileQuery,
  type GridCell,
  type Inline,
  type ReportDocument,
  type Section,
  type Text,
} from '../document.ts';
import { dataUri, mediaType } from './data-uri.ts';
import { type Html, html, trusted } from './html-template.ts';
import { PAGE_SCRIPT, SCRIPT_HASH } from './page-script.ts';
import { STYLE } from './style.ts';

/** Drawn figures by their id. */
export type DrawnFigures = ReadonlyMap<string, string>;

/**
 * A report as one HTML page that carries everything in itself: it loads nothing but recordings that it links to, runs one
 * script, and forbids all else by its content-security policy. Without scripts it is whole but for what is chosen in it.
 */
export function renderHtml(report: ReportDocument, figures: DrawnFigures): string {
  const blocks = (list: readonly Block[]): Html[] => list.map((block) => renderBlock(block, figures));
  const section = ({ id, title, blocks: content }: Section): Html => html`
<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${blocks(content)}</section>
`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src ${trusted(hasLinks(report) ? "data: 'self' file:" : 'data:')}; script-src '${SCRIPT_HASH}'">
<link rel="icon" href="data:,">
<title>${report.title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<header>
<h1>${report.title}</h1>
<p class="subtitle">${renderText(report.subtitle)}</p>
${blocks(report.opening)}
</header>
<nav aria-label="Contents">
<ol>
${report.sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ol>
</nav>
<main>
${report.sections.map(section)}</main>
<script>${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`.markup;
}

function renderBlock(block: Block, figures: DrawnFigures): Html {
  const inner = (list: readonly Block[]): Html[] => list.map((one) => renderBlock(one, figures));
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${renderText(block.text)}</p>\n`;
    case 'lead':
      return html`<div class="lead">${block.paragraphs.map((text) => html`<p>${renderText(text)}</p>\n`)}</div>\n`;
    case 'subheading':
      return html`<h3>${block.text}</h3>\n`;
    case 'note':
      return html`<aside class="note ${block.tone}"><p class="note-title">${block.title}</p>${renderList(block.items)}</aside>\n`;
    case 'list':
      return html`${renderList(block.items)}\n`;
    case 'facts':
      return html`<dl>${block.items.map(([term, value]) => html`<dt>${term}</dt><dd>${renderText(value)}</dd>\n`)}</dl>\n`;
    case 'table':
      return renderTable(block);
    case 'grid':
      return renderGrid(block);
    case 'map':
      return html`<div id="map-view"></div>\n`;
    case 'explorer':
      return html`<div id="explorer"></div><script type="application/json" id="files-data">${scriptData(block.files)}</script>\n`;
    case 'preformatted':
      return html`<div class="scroll" role="region" aria-label="${block.label}" tabindex="0"><pre>${block.text}</pre></div>\n`;
    case 'figures':
      return html`<div class="figures">${block.figures.map((figure) => renderFigure(figure, figures))}</div>\n`;
    case 'cards':
      return html`<ol class="cards">${block.cards.map(renderCard)}</ol>\n`;
    case 'pair':
      return html`<div class="pair">${inner(block.blocks)}</div>\n`;
    case 'details':
      return html`<details${block.id === undefined ? null : html` id="${block.id}"`}${block.isForLookup ? html` class="lookup"` : null}><summary>${block.summary}</summary>\n${inner(block.blocks)}</details>\n`;
  }
}

function renderList(items: readonly Text[]): Html {
  return html`<ul>${items.map((item) => html`<li>${renderText(item)}</li>\n`)}</ul>`;
}

function renderTable({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): Html {
  const align = (column: Column): string => (column.numeric ? 'number' : 'text');
  const cell = (text: Text, i: number): Html =>
    i === 0
      ? html`<th scope="row" class="${align(columns[i]!)}">${renderText(text)}</th>`
      : html`<td class="${align(columns[i]!)}">${renderText(text)}</td>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${columns.map((column) => html`<th scope="col" class="${align(column)}">${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}

function renderGrid({ caption, corner, columns, rows }: Extract<Block, { kind: 'grid' }>): Html {
  const cell = ({ text, share, files }: GridCell): Html =>
    html`<td${
      share === null ? null : html` style="--share:${share.toFixed(2)}"`
    }>${files === null ? text : renderCount(text, files)}</td>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="grid">
<caption><span>${caption}</span></caption>
<thead><tr><th scope="col">${corner}</th>${columns.map((title) => html`<th scope="col"><span>${title}</span></th>`)}</tr></thead>
<tbody>
${rows.map(({ title, cells }) => html`<tr><th scope="row">${title}</th>${cells.map(cell)}</tr>\n`)}</tbody>
</table></div>
`;
}

/** A number that the page's script turns into a link to its files. */
function renderCount(text: string, files: FileQuery): Html {
  return html`<span data-files="${String(new URLSearchParams({ ...files }))}">${text}</span>`;
}

/** Data for the page's script: nothing in it can end the element that holds it. */
function scriptData(data: object): Html {
  return trusted(JSON.stringify(data).replaceAll('<', '\\u003c'));
}

/** Whether the page has players of recordings that lie elsewhere. */
function hasLinks(report: ReportDocument): boolean {
  return explorersOf(blocksOf(report)).some(({ files }) =>
    files.files.some(({ sound }) => sound !== null && !/^(data:|#)/.test(sound)),
  );
}

function renderFigure({ id, caption }: Figure, figures: DrawnFigures): Html {
  const drawn = figures.get(id);
  if (drawn === undefined) throw new Error(`The figure ${id} was not drawn.`);
  return html`<figure class="plot" id="figure-${id}"><div class="scroll" role="region" aria-label="Figure ${id}" tabindex="0">${trusted(drawn)}</div><figcaption>${renderText(caption)}</figcaption></figure>\n`;
}

function renderCard({ title, lines, picture, sound, id }: Card): Html {
  return html`<li><article>
<h3>${renderText(title)}</h3>
${picture && html`<img src="${dataUri(mediaType(picture.name), picture.bytes)}" alt="${picture.alt}">\n`}
${sound && html`<audio controls preload="${'href' in sound ? 'none' : 'metadata'}"${id === undefined ? null : html` id="${id}"`} src="${'href' in sound ? sound.href : dataUri(mediaType(sound.name), sound.bytes)}" aria-label="${sound.alt}"></audio>\n`}
${lines.map((line) => html`<p>${renderText(line)}</p>\n`)}</article></li>
`;
}

function renderText(text: Text): Html | Html[] {
  return Array.isArray(text) ? text.map(renderInline) : renderInline(text as Inline);
}

function renderInline(inline: Inline): Html {
  // A number and its sign stay on one line.
  if (typeof inline === 'string') return html`${inline.replace(/(\d) %/g, '$1\u00a0%')}`;
  if ('code' in inline) return html`<code>${inline.code}</code>`;
  if ('strong' in inline) return html`<strong>${inline.strong}</strong>`;
  if ('small' in inline) return html`<small>${inline.small}</small>`;
  if ('count' in inline) return renderCount(inline.count, inline.files);
  // Nothing but the web may be linked to, whatever a run folder says.
  return /^https:\/\//.test(inline.href)
    ? html`<a href="${inline.href}" rel="noreferrer">${inline.link}</a>`
    : html`${inline.link}`;
}
