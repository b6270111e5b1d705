/** Readers for untyped values of the contract: values of another type become null. */

/** A non-empty text. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A finite number. */
export function asNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Fields by name; empty for other values. */
export function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Elements of a list; empty for other values. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
