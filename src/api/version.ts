import { readFileSync } from 'node:fs';

/** The version of this installation, from its package.json. `scripts/bundle.ts` points the bundle to it too. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
