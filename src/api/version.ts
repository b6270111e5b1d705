import { readFileSync } from 'node:fs';

/** The version of this installation, from its package.json. `scripts/bundle.ts` replaces this path. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
