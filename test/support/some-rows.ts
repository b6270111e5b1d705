import { describe, it, type TestContext } from 'vitest';
import { fullOnly } from './depth.ts';

/** Decides whether a row of a table runs at quick depth. */
type IsQuick<T> = (row: T, index: number) => boolean;

/** Options of a test. */
interface Options {
  readonly timeout?: number;
  readonly tags?: string[];
}

/** `it.for` of a table of which only rows that are quick run at quick depth. */
export function itForSome<T>(rows: readonly T[], isQuick: IsQuick<T>) {
  return (name: string, test: (row: T, context: TestContext) => void | Promise<void>, options: Options = {}): void => {
    const [quick, others] = divided(rows, isQuick);
    it.for(quick)(name, options, test);
    it.for(others)(name, { ...options, ...fullOnly }, test);
  };
}

/** `describe.for` of a table of which only rows that are quick run at quick depth. */
export function describeForSome<T>(rows: readonly T[], isQuick: IsQuick<T>) {
  return (name: string, suite: (row: T) => void, options: Options = {}): void => {
    const [quick, others] = divided(rows, isQuick);
    describe.for(quick)(name, options, (row) => suite(row));
    describe.for(others)(name, { ...options, ...fullOnly }, (row) => suite(row));
  };
}

/** The rows that are quick, and the others. */
function divided<T>(rows: readonly T[], isQuick: IsQuick<T>): [quick: readonly T[], others: readonly T[]] {
  return [rows.filter(isQuick), rows.filter((row, index) => !isQuick(row, index))];
}
