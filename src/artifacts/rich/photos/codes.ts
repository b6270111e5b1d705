import { asNumber, type SqlValue } from '../../kit/source-table.ts';

/** Codes other than 0 and NULL. */
export function codesOf(values: Readonly<Record<string, SqlValue | undefined>>): Readonly<Record<string, number>> {
  const codes: Record<string, number> = {};
  for (const name in values) {
    const code = asNumber(values[name]);
    if (code !== null && code !== 0) codes[name] = code;
  }
  return codes;
}
