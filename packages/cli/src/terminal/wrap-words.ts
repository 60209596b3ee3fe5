/**
 * Breaks a text at spaces so that no line is longer than a width; a word that is longer stays whole, and so do line breaks.
 *
 * @param indent Columns that every line but the first of a paragraph begins with. @default those of the paragraph's own indent
 */
export function wrapWords(text: string, width: number, indent?: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width, indent))
    .join('\n');
}

function wrapLine(line: string, width: number, indent?: number): string {
  if (line.length <= width) return line;
  const own = line.length - line.trimStart().length;
  // A narrow terminal leaves no room for an indent.
  const hanging = Math.min(indent ?? own, Math.floor(width / 2));
  const lines: string[] = [];
  let open = ' '.repeat(own);
  let isEmpty = true;
  for (const word of line.trimStart().split(' ')) {
    if (!isEmpty && open.length + 1 + word.length > width) {
      lines.push(open);
      open = ' '.repeat(hanging);
      isEmpty = true;
    }
    open += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, open].join('\n');
}
