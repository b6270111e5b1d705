import { Embedded, type ExampleValue } from '../../../model/example.ts';

/** A property list in a column of an example. */
export function plist(value: ExampleValue): Embedded {
  return new Embedded({ plist: value });
}

/** A value at a path of keys: `nested('photo/0', value)` is `{ photo: [value] }`. */
export function nested(path: string, value: ExampleValue): ExampleValue {
  return path.split('/').reduceRight((inner, key) => (/^\d+$/.test(key) ? [inner] : { [key]: inner }), value);
}

/** A dictionary of an example. */
export type ExampleDict = { readonly [key: string]: ExampleValue };
