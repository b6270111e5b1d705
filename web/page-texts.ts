import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** The catalogues of messages: `src/locales/de.json`. */
const CATALOGUE = /\/src\/locales\/[\w-]+\.json$/;

/** Loads the library for texts in Node, which has no place in the page. */
const LIBRARY = /\/src\/locales\/icu-library\.ts$/;

/** What the page has instead: the library is part of it. */
const BUILT_IN = "import * as icu from 'intl-messageformat';\nexport const icuLibrary = () => icu;\n";

/** Leaves out what the page gets from the server: the texts of declarations come with kinds and tables. */
export function pageTexts(): Plugin {
  return {
    name: 'page-texts',
    async load(id) {
      if (LIBRARY.test(id)) return BUILT_IN;
      if (!CATALOGUE.test(id)) return null;
      const { schema: _, ...texts } = JSON.parse(await readFile(id, 'utf8')) as Readonly<Record<string, unknown>>;
      return JSON.stringify(texts);
    },
  };
}
