import { icuLibrary } from './icu-library.ts';
import { type Param, plainText, type StoredMessage } from './messages.ts';

/** Texts by id, in groups: `{ "lost": { "damaged-rows": "…" } }`. ICU MessageFormat. */
export interface Catalogue {
  readonly [id: string]: string | Catalogue;
}

/** Values of the placeholders of a text, by name. */
export type Values = Readonly<Record<string, string | number>>;

/** Renders messages in one language. Null for a message of another version, whose code or parameters are not known. */
export type Renderer = (message: StoredMessage) => string | null;

/** The text of an id (`lost.damaged-rows`); null where the catalogue has none. */
function textOf(catalogue: Catalogue, id: string): string | null {
  let place: string | Catalogue | undefined = catalogue;
  for (const part of id.split('.')) {
    place = typeof place === 'object' && Object.hasOwn(place, part) ? place[part] : undefined;
  }
  return typeof place === 'string' ? place : null;
}

/** Intl objects are slow to make, and all texts of a language use the same. */
const formatters = {
  getNumberFormat: memoize(
    (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  ),
  getDateTimeFormat: memoize(
    (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  ),
  getPluralRules: memoize((...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args)),
};

function memoize<Args extends readonly unknown[], T>(make: (...args: Args) => T): (...args: Args) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key) ?? make(...args);
    made.set(key, known);
    return known;
  };
}

/** Characters without which a text is what it says. */
const SYNTAX = /[{}']/;

/** Compiles a text in ICU MessageFormat, numbers and plurals as in `locale`. @throws SyntaxError; the function throws for a value that is missing */
export function compileText(text: string, locale: string): (values: Values) => string {
  if (!SYNTAX.test(text)) return () => text;
  const { IntlMessageFormat } = icuLibrary();
  const format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true, formatters });
  return (values) => String(format.format(values));
}

/** Renders messages with the texts of `catalogue`, numbers and plurals as in `locale`. */
export function createRenderer(catalogue: Catalogue, locale: string): Renderer {
  const [language = locale] = locale.split('-');
  const formats = new Map<string, (values: Values) => string>();
  const formatOf = (code: string): ((values: Values) => string) | null => {
    const known = formats.get(code);
    if (known !== undefined) return known;
    const text = textOf(catalogue, code);
    if (text === null) return null;
    const format = compileText(text, locale);
    formats.set(code, format);
    return format;
  };
  const render = (message: StoredMessage): string | null => {
    const text = plainText(message, language);
    if (text !== null) return text;
    const format = formatOf(message.code);
    if (format === null) return null;
    const values: Record<string, string | number> = { count: 0 };
    for (const [name, param] of Object.entries(message.params)) values[name] = valueOf(param);
    try {
      return format(values);
    } catch {
      return null;
    }
  };
  const valueOf = (param: Param): string | number =>
    typeof param === 'object' ? (render(param) ?? param.code) : param;
  return render;
}
