import { printable } from '@ser/files';

/** Longest line in UTF-16 units: a table of our own is shorter, a file name that is longer loses its middle. */
const MOST = 4000;

/** Text of our own with foreign words in it, without anything that a terminal would take for more than text; its lines stay lines. */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line, { maxLength: MOST }))
    .join('\n');
}

/** The same of JSON, whose meaning stays: what JSON lets stand in a string and a terminal does not is written as its code. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n\x20-\x7e]/gu, (character) =>
    printable(character) === character ? character : codesOf(character),
  );
}

function codesOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
