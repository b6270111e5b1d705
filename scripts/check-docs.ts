/** Fails if an export has no docstring, a comment cites a missing part of docs/format, or a link of a page is dead. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';

const DECLARATIONS = new Set([
  'FunctionDeclaration',
  'ClassDeclaration',
  'VariableDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

const missing: string[] = [];
for (const file of globSync('src/**/*.ts')) {
  if (file.endsWith('.test.ts')) continue;
  const source = readFileSync(file, 'utf8');
  const { program, comments } = parseSync(file, source);
  const documented = (start: number): boolean =>
    comments.some(
      (comment) =>
        comment.type === 'Block' &&
        comment.value.startsWith('*') &&
        comment.end <= start &&
        source.slice(comment.end, start).trim() === '',
    );
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') continue;
    const declaration = node.declaration;
    if (declaration === null || !DECLARATIONS.has(declaration.type)) continue;
    if (documented(node.start)) continue;
    const line = source.slice(0, node.start).split('\n').length;
    missing.push(`${file}:${line}: exported without a docstring`);
  }
}

const CITATION = /docs\/format\/([a-z-]+\.md)(?:, "([^"]+)")?/g;
const headings = new Map(
  globSync('docs/format/*.md').map((file) => [
    file.slice(file.lastIndexOf('/') + 1),
    new Set(Array.from(readFileSync(file, 'utf8').matchAll(/^## (.+)$/gm), ([, heading]) => heading)),
  ]),
);
for (const file of globSync('{src,test,bench}/**/*.ts', { exclude: ['**/node_modules/**'] })) {
  const source = readFileSync(file, 'utf8').replaceAll(/\n\s*(?:\*|\/\/) /g, ' ');
  for (const [citation, page = '', section] of source.matchAll(CITATION)) {
    const known = headings.get(page);
    if (known?.has(section ?? '') || (known !== undefined && section === undefined)) continue;
    missing.push(`${file}: cites ${citation}, which does not exist`);
  }
}

/** The anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
const LINK = /\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g;
const pages = globSync('{*.md,{docs,src,web,assets,test}/**/*.md}', { exclude: ['**/node_modules/**'] });
for (const page of pages) {
  const text = readFileSync(page, 'utf8').replaceAll(/^ *```.*?^ *```/gms, '');
  for (const [link, path = '', anchor] of text.matchAll(LINK)) {
    const target = path === '' ? page : join(dirname(page), path);
    const isThere =
      existsSync(target) &&
      (anchor === undefined ||
        Array.from(readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
          anchorOf(heading),
        ).includes(anchor));
    if (!isThere) missing.push(`${page}: the link ${link} leads nowhere`);
  }
}
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exitCode = 1;
}
