// What typedoc lacks for a site of guides and reference: names of modules as an application imports them, pages named by
// their headings, folders that lead to their README, and links to files that are no page.
import { statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Application, Converter, KindRouter, PageEvent, ReflectionKind } from 'typedoc';
import { groupOrder, sitePages } from './pages.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url))
  .replaceAll('\\', '/')
  .replace(/\/$/, '');
/** Marks a link to a file of the repository that is no page. */
const SOURCE = 'source:';

/** @param {import('typedoc').Application} app */
export function load(app) {
  const pages = sitePages(root);
  const groups = new Map(pages.map(({ path, group }) => [`${root}/${path}`, group]));
  const titles = new Map(pages.flatMap(({ path, title }) => (title ? [[`${root}/${path}`, title]] : [])));
  app.renderer.defineRouter('site', SiteRouter);
  app.internationalization.addTranslations('en', { kind_plural_module: 'Reference' });
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    // Packages are read with options of their own, which have no pages.
    app.options.setValue(
      'projectDocuments',
      pages.map(({ path }) => join(root, path)),
    );
    app.options.setValue('groupOrder', [...groupOrder, '*']);
    app.options.setValue('markdownItLoader', (parser) => parser.core.ruler.push('source-links', sourceLinks));
  });

  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    // `@ser/dsp/node` where typedoc says `node`, and `@ser/dsp` where it says nothing.
    for (const module of project.getReflectionsByKind(ReflectionKind.Module)) {
      module.name = module.name ? `${project.packageName}/${module.name}` : project.packageName;
    }
  });

  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const path = document.project.files.getReflectionPath(document);
    document.frontmatter.group = groups.get(path);
    document.name = titles.get(path) ?? headingOf(document.content) ?? document.name;
    if (path.endsWith('/README.md')) document.project.files.registerReflectionPath(dirname(path), document);
  });

  // The icons are in every page already: a browser that opens the site from a disk may not load them from a file beside it.
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents?.replaceAll(/href="[^"]*assets\/icons\.svg#/g, 'href="#');
  });

  app.on(Application.EVENT_PROJECT_REVIVE, (project) => {
    for (const reflection of [project, ...Object.values(project.reflections)]) {
      for (const parts of [reflection.readme, reflection.content, reflection.comment?.summary]) {
        if (parts) leadOn(parts, reflection, project);
      }
    }
  });
}

class SiteRouter extends KindRouter {
  getIdealBaseName(reflection) {
    return reflection.isDocument() ? addressOf(reflection) : super.getIdealBaseName(reflection);
  }
}

/** Guides have the addresses of their files: `tutorial`, `recipes/own-corpus`. */
function addressOf(document) {
  return relative(root, document.project.files.getReflectionPath(document))
    .replaceAll('\\', '/')
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index')
    .replace(/\.md$/, '')
    .toLowerCase();
}

/** The first heading of a page. */
function headingOf(parts) {
  return /^\s*# +([^\n]+)\n/.exec(parts[0]?.kind === 'text' ? parts[0].text : '')?.[1].trim();
}

/**
 * Links to the front page name its file, so that they work from a disk. Links to what is neither a page nor a picture are marked, so
 * that their text alone remains, or an address of the repository.
 */
function leadOn(parts, reflection, project) {
  for (const [i, part] of parts.entries()) {
    if (part.kind !== 'relative-link' || part.target === undefined) continue;
    const target = project.files.resolve(part.target, project);
    if (target === project) parts[i] = { kind: 'text', text: `${'../'.repeat(depthOf(reflection))}index.html` };
    else if (typeof target === 'string' && !/\.(png|svg)$/.test(target))
      parts[i] = { kind: 'text', text: SOURCE + encodeURI(relative(root, target).replaceAll('\\', '/')) };
  }
}

/** How many folders below the front page a page lies. */
function depthOf(reflection) {
  if (reflection.isProject()) return 0;
  return reflection.isDocument() ? addressOf(reflection).split('/').length - 1 : 1;
}

function sourceLinks({ tokens }) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = process.env;
  const base = server && repository && commit ? `${server}/${repository}` : undefined;
  for (const { children } of tokens.filter(({ type }) => type === 'inline')) {
    let isOpen = false;
    for (const token of children) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href?.startsWith(SOURCE)) {
        const path = href.slice(SOURCE.length);
        if (base) token.attrSet('href', `${base}/${isFolder(path) ? 'tree' : 'blob'}/${commit}/${path}`);
        else {
          // Where the site does not know the repository's address, the file is named.
          token.tag = 'span';
          token.attrs = [['title', decodeURI(path)]];
          isOpen = true;
        }
      } else if (token.type === 'link_close' && isOpen) {
        token.tag = 'span';
        isOpen = false;
      }
    }
  }
}

function isFolder(path) {
  return statSync(join(root, decodeURI(path))).isDirectory();
}
