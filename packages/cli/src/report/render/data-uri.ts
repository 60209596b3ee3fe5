/** Bytes as a URI that carries them. */
export function dataUri(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`;
}

/** Media type of an attachment by its name. */
export function mediaType(name: string): string {
  return name.endsWith('.png') ? 'image/png' : name.endsWith('.opus') ? 'audio/ogg' : 'audio/wav';
}
