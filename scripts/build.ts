/** Emits `dist/` for `npm pack`: tsc writes JavaScript and types, then `new URL('./x.ts', …)` follows suit, which tsc leaves alone. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const file of globSync('dist/**/*.js')) {
  const source = readFileSync(file, 'utf8');
  const rewritten = source.replace(/(new URL\(\s*['"`][^'"`]+)\.ts(['"`])/g, '$1.js$2');
  if (rewritten !== source) writeFileSync(file, rewritten);
}
