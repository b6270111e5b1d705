import type { KindView } from '../../../src/contract/kinds.ts';

/** Record kinds by id, with names in the user's language. */
export interface Kinds {
  readonly all: readonly KindView[];
  /** Null if unknown or not loaded yet. */
  readonly find: (id: string) => KindView | null;
  /** The kind whose records are the rows of a table; null if there is none. */
  readonly ofTable: (table: string) => KindView | null;
  /** Singular name; the id for an unknown kind. */
  readonly one: (id: string) => string;
  /** Plural name. */
  readonly many: (id: string) => string;
  /** Name of an artifact; `title`, its English name from the server, if none of its kinds is known. */
  readonly artifactName: (artifact: string, title: string) => string;
  /** Artifacts of these kinds; null (all) if the list is empty or a kind is unknown. */
  readonly artifactsOf: (ids: readonly string[]) => readonly string[] | null;
  /** Artifacts with a screen of their own: messages, photos. */
  readonly artifactsWithScreens: readonly string[];
  /** Artifacts with people or counts of people. */
  readonly artifactsWithPeople: readonly string[];
}

/** Prepares the kinds of the API for look-ups. */
export function kindsOf(all: readonly KindView[], language: string): Kinds {
  const byId = new Map(all.map((kind) => [kind.id, kind]));
  const byTable = new Map(all.map((kind) => [kind.table, kind]));
  const byArtifact = Map.groupBy(all, ({ artifact }) => artifact);
  const nameOf = ({ names }: KindView, form: 0 | 1): string => (names[language] ?? names['en'])?.[form] ?? '';
  const find = (id: string): KindView | null => byId.get(id) ?? null;
  return {
    all,
    find,
    ofTable: (table) => byTable.get(table) ?? null,
    one: (id) => named(find(id), 0) ?? id,
    many: (id) => named(find(id), 1) ?? id,
    artifactName: (artifact, title) => {
      const names = byArtifact.get(artifact)?.[0]?.artifactNames;
      return names?.[language] ?? title;
    },
    artifactsOf: (ids) => {
      const known = ids.flatMap((id) => find(id)?.artifact ?? []);
      return known.length === 0 || known.length < ids.length ? null : [...new Set(known)];
    },
    artifactsWithScreens: [...new Set(all.filter(hasScreen).map(({ artifact }) => artifact))],
    artifactsWithPeople: [...new Set(all.filter(isAboutPeople).map(({ artifact }) => artifact))],
  };

  function named(kind: KindView | null, form: 0 | 1): string | null {
    return kind === null ? null : nameOf(kind, form);
  }
}

/** Lists of other kinds are below the screen of records or of chats: `records/steps`. */
function hasScreen({ list }: KindView): boolean {
  return list !== null && !list.screen.includes('/');
}

function isAboutPeople({ area, columns }: KindView): boolean {
  return area === 'people' || columns.some(({ kind }) => kind === 'handle');
}
