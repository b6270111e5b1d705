const INSIDE_WORD = /[\p{L}\p{M}\p{N}]$/u;

/** Ranges in `text` where words begin with one of `wanted`: [start, end), ascending and disjoint. */
export function wordPlaces(wanted: readonly string[], text: string): [number, number][] {
  const places: [number, number][] = [];
  for (const word of new Set(wanted)) {
    if (word === '') continue;
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
      if (!INSIDE_WORD.test(text.slice(0, at))) places.push([at, at + word.length]);
    }
  }
  places.sort(([one], [other]) => one - other);
  return places.filter(([start], index) => start >= (places[index - 1]?.[1] ?? 0));
}
