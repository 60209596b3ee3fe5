// Looks through the built site as a browser without network would: every link leads to a page and a place in it that exist,
// and no page loads anything from elsewhere.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is wrong with the site in a folder, a sentence each; nothing where all is well. */
export function siteProblems(site: string): string[] {
  const pages = new Map(
    readdirSync(site, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.html'))
      .map((name) => [join(site, name), readFileSync(join(site, name), 'utf8')]),
  );
  const places = new Map(
    [...pages].map(([path, text]) => [
      path,
      new Set([...text.matchAll(/<[^>]*?\s(?:id|name)="([^"]+)"/g)].map(([, id]) => plain(id!))),
    ]),
  );
  return [...pages].flatMap(([path, text]) => {
    const name = relative(site, path);
    const problems: string[] = [];
    if (!/<title>[^<]+<\/title>/.test(text)) problems.push(`${name} has no title.`);
    for (const [, tag, attribute, value] of text.matchAll(/<(\w+)\b[^>]*?\s(href|src)="([^"]*)"/g)) {
      const target = plain(value!);
      if (/^(https?:)?\/\//.test(target)) {
        if (tag !== 'a') problems.push(`${name} loads ${target} from elsewhere.`);
        continue;
      }
      if (/^(data|mailto):/.test(target)) continue;
      if (target.startsWith('#icon-')) continue;
      const [address = '', place] = target.split('#');
      const file = address.replace(/\?.*$/, '');
      const found = file === '' ? path : resolve(dirname(path), decodeURIComponent(file));
      if (!existsSync(found) || statSync(found).isDirectory())
        problems.push(`${name}: the ${attribute} ${target} leads nowhere.`);
      else if (place && places.has(found) && !places.get(found)!.has(decodeURIComponent(place)))
        problems.push(`${name}: ${target} leads to no place in its page.`);
    }
    return problems;
  });
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = [...new Set(siteProblems(resolve(process.argv[2] ?? 'docs/site')))];
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
