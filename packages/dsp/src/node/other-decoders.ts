import { execFile } from 'node:child_process';

/**
 * What decodes the pictures, subtitles and data of a file, by the names that lines of ffmpeg begin with: it looks at them even
 * where only the sound is asked for, and complains of pictures before the first whole one.
 *
 * @param timeout Milliseconds; whatever is known by then counts.
 */
export function otherDecoders(ffmpeg: string, file: string, timeout: number): Promise<Set<string>> {
  const how = { timeout, killSignal: 'SIGKILL', maxBuffer: 2 ** 20 } as const;
  return new Promise((resolve) => {
    // Without a file to write it lists the streams, and ends with an error.
    execFile(ffmpeg, ['-nostdin', '-hide_banner', '-i', file], how, (_error, _stdout, listing) => {
      const streams = listing.matchAll(/^ *Stream #\d.*?: (?:Video|Subtitle|Data|Attachment): ([^,\n]*)/gm);
      resolve(new Set([...streams].flatMap(([, names]) => names!.match(/\w+/g) ?? [])));
    });
  });
}
