import { FilesError } from '../errors.ts';
import { printable } from '../printable.ts';

/** Where to fetch, without what must not be seen. */
export interface SourceAddress {
  /** What is fetched: the address without user name and password, which `fetch` refuses. */
  readonly href: string;
  /** `Authorization` made of them, where there were any. */
  readonly headers: Readonly<Record<string, string>>;
  /** What messages say: no user name, no password, no values of the query, which often hold a token. */
  readonly shown: string;
  /** Makes a foreign message safe to print: one printable line with the secrets cut out. */
  readonly hide: (message: string) => string;
}

/**
 * Takes an address apart into what is fetched and what may be shown.
 *
 * @throws {FilesError} `invalid-option` for anything but an `http:` or `https:` address.
 */
export function sourceAddress(address: string): SourceAddress {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    // What is no address may still hold a password.
    const words = printable(address.replace(/\/\/[^/@]*@/, '//'), { maxLength: 60 });
    throw new FilesError('invalid-option', `"${words}" must be an http or https address.`, { allowed: 'a URL' });
  }
  const [user, password] = [url.username, url.password].map(decode) as [string, string];
  const secrets = [...url.searchParams.values(), password, url.password, user && password ? user : ''];
  url.username = '';
  url.password = '';
  const shown = printable(url.search ? `${url.origin}${url.pathname}?…` : url.href.replace(/#.*$/, ''));
  // Short values of a query, `download=1`, are no secrets, and cutting them out would spoil every number.
  const words = [url.search, ...secrets].filter((word) => word.length >= 4).sort((a, b) => b.length - a.length);
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    href: url.href,
    headers: user || password ? { authorization: `Basic ${basic}` } : {},
    shown,
    hide: (message) => {
      let safe = message.replaceAll(url.href, shown).replaceAll(basic, '…');
      for (const word of words) safe = safe.replaceAll(word, '…');
      return printable(safe);
    },
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
