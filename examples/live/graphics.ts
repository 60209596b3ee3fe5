/** What is asked of a browser about its graphics processors. */
interface Graphics {
  readonly gpu?: { requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null> };
}

/** Whether the browser lets pages compute on a graphics processor, and not in software that plays one. */
export async function hasGraphics(): Promise<boolean> {
  const adapter = await (navigator as Graphics).gpu?.requestAdapter().catch(() => null);
  return adapter != null && adapter.info?.isFallbackAdapter !== true;
}
