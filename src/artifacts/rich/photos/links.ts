import type { Fingerprint } from '../../kit/growth/fingerprint.ts';
import type { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, asShortText, type Positions, type SqlValue } from '../../kit/source-table.ts';
import type { Album } from './albums.ts';
import type { AssetFiles } from './asset-files.ts';
import type { Collections } from './collections.ts';
import type { People } from './people.ts';

/** Columns of an asset that name rows of other tables, or people, of which many assets have the same. */
export const LINK_COLUMNS = [
  'rowid',
  'attributesRow',
  'importSessionRow',
  'conversationRow',
  'momentRow',
  'sameDataRow',
  'sameLookRow',
  'libraryRow',
  'sharer',
] as const;
/** One of {@link LINK_COLUMNS}. */
export type LinkColumn = (typeof LINK_COLUMNS)[number];

/** Names by which an asset is found. */
export interface AssetNames {
  /** Titles of its albums. */
  readonly albums: readonly string[];
  /** Names of the people in it. */
  readonly people: readonly string[];
}

/** What an asset is made of besides the rows that belong to it alone, and its files. */
export interface Links {
  readonly keywords: readonly string[];
  /** The album of its import, and others which have no asset list. */
  readonly importSession: Album | null;
  readonly conversation: Album | null;
  readonly moment: Album | null;
  readonly duplicates: Album | null;
  readonly sharedLibrary: Album | null;
  readonly names: AssetNames;
  /** Name of who put it into a shared album. */
  readonly sharedBy: string | null;
  /** True if it has a second original. */
  readonly hasAlternate: boolean;
}

/** Whatever assets refer to. */
interface Library {
  readonly albums: ReadonlyMap<number, Album>;
  readonly collections: Collections;
  readonly people: People;
  /** Albums and people by the ROWID of their asset. */
  readonly albumsOf: PackedJoin;
  readonly peopleOf: PackedJoin;
  readonly keywordsOf: (attributesRow: number | null) => readonly string[];
  readonly alternates: ReadonlySet<number>;
  /** Names by the fingerprint that iCloud gives to people. */
  readonly fingerprints: ReadonlyMap<string, string>;
}

const NO_NAMES: AssetNames = { albums: [], people: [] };

/** Finds what an asset refers to. */
export function linksOf(
  {
    albums,
    collections: { moments, shares },
    people,
    albumsOf,
    peopleOf,
    keywordsOf,
    alternates,
    fingerprints,
  }: Library,
  values: readonly SqlValue[],
  at: Positions<LinkColumn>,
): Links {
  const rowid = values[at.rowid] as number;
  const find = (row: SqlValue | undefined, of = albums): Album | null => of.get(asInteger(row) ?? Number.NaN) ?? null;
  const [albumRows, personRows] = [albumsOf.values(rowid), peopleOf.values(rowid)];
  return {
    keywords: keywordsOf(asInteger(values[at.attributesRow])),
    importSession: find(values[at.importSessionRow]),
    conversation: find(values[at.conversationRow]),
    moment: find(values[at.momentRow], moments),
    duplicates: find(values[at.sameDataRow]) ?? find(values[at.sameLookRow]),
    sharedLibrary: find(values[at.libraryRow], shares),
    names:
      albumRows.length === 0 && personRows.length === 0
        ? NO_NAMES
        : {
            albums: namesOf(albumRows, (album) => albums.get(album)?.title ?? null),
            people: namesOf(personRows, (person) => people.nameOf(person)),
          },
    sharedBy: fingerprints.get(asShortText(values[at.sharer]) ?? '') ?? null,
    hasAlternate: alternates.has(rowid),
  };
}

/** Counts an asset with the albums that it names itself. */
export function countIn({ importSession, conversation, moment, duplicates, sharedLibrary }: Links): void {
  if (importSession !== null) importSession.assetCount++;
  if (conversation !== null) conversation.assetCount++;
  if (moment !== null) moment.assetCount++;
  if (duplicates !== null) duplicates.assetCount++;
  if (sharedLibrary !== null) sharedLibrary.assetCount++;
}

/** A number that differs if the record of an asset whose own rows are the same does. */
export function printOf(
  fingerprint: Fingerprint,
  { importSession, conversation, moment, duplicates, sharedLibrary, keywords, names, sharedBy, hasAlternate }: Links,
  { original, edited, thumbnail, liveVideo, editedLiveVideo, raw }: AssetFiles,
): number {
  fingerprint.reset();
  for (const album of [importSession, conversation, moment, duplicates, sharedLibrary])
    fingerprint.text(album?.key ?? null);
  // Its name is that of the place.
  fingerprint.text(moment?.facts.title ?? null);
  for (const texts of [keywords, names.albums, names.people]) {
    fingerprint.number(texts.length);
    for (const text of texts) fingerprint.text(text);
  }
  fingerprint.text(sharedBy);
  fingerprint.number(hasAlternate ? 1 : 0);
  for (const { fileID, state } of [original, edited, thumbnail, liveVideo, editedLiveVideo, raw]) {
    fingerprint.text(fileID);
    fingerprint.text(state);
  }
  return fingerprint.number53;
}

/** The names of those that have one. */
function namesOf(rows: readonly number[], nameOf: (row: number) => string | null): readonly string[] {
  const names: string[] = [];
  for (const row of rows) {
    const name = nameOf(row);
    if (name !== null) names.push(name);
  }
  return names;
}
