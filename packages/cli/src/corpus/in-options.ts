/** What messages of the library advise, and what the same is on the command line. */
const OPTIONS: readonly (readonly [library: RegExp, program: string])[] = [
  [/columns: \{ path: …, label: … \}/, '--path-column NAME, --label-column NAME'],
  [/table or columns: \{ label: … \}/, '--table NAME or --label-column NAME'],
  [/in columns: \{ (path|label|speaker): … \}/, 'with --$1-column NAME'],
  [/format: '([^']+)' or '([^']+)'/, '--corpus $1 or --corpus $2'],
  [/format: '([^']+)'/, '--corpus $1'],
  [/layout: '([^']+)' or '([^']+)'/, '--layout $1 or --layout $2'],
  [/^layout must be/, '--layout must be'],
  [/table: '([^']+)'/, '--table $1'],
  [/Name one with table\./, 'Name one with --table FILE.'],
  [/^labelMap "([^"]+)"/, '--label-map $1: this is no file, and'],
  [/Give an object such as \{ joy: 'happy' \}, or parseLabelMap\(text\)\./, 'Give a file such as {"joy": "happy"}.'],
];

/** A message of `@ser/corpora` with the program's options in place of the library's. */
export function inOptions(message: string): string {
  return OPTIONS.reduce((text, [library, program]) => text.replace(library, program), message);
}
