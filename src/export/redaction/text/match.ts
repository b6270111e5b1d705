/** A range of a text and what takes its place. */
export interface TextMatch {
  /** Inclusive and exclusive, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** A text without what was removed. */
export interface ReplacedText {
  readonly text: string;
  readonly matches: readonly TextMatch[];
}

/** Joins overlapping matches to one, with the label of the longest, so that no part of any is left. In order of place. */
export function joinOverlaps(matches: readonly TextMatch[]): TextMatch[] {
  const joined: TextMatch[] = [];
  let longest = 0;
  for (const match of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1);
    const length = match.end - match.start;
    if (last === undefined || match.start >= last.end) {
      joined.push(match);
      longest = length;
      continue;
    }
    const label = length > longest ? match.label : last.label;
    longest = Math.max(longest, length);
    joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, match.end), label };
  }
  return joined;
}

/** Replaces ranges that do not overlap. */
export function replaceMatches(text: string, matches: readonly TextMatch[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, label } of matches) {
    result += text.slice(at, start) + label;
    at = end;
  }
  return result + text.slice(at);
}

/** Where a position of the original is in the replaced text; within a match its beginning, or its end for `end`. */
export function movedPosition(matches: readonly TextMatch[], position: number, edge: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, label } of matches) {
    if (position <= start) break;
    if (position < end) return start + shift + (edge === 'end' ? label.length : 0);
    shift += label.length - (end - start);
  }
  return position + shift;
}
