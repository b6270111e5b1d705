import type { TownView } from '../../contract/map.ts';
import { fold } from '../../model/fold.ts';
import { townAt } from './nearest-town.ts';
import { nameAt, type TownTable, townTable } from './town-table.ts';

/** Folded names, one line for each name: built with the first search, 6 MB. */
interface FoldedNames {
  readonly of: TownTable;
  readonly text: string;
  /** Start of each line, and the town that it belongs to. */
  readonly starts: Uint32Array;
  readonly towns: Uint32Array;
  /** 1 for a line with the name that GeoNames prefers. */
  readonly isMain: Uint8Array;
}

let folded: FoldedNames | null = null;

/** Between several other names of a town. */
const OTHER = '|';

const ASCII = /^[ -~]*$/;

/** Matches beyond this many are not ranked. */
const MAX_MATCHES = 20_000;

/**
 * Towns with a name that begins with these words, or contains a word that does; whole names first, then by population.
 * Words after a comma are looked for in region and country code: `springfield, il`.
 */
export function findTowns(query: string, limit: number): readonly TownView[] {
  const [name = '', ...rest] = query.split(',').map((part) => fold(part).trim());
  if (name === '') return [];
  const towns = townTable();
  const names = foldedNames(towns);
  const found = new Map<number, number>();
  for (
    let at = names.text.indexOf(name);
    at !== -1 && found.size < MAX_MATCHES;
    at = names.text.indexOf(name, at + 1)
  ) {
    const before = names.text[at - 1] ?? '\n';
    if (/[\p{L}\p{N}]/u.test(before)) continue;
    const line = lineAt(names, at);
    const index = names.towns[line] ?? 0;
    const isWhole = names.starts[line] === at && (names.text[at + name.length] ?? '\n') === '\n';
    const rank = (isWhole ? 2 : 0) + (names.isMain[line] === 1 ? 1 : 0) + (before === '\n' ? 1 : 0);
    found.set(index, Math.max(rank, found.get(index) ?? 0));
  }
  const people = (index: number): number => towns.populations[index] ?? 0;
  // A large city is meant rather than a hamlet whose name is no longer than what was typed so far.
  const weight = ([index, rank]: readonly [number, number]): number => Math.log10(people(index) + 10) + rank;
  const isThere = (town: TownView): boolean =>
    rest.every((part) => [town.region ?? '', town.country].some((place) => fold(place).startsWith(part)));
  const ranked = [...found].toSorted((one, other) => weight(other) - weight(one));
  const answer: TownView[] = [];
  for (const [index] of ranked) {
    const town = townAt(towns, index);
    if (isThere(town)) answer.push(town);
    if (answer.length === limit) break;
  }
  return answer;
}

function foldedNames(of: TownTable): FoldedNames {
  if (folded?.of === of) return folded;
  const lines: string[] = [];
  const towns: number[] = [];
  const isMain: number[] = [];
  for (let index = 0; index < of.count; index++) {
    for (const names of [of.names, of.otherNames]) {
      for (const name of nameAt(names, index).split(OTHER)) {
        if (name === '') continue;
        // Most names are ASCII, which folding takes twenty times as long for.
        lines.push(ASCII.test(name) ? name.toLowerCase() : fold(name));
        towns.push(index);
        isMain.push(names === of.names ? 1 : 0);
      }
    }
  }
  const starts = new Uint32Array(lines.length);
  let at = 0;
  for (const [line, text] of lines.entries()) {
    starts[line] = at;
    at += text.length + 1;
  }
  folded = { of, text: lines.join('\n'), starts, towns: Uint32Array.from(towns), isMain: Uint8Array.from(isMain) };
  return folded;
}

/** The line that contains a position. */
function lineAt({ starts }: FoldedNames, at: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
