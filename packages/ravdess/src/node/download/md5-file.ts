import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** MD5 of a file in lower-case hexadecimal, in constant memory. */
export async function md5File(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
