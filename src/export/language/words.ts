import { LANGUAGES } from '../../locales/catalogues.ts';
import en from '../../locales/en.json' with { type: 'json' };
import { LANGUAGE_TAGS } from '../../locales/language-tags.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import type { PageParams, Params } from '../../locales/params.ts';
import { type Catalogue, createRenderer } from '../../locales/renderer.ts';
import { type TextTree, textTree } from '../../locales/text-tree.ts';
import { DomainError } from '../../model/errors.ts';
import { lazy } from '../../model/lazy.ts';
import { languageOf } from './language-of.ts';

/** The texts of exports. */
type ExportTexts = TextTree<(typeof en)['export'], Params, 'export.'>;
/** The texts of the page, some of which exports share. */
type PageTexts = TextTree<(typeof en)['page'], PageParams>;

/** All texts and forms of one language, for what people read in an export. */
export interface Words {
  /** Language tag, as in `lang` of HTML. */
  readonly language: string;
  /** What the owner of the phone is called; null for “You”. */
  readonly ownerName: string | null;
  readonly text: ExportTexts;
  readonly page: PageTexts;
  /** A message of the server, of which there is an English text. */
  readonly message: (english: string, message: StoredMessage | null) => string;
  /** Name of an artifact, of which there is an English one. */
  readonly artifact: (id: string, english: string) => string;
  /** A number as people write it. */
  readonly number: (value: number) => string;
  /** `Anna, Ben and Carla` */
  readonly list: (names: readonly string[]) => string;
  /** A day as people write it, for `2024-05-01`. English has it unchanged: its forms differ by country. */
  readonly date: (day: string) => string;
  /** A day as a heading: `Wednesday 2024-05-01`, `Mittwoch, 1. Mai 2024`. */
  readonly dayName: (day: string) => string;
  /** `May 2024`, for any day of it. */
  readonly month: (day: string) => string;
  /** Day and month of a day: `March 3`. */
  readonly dayOfYear: (day: string) => string;
  /** Name of a language: `French` for `fr`. */
  readonly languageName: (code: string) => string;
  /** Name of a country by its code. */
  readonly country: (code: string) => string;
}

const made = new Map<string, Words>();

/** The texts of a language; English if none is given. @throws BAD_REQUEST for one without texts */
export function wordsIn(tag = 'en'): Words {
  const language = languageOf(tag);
  if (language === undefined) {
    const known = LANGUAGE_TAGS.join(', ');
    throw new DomainError('BAD_REQUEST', msg('detail.unknown-language', { language: tag, known }));
  }
  const known = made.get(language);
  if (known !== undefined) return known;
  const words = createWords(language);
  made.set(language, words);
  return words;
}

/** The same texts with a name for the owner of the phone instead of “You”. */
export function withOwnerName(words: Words, ownerName: string): Words {
  return { ...words, ownerName };
}

/** A text by its language; the English one for a language without. */
export function named<T>(names: Readonly<Record<string, T>>, { language }: Pick<Words, 'language'>): T | undefined {
  return names[language] ?? names['en'];
}

/** The text of a code; the code itself where there is none. */
export function byCode(texts: Readonly<Record<string, string>>, code: string): string {
  return (Object.hasOwn(texts, code) ? texts[code] : undefined) ?? code;
}

function createWords(language: string): Words {
  const isEnglish = language === 'en';
  const catalogue: Catalogue = LANGUAGES[language] ?? en;
  const render = createRenderer(catalogue, language);
  // Made when they are needed: each takes milliseconds, and formats for programs need none.
  const numbers = lazy(() => new Intl.NumberFormat(language));
  // British: no comma before “and”.
  const lists = lazy(() => new Intl.ListFormat(isEnglish ? 'en-GB' : language));
  const languages = lazy(() => new Intl.DisplayNames([language], { type: 'language' }));
  const countries = lazy(() => new Intl.DisplayNames([language], { type: 'region' }));
  const short = formatDay(language, { year: 'numeric', month: '2-digit', day: '2-digit' });
  const long = formatDay(language, { dateStyle: 'full' });
  const weekday = formatDay(language, { weekday: 'long' });
  const month = formatDay(language, { month: 'long', year: 'numeric' });
  const dayOfYear = formatDay(language, { day: 'numeric', month: 'long' });
  return {
    language,
    ownerName: null,
    // Their types are derived from the same file as the trees.
    text: textTree(en.export, catalogue['export'], language) as unknown as ExportTexts,
    page: textTree(en.page, catalogue['page'], language) as unknown as PageTexts,
    message: (english, message) => (message === null || isEnglish ? null : render(message)) ?? english,
    artifact: (id, english) =>
      (isEnglish ? null : render({ code: `schema.artifacts.${id}.title`, params: {} })) ?? english,
    number: (value) => numbers().format(value),
    list: (names) => lists().format(names),
    date: isEnglish ? (day) => day : short,
    dayName: isEnglish ? (day) => `${weekday(day)} ${day}` : long,
    month,
    dayOfYear,
    languageName: (code) => languages().of(code) ?? code,
    country: (code) => countries().of(code) ?? code,
  };
}

/** Days that are remembered: all of three decades. */
const MOST_DAYS = 12_000;

/** Formats days and remembers them: each chat has the same again, and to format one takes as long as several messages. */
function formatDay(language: string, options: Intl.DateTimeFormatOptions): (day: string) => string {
  let format: Intl.DateTimeFormat | undefined;
  const known = new Map<string, string>();
  return (day) => {
    let text = known.get(day);
    if (text === undefined) {
      format ??= new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      text = format.format(new Date(`${day}T00:00:00Z`));
      if (known.size >= MOST_DAYS) known.clear();
      known.set(day, text);
    }
    return text;
  };
}
