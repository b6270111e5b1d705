/** Fails if an export has no docstring, or a comment cites a missing page or section of docs/format. */
import { globSync, readFileSync } from 'node:fs';
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
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exitCode = 1;
}
