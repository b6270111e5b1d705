import type en from '../../../src/locales/en.json';
import type { StoredMessage } from '../../../src/locales/messages.ts';
import type { PageParams } from '../../../src/locales/params.ts';
import { type Catalogue, createRenderer } from '../../../src/locales/renderer.ts';
import { type TextTree, textTree } from '../../../src/locales/text-tree.ts';

/** A language with a catalogue in `src/locales`, by the name of its file: `de`, `pt-BR`. */
export type Language = string;

/** The texts of the page in the catalogue. */
type Page = (typeof en)['page'];

/** All texts of the page in one language, by the ids of the group `page` of `src/locales/en.json`. */
export interface Texts extends TextTree<Page, PageParams> {
  readonly language: Language;
  /** A message of the API, which includes its English text. */
  readonly server: (english: string, message: StoredMessage | null | undefined) => string;
}

/** A language, the locale of its numbers and plurals (`en-GB`), and its catalogue. */
export interface Translation {
  readonly language: Language;
  readonly locale: string;
  readonly catalogue: Catalogue;
}

/** The texts of a translation; missing ones are in English. */
export function createTexts(english: Page, { language, locale, catalogue }: Translation): Texts {
  const render = createRenderer(catalogue, locale);
  return {
    // Its type is derived from the same file as the tree.
    ...(textTree(english, catalogue['page'], locale) as unknown as TextTree<Page, PageParams>),
    language,
    server: (english, message) =>
      (message === null || message === undefined || message.code === 'plain' ? null : render(message)) ?? english,
  };
}
