import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type ErrorCode, isDomainError } from '../../../src/model/errors.ts';

/** Fixed seed of all property tests, so that failures are reproducible. */
export const SEED = 0x5eed;

/** Maximum CPU time for one small hostile input, in milliseconds; generous for slow test machines. */
const MAX_MS = 2_000;

/** One of `samples` with some bytes changed and sometimes truncated. */
export function mutated(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff, 0xd1, 0xa1)));
  const cut = fc.option(fc.nat(), { freq: 8 });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }), cut)
    .map(([sample, changes, cut]) => {
      const bytes = Uint8Array.from(sample);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return cut === null ? bytes : bytes.subarray(0, cut % bytes.length);
    });
}

/** Runs `read` and returns its result, or undefined if it threw one of `codes`. Anything else fails the test. */
export function readOrRefuse<T>(read: () => T, ...codes: ErrorCode[]): T | undefined {
  // CPU time of this thread, because wall-clock time depends on the load of the machine.
  const start = process.threadCpuUsage();
  try {
    return read();
  } catch (error) {
    if (!isDomainError(error, ...codes)) throw error;
    return undefined;
  } finally {
    const { user, system } = process.threadCpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(MAX_MS);
  }
}
