import { printable } from '@ser/files';
import type { Block, Card, Inline, ReportDocument, Text } from '../document.ts';

/** Folder of the pictures and sounds, beside the report. */
export const FIGURES_FOLDER = 'figures';

/** A report as Markdown: the same words and numbers as the page, with plots and spectrograms as links to files beside it. */
export function renderMarkdown({ title, subtitle, opening, sections }: ReportDocument): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    renderText(subtitle),
    ...opening.flatMap(renderBlock),
    ...sections.flatMap((section) => [`## ${escapeMarkdown(section.title)}`, ...section.blocks.flatMap(renderBlock)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderBlock(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [renderText(block.text)];
    case 'lead':
      return block.paragraphs.map(renderText);
    case 'subheading':
      return [`### ${escapeMarkdown(block.text)}`];
    case 'note':
      return [
        [`**${escapeMarkdown(block.title)}**`, '', ...block.items.map((item) => `- ${renderText(item)}`)]
          .map((line) => `> ${line}`.trimEnd())
          .join('\n'),
      ];
    case 'list':
      return [block.items.map((item) => `- ${renderText(item)}`).join('\n')];
    case 'facts':
      return [block.items.map(([term, value]) => `- **${escapeMarkdown(term)}:** ${renderText(value)}`).join('\n')];
    case 'table':
      return [`*${escapeMarkdown(block.caption)}*`, renderTable(block)];
    case 'grid':
      return [
        `*${escapeMarkdown(block.caption)}*`,
        renderTable({
          columns: [{ title: block.corner }, ...block.columns.map((title) => ({ title, numeric: true }))],
          rows: block.rows.map(({ title, cells }) => [title, ...cells.map(({ text }) => text)]),
        }),
      ];
    case 'explorer':
    case 'map':
      return [];
    case 'preformatted':
      return [fenced(block.text)];
    case 'figures':
      return block.figures.flatMap(({ id, alt, caption }) => [
        `![${escapeMarkdown(alt)}](${FIGURES_FOLDER}/${id}.svg)`,
        `*${renderText(caption)}*`,
      ]);
    case 'cards':
      return block.cards.flatMap(renderCard);
    case 'pair':
      return block.blocks.flatMap(renderBlock);
    case 'details':
      return [
        `<details><summary>${escapeMarkdown(block.summary)}</summary>`,
        ...block.blocks.flatMap(renderBlock),
        '</details>',
      ];
  }
}

function renderTable({ columns, rows }: Pick<Extract<Block, { kind: 'table' }>, 'columns' | 'rows'>): string {
  const cells = [columns.map(({ title }) => escapeMarkdown(title)), ...rows.map((row) => row.map(renderText))];
  const widths = columns.map((_, i) => Math.max(3, ...cells.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (columns[i]!.numeric ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (columns[i]!.numeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(cells[0]!), line(rule), ...cells.slice(1).map(line)].join('\n');
}

function renderCard({ title, lines, picture, sound }: Card): string[] {
  return [
    `### ${renderText(title)}`,
    ...(picture ? [`![${escapeMarkdown(picture.alt)}](${FIGURES_FOLDER}/${picture.name})`] : []),
    lines.map((line) => `- ${renderText(line)}`).join('\n'),
    ...(sound
      ? [`[${escapeMarkdown(sound.alt)}](${'href' in sound ? sound.href : `${FIGURES_FOLDER}/${sound.name}`})`]
      : []),
  ];
}

function renderText(text: Text): string {
  return Array.isArray(text) ? text.map(renderInline).join('') : renderInline(text as Inline);
}

function renderInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline);
  if ('code' in inline) return code(inline.code);
  if ('strong' in inline) return `**${escapeMarkdown(inline.strong)}**`;
  if ('count' in inline) return escapeMarkdown(inline.count);
  if ('small' in inline) return escapeMarkdown(inline.small);
  return /^https:\/\//.test(inline.href)
    ? `[${escapeMarkdown(inline.link)}](${inline.href.replace(/[()\s<>]/g, encodeURIComponent)})`
    : escapeMarkdown(inline.link);
}

/** A code span: fenced by more backticks than it holds, on one line, and safe inside a table. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const flat = shown(text.replace(/\s+/g, ' ')).replaceAll('|', '\\|');
  return longest > 0 || flat === '' ? `${fence} ${flat} ${fence}` : `${fence}${flat}${fence}`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text.trimEnd().split('\n').map(shown).join('\n')}\n${fence}`;
}

/** Foreign text as it may stand in a file that is shown by `cat`. */
function shown(text: string): string {
  return printable(text, { maxLength: 10_000 });
}

/** Keeps text from ending a cell, starting markup, or becoming HTML. Brackets of intervals stay readable. */
export function escapeMarkdown(text: string): string {
  return shown(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_|~]/g, '\\$&')
    .replace(/\](?=[([:])/g, '\\]')
    .replace(/!(?=\[)/g, '\\!')
    .replace(/&(?=#|\w+;)/g, '&amp;')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/^>/, '&gt;');
}
