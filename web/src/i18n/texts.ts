import type en from '../../../src/locales/en.json';
import type { StoredMessage } from '../../../src/locales/messages.ts';
import type { PageParams } from '../../../src/locales/params.ts';
import { type Catalogue, compileText, createRenderer, type Values } from '../../../src/locales/renderer.ts';

/** A language with a catalogue in `src/locales`, by the name of its file: `de`, `pt-BR`. */
export type Language = string;

/** The texts of the page in the catalogue. */
type Page = (typeof en)['page'];

/** Texts without placeholders are strings, others functions of their values. */
type Tree<Node, Id extends string = ''> = {
  readonly [Key in keyof Node & string]: Node[Key] extends string
    ? Text<`${Id}${Key}`>
    : Tree<Node[Key], `${Id}${Key}.`>;
};
type Text<Id extends string> = Id extends keyof PageParams ? (values: PageParams[Id]) => string : string;

/** All texts of the page in one language, by the ids of the group `page` of `src/locales/en.json`. */
export interface Texts extends Tree<Page> {
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
    ...(treeOf(english, catalogue['page'], locale) as unknown as Tree<Page>),
    language,
    server: (english, message) =>
      (message === null || message === undefined || message.code === 'plain' ? null : render(message)) ?? english,
  };
}

function treeOf(english: Catalogue, translated: Catalogue[string] | undefined, locale: string): object {
  return Object.fromEntries(
    Object.entries(english).map(([key, node]) => {
      const translation = typeof translated === 'object' ? translated[key] : undefined;
      if (typeof node !== 'string') return [key, treeOf(node, translation, locale)];
      const isTranslated = typeof translation === 'string';
      const text = isTranslated ? translation : node;
      return [key, node.includes('{') ? lazily(text, isTranslated ? locale : 'en') : text];
    }),
  );
}

/** Compiles a text when it is first used, because a screen uses few of them. */
function lazily(text: string, locale: string): (values: Values) => string {
  let compiled: ((values: Values) => string) | undefined;
  return (values) => (compiled ??= compileText(text, locale))(values);
}
