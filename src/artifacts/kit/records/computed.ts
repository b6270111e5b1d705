import { type Computed, from } from './source.ts';
import { textOf } from './value.ts';

/** Titles of the folders around a row of a tree, outermost first, without the root that all rows are in. */
export function folderPath(column: string): Computed {
  return from([`@up.${column}`], (titles) => (Array.isArray(titles) ? titles.slice(1).map(textOf).join(' / ') : null));
}

/** A number that is stored in millionths: microseconds as seconds, microdegrees as degrees. */
export function millionths(column: string): Computed {
  return from([column], (value) => (typeof value === 'number' ? value / 1e6 : null));
}
