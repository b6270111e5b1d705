/** Fails when something that a module exports has no docstring. */
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
  if (file.endsWith('.test.ts') || file.includes('/testing')) continue;
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
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exitCode = 1;
}
