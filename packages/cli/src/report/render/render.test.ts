import { expect, test } from 'vitest';
import type { Block, ReportDocument, Text } from '../document.ts';
import { renderHtml } from './html.ts';
import { html } from './html-template.ts';
import { escapeMarkdown, renderMarkdown } from './markdown.ts';

/** What a file name or a setting could try. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style></title></pre></details>&lt;b&gt;',
  '[link](javascript:alert(1)) ![img](http://evil.example/x.png)',
  '| cell | `code` ```fence``` *bold* _it_ ~~no~~ \\',
  'two\nlines\u0000\u0007',
  '&amp; &#60;script&#62;',
];

const everywhere = (text: string): ReportDocument => {
  const spans: Text = [
    text,
    { code: text },
    { strong: text },
    { small: text },
    { link: text, href: `javascript:${text}` },
    { count: text, files: { actual: text } },
  ];
  const blocks: Block[] = [
    { kind: 'paragraph', text: spans },
    { kind: 'lead', paragraphs: [spans] },
    { kind: 'subheading', text },
    { kind: 'note', tone: 'info', title: text, items: [spans] },
    { kind: 'list', items: [spans] },
    { kind: 'facts', items: [[text, spans]] },
    { kind: 'table', caption: text, columns: [{ title: text }, { title: text, numeric: true }], rows: [[spans, text]] },
    { kind: 'preformatted', label: text, text },
    { kind: 'figures', figures: [{ id: 'plot', alt: text, caption: spans, specification: {} }] },
    {
      kind: 'cards',
      cards: [
        {
          title: text,
          lines: [spans],
          picture: { name: 'a.png', bytes: Uint8Array.of(1), alt: text },
          sound: { name: 'a.wav', bytes: Uint8Array.of(2), alt: text },
        },
      ],
    },
    {
      kind: 'grid',
      caption: text,
      corner: text,
      columns: [text],
      rows: [{ title: text, cells: [{ text, share: 0.5, files: { model: text, speaker: text } }] }],
    },
    {
      kind: 'explorer',
      files: {
        labels: [text],
        models: [text],
        maps: [null],
        files: [{ name: text, speaker: text, actual: 0, said: [[0, 100]], picture: null, sound: null }],
      },
    },
    { kind: 'map' },
    { kind: 'details', summary: text, blocks: [{ kind: 'paragraph', text }] },
  ];
  return {
    title: text,
    subtitle: spans,
    opening: [{ kind: 'pair', blocks: [blocks[0]!, blocks[1]!] }],
    sections: [{ id: 'all', title: text, blocks }],
  };
};

const withoutCodeBlocks = (markdown: string): string => markdown.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '');
const drawn = new Map([['plot', '<svg></svg>']]);
const tagsOf = (page: string): string[] => [...page.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, tag]) => tag!);
const attributesOf = (page: string): string[] =>
  [...page.matchAll(/<[a-z][a-z0-9]*((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)].flatMap(([, list]) =>
    [...list!.matchAll(/([a-z-]+)(?:="[^"]*")?/gi)].map(([, name]) => name!),
  );

test.each(HOSTILE)('the page is built the same whatever its words: %s', (text) => {
  const [page, harmless] = [text, 'word'].map((one) => renderHtml(everywhere(one), drawn));
  expect(tagsOf(page!)).toEqual(tagsOf(harmless!));
  expect(attributesOf(page!)).toEqual(attributesOf(harmless!));
  expect(page!.match(/<script/g)).toEqual(harmless!.match(/<script/g));
  expect(page).not.toContain('<img src=x');
  // The data of the script say the same, whatever their words.
  const data = /id="files-data">([\s\S]*?)<\/script>/.exec(page!)![1]!;
  expect(JSON.parse(data).files[0].name).toBe(text);
  expect(page).not.toContain('\u0000');
});

test.each(HOSTILE)('Markdown keeps its shape whatever its words: %s', (text) => {
  const [written, harmless] = [text, 'word'].map((one) => renderMarkdown(everywhere(one)));
  const [own, other] = [written!, harmless!].map(withoutCodeBlocks);
  const cells = (lines: string): number[] =>
    lines.split('\n').flatMap((line) => (line.startsWith('|') ? [line.split(/(?<!\\)\|/).length] : []));
  expect(cells(own!)).toEqual(cells(other!));
  expect(cells(own!)).toEqual([4, 4, 4, 4, 4, 4]);
  // Outside of code nothing is left that would become HTML, an image or a link to somewhere else.
  const prose = own!.replace(/(`+)[^`][\s\S]*?\1/g, '');
  expect(prose).not.toMatch(/<(?!\/?(?:details|summary)>)[a-z/!?]/i);
  expect(prose).not.toMatch(/(?<!\\)\]\((?!figures\/)/);
});

test('the template escapes values, joins lists, passes its own HTML, and leaves out null', () => {
  expect(html`<p title="${'"&'}">${['<', 1, html`<b>${'>'}</b>`, null]}</p>`.markup).toBe(
    '<p title="&quot;&amp;">&lt;1<b>&gt;</b></p>',
  );
});

test('what is harmless in Markdown stays as it is', () => {
  expect(escapeMarkdown('31.3 % [25.0, 40.0] – “Dogs” (a–b) & c')).toBe('31.3 % [25.0, 40.0] – “Dogs” (a–b) & c');
});

test('only the web is linked to', () => {
  const link = (href: string): ReportDocument => ({
    title: 't',
    subtitle: { link: 'there', href },
    opening: [],
    sections: [],
  });
  expect(renderHtml(link('https://a.example/b'), drawn)).toContain('<a href="https://a.example/b"');
  expect(renderMarkdown(link('https://a.example/b'))).toContain('[there](https://a.example/b)');
  for (const href of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x']) {
    expect(renderHtml(link(href), drawn)).not.toContain(href);
    expect(renderMarkdown(link(href))).not.toContain(href);
  }
});

test('a figure that was not drawn is an error, not a hole', () => {
  expect(() => renderHtml(everywhere('x'), new Map())).toThrow(/figure plot was not drawn/);
});
