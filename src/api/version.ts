import { readFileSync } from 'node:fs';

/** The version of this installation, from package.json two folders above (`src/api` and `dist/api` alike). */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
