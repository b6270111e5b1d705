import * as fc from 'fast-check';

/** A way to damage bytes: change some, truncate the end, or insert some. */
export interface Damage {
  readonly edits: readonly (readonly [position: number, value: number])[];
  readonly keep: number;
  readonly insertAt: number;
  readonly inserted: Uint8Array;
}

/** Arbitrary {@link Damage}. Positions are fractions, so it applies to bytes of any length. */
export const damage: fc.Arbitrary<Damage> = fc.record({
  edits: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 8,
  }),
  keep: fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  ),
  insertAt: fc.double({ min: 0, max: 1, noNaN: true }),
  inserted: fc.oneof(
    { weight: 3, arbitrary: fc.constant(new Uint8Array()) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 16 }) },
  ),
});

/** A damaged copy of `bytes`. */
export function mutate(bytes: Uint8Array, { edits, keep, insertAt, inserted }: Damage): Buffer {
  const at = Math.floor(insertAt * bytes.length);
  const mutated = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  for (const [position, value] of edits) mutated[Math.floor(position * (mutated.length - 1))] = value;
  return mutated.subarray(0, Math.ceil(keep * mutated.length));
}
