import { kindOf, kinds } from '../../artifacts/kinds.ts';
import { AREAS, type Area } from '../../model/kind.ts';

/** Values of `type:` and `area:`. */
export interface KindFilter {
  readonly types: readonly string[];
  readonly areas: readonly string[];
}

/** The kinds selected by a {@link KindFilter}. */
export interface KindSelection {
  /** Ids of the selected kinds; null if the filter is empty. */
  readonly kinds: readonly string[] | null;
  /** Values that are not a searchable kind or area. */
  readonly unknown: KindFilter;
}

/** All searchable kinds. */
export const SEARCHABLE = kinds.filter(({ searchable }) => searchable);

/** Searchable kinds in any of these areas. */
export function kindsOfAreas(areas: readonly string[]): string[] {
  return SEARCHABLE.filter(({ area }) => areas.includes(area)).map(({ id }) => id);
}

/** Evaluates a filter: any of the types and any of the areas; both together select their intersection. */
export function selectKinds({ types, areas }: KindFilter): KindSelection {
  const words = types.map((word) => word.toLowerCase());
  const areaWords = areas.map((word) => word.toLowerCase());
  const isKind = (word: string): boolean => kindOf(word)?.searchable === true;
  const isArea = (word: string): boolean => AREAS.includes(word as Area);
  const ofAreas = areaWords.length === 0 ? null : kindsOfAreas(areaWords);
  const ofTypes = words.length === 0 ? null : words.filter(isKind);
  return {
    kinds: ofTypes === null || ofAreas === null ? (ofTypes ?? ofAreas) : ofTypes.filter((id) => ofAreas.includes(id)),
    unknown: { types: words.filter((word) => !isKind(word)), areas: areaWords.filter((word) => !isArea(word)) },
  };
}
