import type { KindView } from '../../../src/contract/kinds.ts';

/** The kinds of records, by their ids, with their names in the reader's language. */
export interface Kinds {
  readonly all: readonly KindView[];
  /** Null where there is none, and until they are here. */
  readonly find: (id: string) => KindView | null;
  /** What one record is called; the id where the kind is not known. */
  readonly one: (id: string) => string;
  /** What several are called. */
  readonly many: (id: string) => string;
  /** What an artifact is called; `title`, as the server calls it in English, where no kind of it is known. */
  readonly artifactName: (artifact: string, title: string) => string;
  /** The artifacts that records of these kinds come from; null, for all, where none is named or one is not known. */
  readonly artifactsOf: (ids: readonly string[]) => readonly string[] | null;
  /** The artifacts that people, and how much there is with them, are put together from. */
  readonly artifactsWithPeople: readonly string[];
}

/** Makes the kinds that the API lists ready for lookups. */
export function kindsOf(all: readonly KindView[], language: string): Kinds {
  const byId = new Map(all.map((kind) => [kind.id, kind]));
  const byArtifact = Map.groupBy(all, ({ artifact }) => artifact);
  const nameOf = ({ names }: KindView, form: 0 | 1): string => (names[language] ?? names['en'])?.[form] ?? '';
  const find = (id: string): KindView | null => byId.get(id) ?? null;
  return {
    all,
    find,
    one: (id) => named(find(id), 0) ?? id,
    many: (id) => named(find(id), 1) ?? id,
    artifactName: (artifact, title) => {
      const [first, ...others] = byArtifact.get(artifact) ?? [];
      if (first === undefined) return title;
      const { artifactNames } = first;
      // An artifact of one kind is called as that kind is, where it has no name of its own.
      return artifactNames[language] ?? (others.length === 0 ? first.names[language]?.[1] : undefined) ?? title;
    },
    artifactsOf: (ids) => {
      const known = ids.flatMap((id) => find(id)?.artifact ?? []);
      return known.length === 0 || known.length < ids.length ? null : [...new Set(known)];
    },
    artifactsWithPeople: [...new Set(all.filter(isAboutPeople).map(({ artifact }) => artifact))],
  };

  function named(kind: KindView | null, form: 0 | 1): string | null {
    return kind === null ? null : nameOf(kind, form);
  }
}

function isAboutPeople({ area, columns }: KindView): boolean {
  return area === 'people' || columns.some(({ kind }) => kind === 'handle');
}
