/** The text of a code of the API: `byCode(t.calls.outcomes, 'missed')`. Undefined for a code without one. */
export function byCode(texts: Readonly<Record<string, string>>, code: string): string | undefined {
  return Object.hasOwn(texts, code) ? texts[code] : undefined;
}
