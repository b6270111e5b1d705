/** Formats by zone: making one takes longer than formatting with it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The farthest moment a Date can hold (ECMA-262 §21.4.1.1). */
const MAX_TIME_MS = 8.64e15;

/** The day a moment falls on in a zone, as `2024-03-31`; the moment itself where no calendar reaches. */
export function dayKey(at: number, zone: string): string {
  if (!Number.isFinite(at) || Math.abs(at) > MAX_TIME_MS) return String(at);
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(at);
}
