/** How packages of programs spell what Node calls a platform and an architecture. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  win32: ['win32', 'windows'],
  x64: ['x64', '64'],
  arm64: ['arm64', 'aarch64'],
};

/** The folder, such as `bun-linux-x64`, whose program runs here; of several the shortest, which is for no special processor. */
export function platformFolder(folders: readonly string[], platform: string, arch: string): string {
  const names = (word: string, folder: string): boolean =>
    folder.split('-').some((part) => (spellings[word] ?? [word]).includes(part));
  const [found] = folders
    .filter((folder) => names(platform, folder) && names(arch, folder))
    .sort((a, b) => a.length - b.length);
  if (found === undefined) throw new Error(`error: no program for ${platform} ${arch} among ${folders.join(', ')}`);
  return found;
}
