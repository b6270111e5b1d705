import type { JsonValue } from '../../../model/columns.ts';
import { type Field, type Fields, f } from '../records/fields.ts';
import { pathsOf, type Sources } from '../records/source.ts';
import type { Moment, ValueSource } from './declaration.ts';

/** Times by their unit and epoch. */
export const at = {
  /** Seconds since 2001. */
  cocoa: (source: Sources): Moment => f.cocoaTime(source, ''),
  /** Seconds since 1970. */
  unix: (source: Sources): Moment => f.unixTime(source, ''),
  unixMs: (source: Sources): Moment => f.unixMsTime(source, ''),
  unixMicros: (source: Sources): Moment => f.unixMicrosTime(source, ''),
  unixNanos: (source: Sources): Moment => f.unixNanosTime(source, ''),
  /** Any of these four units, by the size of the number. */
  unixAny: (source: Sources): Moment => f.unixAnyTime(source, ''),
  /** A date of a property list, or ISO text. */
  date: (source: Sources): Moment => f.date(source, ''),
} as const;

/**
 * Codes with their names: `codes('ZTYPE', { 0: 'text', 1: 'image' })`. Unknown codes become `unknown` and are counted.
 */
export function codes(source: Sources, words: Readonly<Record<string, string>>): Field<string> {
  const declared = f.text(source, '');
  return {
    ...declared,
    read(value, notes) {
      const code = declared.read(value, notes);
      if (typeof code !== 'string') return code;
      const word = Object.hasOwn(words, code) ? words[code] : undefined;
      if (word === undefined) notes.unknownCode(code.slice(0, 60));
      return word ?? 'unknown';
    },
  };
}

/** Default type of the values of a part. */
export type Reading = 'text' | 'handle' | 'flag' | 'integer' | 'real' | 'list' | 'latitude' | 'longitude';

/** The fields of a part that are declared, each with the default type of its name. */
export function fieldsOf<const R extends Readonly<Record<string, Reading>>>(
  sources: { readonly [K in keyof NoInfer<R>]?: ValueSource | undefined },
  readings: R,
): Fields {
  return Object.fromEntries(
    Object.entries<Reading>(readings).flatMap(([name, reading]) => {
      const source = sources[name as keyof R];
      return source === undefined ? [] : [[name, isField(source) ? source : f[reading](source, '')]];
    }),
  );
}

/** The values of a field before they are converted: the unchanged codes. */
export function rawOf(source: ValueSource): Field<string> {
  return f.text(isField(source) ? source.sources : source, '');
}

/** All paths that these fields and sources read. */
export function pathsOfAll(fields: Fields, ...sources: readonly (Sources | undefined)[]): readonly string[] {
  return [
    ...Object.values(fields).flatMap(({ paths }) => paths),
    ...sources.flatMap((source) => (source === undefined ? [] : pathsOf(source))),
  ];
}

function isField(source: ValueSource): source is Field {
  return typeof source === 'object' && 'column' in source;
}

/** Typed access to the values of a row. */
export class Values {
  readonly #values: Readonly<Record<string, JsonValue>>;

  constructor(values: Readonly<Record<string, JsonValue>>) {
    this.#values = values;
  }

  text(name: string): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  number(name: string): number | null {
    const value = this.#values[name];
    return typeof value === 'number' ? value : null;
  }

  flag(name: string): boolean | null {
    const value = this.#values[name];
    return typeof value === 'boolean' ? value : null;
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }
}
