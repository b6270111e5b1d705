/**
 * Readers for `validateSearch`: what stands in an address may be anything, and what does not fit is left out, so that a
 * link with a mistake still opens the screen.
 */

/** The parameters of an address as the router hands them over. */
export type RawSearch = Readonly<Record<string, unknown>>;

/** Longest text taken from an address. */
const MAX_LENGTH = 1000;

/** `{ [name]: text }`, or nothing. The router parses `42` and `true` as JSON: they are texts again here. */
export function textParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: string } {
  const value = raw[name];
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string' || text === '') return {};
  return { [name]: text.slice(0, MAX_LENGTH) } as { [K in Name]?: string };
}

/** `{ [name]: one of values }`, or nothing. */
export function choiceParam<Name extends string, Value extends string>(
  raw: RawSearch,
  name: Name,
  values: readonly Value[],
): { [K in Name]?: Value } {
  const value = values.find((candidate) => candidate === raw[name]);
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Value });
}

/** `{ [name]: whole number }`, or nothing: milliseconds, an index. */
export function wholeParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: number } {
  const value = Number(raw[name] ?? Number.NaN);
  return Number.isSafeInteger(value) ? ({ [name]: value } as { [K in Name]?: number }) : {};
}

/** `{ [name]: true }`, or nothing. */
export function flagParam<Name extends string>(raw: RawSearch, name: Name): { [K in Name]?: true } {
  return raw[name] === true || raw[name] === 'true' ? ({ [name]: true } as { [K in Name]?: true }) : {};
}
