/** A text with marked ranges, and the places of codes and numbers in it; all ascending. */
interface CodedText {
  readonly snippet: string;
  readonly highlights: readonly (readonly [start: number, end: number])[];
  readonly codes: readonly { readonly start: number; readonly end: number; readonly column: string }[];
}

/** The text with names instead of codes and with units. The name of a code that is marked in part is marked as a whole. */
export function withNamedCodes(
  { snippet, highlights, codes }: CodedText,
  nameOf: (column: string, code: string) => string | null,
): { snippet: string; highlights: [number, number][] } {
  const marks: [number, number][] = [];
  let text = '';
  let from = 0;
  const copy = (to: number): void => {
    for (const [start, end] of highlights) {
      const shift = text.length - from;
      if (start < to && end > from) marks.push([Math.max(start, from) + shift, Math.min(end, to) + shift]);
    }
    text += snippet.slice(from, to);
    from = to;
  };
  for (const { start, end, column } of codes) {
    const name = nameOf(column, snippet.slice(start, end));
    if (name === null) continue;
    copy(start);
    if (highlights.some((mark) => mark[0] < end && mark[1] > start))
      marks.push([text.length, text.length + name.length]);
    text += name;
    from = end;
  }
  copy(snippet.length);
  return { snippet: text, highlights: marks };
}
