import type { TestFiles } from './explore/explorer-data.ts';

/** A piece of running text; a bare string is plain. Renderers escape it, so any string may stand here. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly small: string }
  /** A number of files; the page opens them. */
  | { readonly count: string; readonly files: FileQuery }
  | { readonly link: string; readonly href: string };

/** Running text. */
export type Text = Inline | readonly Inline[];

/** A plot: the Vega-Lite specification is drawn once, and shown inline or linked. */
export interface Figure {
  /** Unique within a report; also the name of the file in `figures/`. */
  readonly id: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly caption: Text;
  readonly specification: object;
}

/** A picture or a sound that travels with the report. */
export interface Attachment {
  /** File name below `figures/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly alt: string;
}

/** A sound that lies elsewhere. */
export interface LinkedSound {
  /** Address from the page's folder. */
  readonly href: string;
  readonly alt: string;
}

/** Which test files a number counts: the page opens them. */
export interface FileQuery {
  readonly model?: string;
  readonly actual?: string;
  readonly predicted?: string;
  readonly speaker?: string;
}

/** A cell of a grid: what stands in it, how strongly it is colored, and which files are behind it. */
export interface GridCell {
  readonly text: string;
  /** From 0 (paper) to 1; null for a cell without color. */
  readonly share: number | null;
  /** Null where nothing is behind it. */
  readonly files: FileQuery | null;
}

/** One recording with what the models said of it. */
export interface Card {
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly picture: Attachment | null;
  readonly sound: Attachment | LinkedSound | null;
  /** Anchor of the player. */
  readonly id?: string;
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers are set to the right. */
  readonly numeric?: boolean;
}

/** What a section is made of. A renderer knows every kind, so that HTML and Markdown cannot say different things. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** What somebody reads who reads nothing else. */
  | { readonly kind: 'lead'; readonly paragraphs: readonly Text[] }
  | { readonly kind: 'subheading'; readonly text: string }
  | {
      readonly kind: 'note';
      readonly tone: 'caution' | 'info';
      readonly title: string;
      readonly items: readonly Text[];
    }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'facts'; readonly items: readonly (readonly [term: string, value: Text])[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly Column[];
      /** As long as the columns; the first cell heads its row. */
      readonly rows: readonly (readonly Text[])[];
    }
  /** A table of counts: rows and columns are classes or groups, cells are colored and lead to their files. */
  | {
      readonly kind: 'grid';
      readonly caption: string;
      /** What rows and columns are. */
      readonly corner: string;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly title: string; readonly cells: readonly GridCell[] }[];
    }
  /** Any test file, chosen in the page; nothing where no script runs. */
  | { readonly kind: 'explorer'; readonly files: TestFiles }
  /** The maps of the test files that the explorer holds, to be pointed at; nothing where no script runs. */
  | { readonly kind: 'map' }
  | { readonly kind: 'preformatted'; readonly label: string; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  /** Side by side where there is room. */
  | { readonly kind: 'pair'; readonly blocks: readonly [Block, Block] }
  /** Folded until asked for; on paper it is open, unless it is there to be looked things up in. */
  | {
      readonly kind: 'details';
      readonly summary: string;
      readonly id?: string;
      readonly isForLookup?: boolean;
      readonly blocks: readonly Block[];
    };

/** A part of a report under its own heading. */
export interface Section {
  /** Anchor; letters and dashes. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A whole report. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: Text;
  /** The report in plain words, and what has to be known before any figure is read. */
  readonly opening: readonly Block[];
  readonly sections: readonly Section[];
}

/** Every figure of some blocks, at whatever depth. */
export function figuresOf(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'figures') return [...block.figures];
    return block.kind === 'pair' || block.kind === 'details' ? figuresOf(block.blocks) : [];
  });
}

/** Every attachment of some blocks, at whatever depth. */
export function attachmentsOf(blocks: readonly Block[]): Attachment[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'cards') {
      return block.cards.flatMap(({ picture, sound }) =>
        [picture, sound].filter((one): one is Attachment => one !== null && 'bytes' in one),
      );
    }
    return block.kind === 'pair' || block.kind === 'details' ? attachmentsOf(block.blocks) : [];
  });
}

/** What the page's script chooses from, at whatever depth. */
export function explorersOf(blocks: readonly Block[]): Extract<Block, { kind: 'explorer' }>[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'explorer') return [block];
    return block.kind === 'pair' || block.kind === 'details' ? explorersOf(block.blocks) : [];
  });
}

/** All blocks of a report. */
export function blocksOf({ opening, sections }: ReportDocument): Block[] {
  return [...opening, ...sections.flatMap((section) => section.blocks)];
}
