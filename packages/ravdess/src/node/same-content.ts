import { type FileHandle, open } from 'node:fs/promises';

const BLOCK = 1 << 17;

/** Whether two files hold the same bytes; reads them block by block and stops at the first difference. */
export async function sameContent(a: string, b: string, signal?: AbortSignal): Promise<boolean> {
  const left = await open(a);
  try {
    const right = await open(b);
    try {
      return await compare(left, right, signal);
    } finally {
      await right.close();
    }
  } finally {
    await left.close();
  }
}

async function compare(left: FileHandle, right: FileHandle, signal?: AbortSignal): Promise<boolean> {
  const { size } = await left.stat();
  if (size !== (await right.stat()).size) return false;
  const blocks = [Buffer.alloc(BLOCK), Buffer.alloc(BLOCK)] as const;
  for (let offset = 0; offset < size; offset += BLOCK) {
    signal?.throwIfAborted();
    const length = Math.min(BLOCK, size - offset);
    await Promise.all([left.read(blocks[0], 0, length, offset), right.read(blocks[1], 0, length, offset)]);
    if (blocks[0].compare(blocks[1], 0, length, 0, length) !== 0) return false;
  }
  return true;
}
