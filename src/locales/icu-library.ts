import { createRequire } from 'node:module';
import type * as Icu from 'intl-messageformat';

let library: typeof Icu | null = null;

/** ICU MessageFormat, loaded by the first text that needs it: most commands end without one. The page has it built in. */
export function icuLibrary(): typeof Icu {
  library ??= createRequire(import.meta.url)('intl-messageformat') as typeof Icu;
  return library;
}
