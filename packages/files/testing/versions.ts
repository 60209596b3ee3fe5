/** Files that all say which version they are of. */
export function versionFiles(version: string): Map<string, Uint8Array> {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  return new Map([
    ['labels.json', bytes(JSON.stringify({ version }))],
    ['weights.bin', bytes(`${version} `.repeat(20_000))],
    ['card.md', bytes(`# ${version}`)],
  ]);
}

/** The version that all files of a folder are of; throws for a mixture. */
export function versionOf(files: ReadonlyMap<string, Uint8Array>): string {
  const text = (name: string): string => new TextDecoder().decode(files.get(name));
  const { version } = JSON.parse(text('labels.json')) as { version: string };
  for (const [name, bytes] of versionFiles(version)) {
    if (text(name) !== new TextDecoder().decode(bytes)) throw new Error(`${name} is not of version ${version}.`);
  }
  return version;
}
