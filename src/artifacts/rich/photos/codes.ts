import { asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Codes other than 0 and NULL. */
export function codesOf(values: Readonly<Record<string, SqlValue>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const code = asNumber(value);
      return code === null || code === 0 ? [] : [[name, code]];
    }),
  );
}
