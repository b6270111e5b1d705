import { IntlMessageFormat } from 'intl-messageformat';
import type { Param, StoredMessage } from './messages.ts';

/** Texts by id, in groups: `{ "lost": { "damaged-rows": "…" } }`. ICU MessageFormat. */
export interface Catalogue {
  readonly [id: string]: string | Catalogue;
}

/** Renders messages in one language. */
export type Renderer = (message: StoredMessage) => string;

/** The text of an id (`lost.damaged-rows`); null where the catalogue has none. */
export function textOf(catalogue: Catalogue, id: string): string | null {
  let place: string | Catalogue | undefined = catalogue;
  for (const part of id.split('.')) {
    place = typeof place === 'object' && Object.hasOwn(place, part) ? place[part] : undefined;
  }
  return typeof place === 'string' ? place : null;
}

/**
 * Renders messages with the texts of `catalogue`, numbers and plurals as in `locale`. A code that the catalogue does not
 * have is shown as it is: it comes from another version.
 */
export function createRenderer(catalogue: Catalogue, locale: string): Renderer {
  const formats = new Map<string, IntlMessageFormat | null>();
  const formatOf = (code: string): IntlMessageFormat | null => {
    const known = formats.get(code);
    if (known !== undefined) return known;
    const text = textOf(catalogue, code);
    const format = text === null ? null : new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
    if (format !== null) formats.set(code, format);
    return format;
  };
  const render = ({ code, params }: StoredMessage): string => {
    const format = formatOf(code);
    if (format === null) return code;
    const values: Record<string, string | number> = { count: 0 };
    for (const [name, param] of Object.entries(params)) values[name] = textOfParam(param);
    try {
      return String(format.format(values));
    } catch {
      // Stored by a version that gave this code other parameters.
      return code;
    }
  };
  const textOfParam = (param: Param): string | number => (typeof param === 'object' ? render(param) : param);
  return render;
}
