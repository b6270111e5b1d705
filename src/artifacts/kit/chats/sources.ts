import { type Computed, from, type Sources } from '../records/source.ts';
import type { Value } from '../records/value.ts';
import { htmlText } from './html-text.ts';

const textOf = (value: Value): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? `${value}` : '';

/** The first group of a regular expression in a text; null without a match. */
export function match(source: Sources, pattern: RegExp): Computed {
  return from([source], (value) => pattern.exec(textOf(value))?.[1]);
}

/** The first groups of all matches of a global regular expression in a text. */
export function matchAll(source: Sources, pattern: RegExp): Computed {
  return from([source], (value) => Array.from(textOf(value).matchAll(pattern), ([, group = '']) => group));
}

/** True if the value is one of these; `null` is a missing value. */
export function is(source: Sources, ...values: readonly (string | number | boolean | null)[]): Computed {
  return from([source], (value) => values.some((each) => each === value));
}

/** True if the value is none of these. */
export function isNot(source: Sources, ...values: readonly (string | number | boolean | null)[]): Computed {
  return from([source], (value) => values.every((each) => each !== value));
}

/** `word` if the value exists and is neither 0 nor empty. */
export function ifPresent(source: Sources, word: string): Computed {
  return from([source], (value) => (value === null || value === 0 || value === '' || value === false ? null : word));
}

/** The text of HTML; see {@link htmlText}. */
export function html(source: Sources): Computed {
  return from([source], (value) => htmlText(textOf(value)));
}

/** The value of a source if a condition is true, otherwise null. */
export function when(condition: Sources, source: Sources): Computed {
  return from([condition, source], (isTrue, value) => (isTrue === true ? value : null));
}

/** Seconds between two times in ISO 8601. */
export function secondsBetween(start: Sources, end: Sources): Computed {
  return from([start, end], (first, last) => {
    const seconds = (Date.parse(textOf(last)) - Date.parse(textOf(first))) / 1000;
    return seconds >= 0 ? seconds : null;
  });
}

/** True for every row. */
export const always: Computed = from([], () => true);
