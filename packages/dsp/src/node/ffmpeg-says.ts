/** The parts of the program that a line begins with, one inside the other, at addresses that are others every time. */
const prefix = /^(?:\[[^\]]* @ (?:0x)?[0-9a-f]+\] )+/i;
/** Characters that are kept of the beginning, and of a line. */
const most = 2000;
/** Parts of which lines are kept. */
const mostParts = 64;

/** What ffmpeg says while it runs. */
export interface FfmpegSays {
  /** Takes a piece of its messages. */
  readonly add: (text: string) => void;
  /** How it begins, as it came. */
  readonly beginning: () => string;
  /** The last line, without its prefixes, that none of these decoders wrote. @param others @default none are left out */
  readonly last: (others?: ReadonlySet<string>) => string | undefined;
}

/** Collects what ffmpeg says: a decoder that complains of every picture does not push out what is said of the sound. */
export function ffmpegSays(): FfmpegSays {
  let beginning = '';
  let rest = '';
  /** The last line of each part, the latest part last. */
  const lines = new Map<string, string>();
  const keep = (line: string): void => {
    const text = line.replace(prefix, '');
    if (text.trim() === '' || /^ *Last message repeated/.test(text)) return;
    const [prefixes = ''] = prefix.exec(line) ?? [];
    const parts = [...prefixes.matchAll(/\[([^\]]*) @ /g)].map(([, part]) => part!).join(' ');
    lines.delete(parts);
    if (lines.size < mostParts) lines.set(parts, text.replace(/file:\S*?: /, '').slice(0, 200));
  };
  return {
    add(text) {
      if (beginning.length < most) beginning += text;
      const whole = (rest + text).split(/\r?\n/);
      rest = whole.pop()!.slice(0, most);
      for (const line of whole) keep(line);
    },
    beginning: () => beginning,
    last(others = new Set()) {
      keep(rest);
      rest = '';
      const isOfOthers = (part: string): boolean => /^[vsd]ist#/.test(part) || others.has(part.replace(/^dec:/, ''));
      return [...lines].reverse().find(([parts]) => !(others.size > 0 && parts.split(' ').some(isOfOthers)))?.[1];
    },
  };
}
