import { kindOf, kinds } from '../../artifacts/kinds.ts';
import { AREAS, type Area } from '../../model/kind.ts';

/** Words of `type:` and `area:`. */
export interface KindFilter {
  readonly types: readonly string[];
  readonly areas: readonly string[];
}

/** What a {@link KindFilter} stands for. */
export interface KindSelection {
  /** Ids of the kinds of which any may be found; null where the filter asks for nothing. */
  readonly kinds: readonly string[] | null;
  /** Words that are no searchable kind and no area. */
  readonly unknown: KindFilter;
}

/** The kinds whose records can be searched. */
export const SEARCHABLE = kinds.filter(({ searchable }) => searchable);

/** Kinds in any of these areas, without those that cannot be searched. */
export function kindsOfAreas(areas: readonly string[]): string[] {
  return SEARCHABLE.filter(({ area }) => areas.includes(area)).map(({ id }) => id);
}

/** Reads a filter. Types are any of those given, areas as well; of both, the types that are in the areas. */
export function selectKinds({ types, areas }: KindFilter): KindSelection {
  const words = types.map((word) => word.toLowerCase());
  const asked = areas.map((word) => word.toLowerCase());
  const isKind = (word: string): boolean => kindOf(word)?.searchable === true;
  const isArea = (word: string): boolean => AREAS.includes(word as Area);
  const ofAreas = asked.length === 0 ? null : kindsOfAreas(asked);
  const ofTypes = words.length === 0 ? null : words.filter(isKind);
  return {
    kinds: ofTypes === null || ofAreas === null ? (ofTypes ?? ofAreas) : ofTypes.filter((id) => ofAreas.includes(id)),
    unknown: { types: words.filter((word) => !isKind(word)), areas: asked.filter((word) => !isArea(word)) },
  };
}
