/**
 * Parsers for `validateSearch`. Invalid URL parameters are ignored, so that a link with a mistake still opens the
 * screen.
 */

/** URL parameters as parsed by the router. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** Maximum length of a text in a URL. */
const MAX_LENGTH = 1000;

/** `{ [name]: text }`, or empty. The router parses `42` and `true` as JSON; they are converted back to text. */
export function textParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: string } {
  const value = raw[name];
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text === '') return {};
  return { [name]: text.slice(0, MAX_LENGTH) } as { [K in Name]?: string };
}

/** `{ [name]: one of values }`, or empty. */
export function choiceParam<Name extends string, Value extends string>(
  raw: RawSearch,
  name: Name,
  values: readonly Value[],
): { [K in Name]?: Value } {
  const value = values.find((candidate) => candidate === raw[name]);
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Value });
}

/** `{ [name]: integer }`, or empty: milliseconds, an index. */
export function wholeParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: number } {
  const value = Number(raw[name] ?? Number.NaN);
  return Number.isSafeInteger(value) ? ({ [name]: value } as { [K in Name]?: number }) : {};
}

/** `{ [name]: true }`, or empty. */
export function flagParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: true } {
  return raw[name] === true || raw[name] === 'true' ? ({ [name]: true } as { [K in Name]?: true }) : {};
}
