/** Headings of the navigation, in order. */
export const groupOrder: readonly string[];

/** The pages with their headings, in order, below the root of the repository. */
export function sitePages(root: string): { readonly path: string; readonly group: string; readonly title?: string }[];
