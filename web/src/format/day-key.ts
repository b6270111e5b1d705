/** Formatters by zone: creating one is far slower than formatting. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Maximum time of a Date (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;

/** The day of a time in a zone, as `2024-03-31`; the number itself if out of range. */
export function dayKey(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(at);
}
