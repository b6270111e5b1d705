import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg, type NoteMessage } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import { readAcrossDamage } from '../../kit/damaged-rows.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { asBlob, asInteger, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type Album, finishAlbums, readAlbums } from './albums.ts';
import { readAlternates } from './alternates.ts';
import { joinedAssets } from './asset-details.ts';
import type { AssetFiles, WantedFiles } from './asset-files.ts';
import { assetTable } from './asset-query.ts';
import { readAsset } from './asset-reader.ts';
import { looseAssets } from './camera-roll.ts';
import { type Collections, readCollections, readMemoryAssets, readSharedAssets } from './collections.ts';
import { readComments } from './comments.ts';
import { faceTable, readFaces } from './faces.ts';
import { readKeywords } from './keywords.ts';
import { MAX_PAIRS } from './limits.ts';
import { readMemberships } from './memberships.ts';
import { nameOrAddress, ownersOf, readInvited, readParticipants } from './participants.ts';
import { People } from './people.ts';
import { Places } from './place.ts';
import { recognisedTexts } from './recognised-text.ts';
import { albumDocument, assetDocument, commentDocument, personDocument } from './search-document.ts';
import { SourceKeys } from './source-keys.ts';
import { photoAssets, type photoTables } from './tables.ts';
import { UnlistedFiles } from './unlisted-files.ts';

/** What the reader of a library uses of the backup. */
export interface LibraryContext
  extends Pick<ExtractContext<string>, 'looseFiles' | 'note' | 'found' | 'lost' | 'progress'> {
  /** Finds the files of an asset. */
  readonly locate: (wanted: WantedFiles) => AssetFiles;
}

/** A record of the photo library. */
export type PhotoRecord = Extracted<typeof photoTables>;
type Output = PhotoRecord;

const NO_NAMES = { albums: [], people: [] };

/** Rows between two reports of progress. */
const PROGRESS_EVERY = 4096;

/**
 * Reads a Photos.sqlite: album entries and faces, assets by ROWID, pictures without an asset, then albums, people and
 * comments. Memory holds names, joins (eight bytes per pair) and the list of files, but no assets.
 *
 * @throws UNSUPPORTED_SCHEMA if there is no asset table
 */
export function extractPhotos(db: SqlDatabase, context: LibraryContext): Generator<Output> {
  return new PhotosExtraction(db, context).run();
}

class PhotosExtraction {
  readonly #db: SqlDatabase;
  readonly #context: LibraryContext;
  readonly #lost: Lost;
  readonly #table: SourceTable;
  readonly #keys: SourceKeys;
  readonly #albums: ReadonlyMap<number, Album>;
  readonly #collections: Collections;
  readonly #people: People;
  /** Albums and people by the ROWID of their asset. */
  readonly #albumsOf = new PackedJoin();
  readonly #peopleOf = new PackedJoin();
  #pairs = 0;

  constructor(db: SqlDatabase, context: LibraryContext) {
    this.#db = db;
    this.#context = context;
    this.#lost = (reason) => context.lost(reason);
    this.#table = assetTable(db, this.#lost);
    this.#keys = new SourceKeys(this.#table, 'ZUUID');
    this.#albums = readAlbums(db, (note) => context.note(note), this.#lost);
    this.#collections = readCollections(db, this.#lost);
    this.#people = new People(db, this.#lost);
  }

  *run(): Generator<Output> {
    const [db, context, lost, keys] = [this.#db, this.#context, this.#lost, this.#keys];
    const [albums, people] = [this.#albums, this.#people];
    const note = (note: NoteMessage): void => context.note(note);
    const total = this.#table.count();
    if (total !== null) context.found(total);
    for (const { row, assetRow, albumRow } of readMemberships(db, albums, keys, note, lost)) {
      this.#remember(this.#albumsOf, assetRow, albumRow);
      yield ['photo_album_assets', row];
    }
    this.#albumsOf.seal();
    const { memories, moments, shares } = this.#collections;
    for (const { row } of readMemoryAssets(db, memories, keys, lost)) yield ['photo_album_assets', row];
    for (const { row } of readSharedAssets(this.#table, shares, keys)) yield ['photo_album_assets', row];
    const faces = faceTable(db, lost);
    const faceKeys = new SourceKeys(faces, 'ZUUID');
    for (const { row, assetRow, personRow } of readFaces(faces, faceKeys, keys, people, note)) {
      if (personRow !== null) this.#remember(this.#peopleOf, assetRow, personRow);
      yield ['photo_faces', row];
    }
    this.#peopleOf.seal();
    yield* this.#assets(total);
    for (const group of [albums, memories]) {
      for (const album of finishAlbums(group, keys)) yield ['photo_albums', album, albumDocument(album)];
    }
    const participants = [...readParticipants(db, shares, people, lost)];
    const owners = ownersOf(participants);
    for (const share of finishAlbums(shares, keys)) {
      const album = { ...share, ownerName: owners.get(share.key) ?? null };
      yield ['photo_albums', album, albumDocument(album)];
    }
    // Without search documents: their names are places, by which their photos are found.
    for (const moment of finishAlbums(moments, keys)) yield ['photo_albums', moment];
    for (const row of participants) yield ['photo_participants', row];
    for (const row of readInvited(db, albums, lost)) yield ['photo_participants', row];
    for (const person of people.rows(faceKeys)) yield ['photo_people', person, personDocument(person)];
    const names = new Map(participants.map((participant) => [participant.sourceKey, nameOrAddress(participant)]));
    for (const comment of readComments(db, keys, names, lost))
      yield ['photo_comments', comment, commentDocument(comment)];
  }

  *#assets(total: number | null): Generator<Output> {
    const [db, context, lost] = [this.#db, this.#context, this.#lost];
    const note = (note: NoteMessage): void => context.note(note);
    const { at, from } = joinedAssets(db, this.#table, lost);
    const { source } = at;
    const places = new Places();
    const keywordsOf = readKeywords(db, lost);
    const textOf = recognisedTexts(lost, note);
    const alternates = readAlternates(db, lost);
    const valuesOf = inOrderOf(photoAssets);
    const unlisted = new UnlistedFiles(context.looseFiles);
    let read = 0;
    let gaps = 0;
    const intact = readAcrossDamage(
      from,
      (values) => values[source.rowid],
      () => gaps++,
    );
    for (const values of intact) {
      if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
      const value = (position: number): SqlValue => values[position] ?? null;
      const rowid = value(source.rowid) as number;
      if (value(at.description.isTooLong) === 1) lost(msg('lost.too-large.photo-captions'));
      const surroundings = {
        key: this.#keys.of(rowid, value(source.uuid)),
        rowid,
        place: places.read(asBlob(value(at.attributes.place))),
        keywords: keywordsOf(asInteger(value(source.attributesRow))),
        importSession: this.#albumOf(value(source.importSessionRow)),
        conversation: this.#albumOf(value(source.conversationRow)),
        moment: this.#albumOf(value(source.momentRow), this.#collections.moments),
        duplicates: this.#albumOf(value(source.sameDataRow)) ?? this.#albumOf(value(source.sameLookRow)),
        sharedLibrary: this.#albumOf(value(source.libraryRow), this.#collections.shares),
        recognised: textOf(value(at.recognised.data), value(at.recognised.isTooLong)),
        hasAlternate: alternates.has(rowid),
        locate: context.locate,
      };
      const asset = readAsset(values, at, surroundings, note);
      unlisted.take(asset);
      yield ['photo_assets', valuesOf(asset), assetDocument(asset, this.#namesAround(rowid))];
    }
    const missing = Math.max(gaps, (total ?? 0) - read);
    if (missing > 0) context.lost(msg('lost.damaged-records.photos'), missing);
    const others = [...looseAssets(unlisted.rest())];
    if (others.length > 0) {
      context.found(others.length);
      context.note(msg('note.pictures-without-a-row'), others.length);
    }
    yield* others;
  }

  /** Key of the album with this ROWID: an import, a conversation or others which have no asset list. */
  #albumOf(row: SqlValue, albums = this.#albums): string | null {
    const rowid = asInteger(row);
    const album = rowid === null ? undefined : albums.get(rowid);
    if (album === undefined) return null;
    album.assetCount++;
    return album.key;
  }

  #namesAround(rowid: number): { albums: readonly string[]; people: readonly string[] } {
    const [albumRows, personRows] = [this.#albumsOf.values(rowid), this.#peopleOf.values(rowid)];
    if (albumRows.length === 0 && personRows.length === 0) return NO_NAMES;
    return {
      albums: namesOf(albumRows, (album) => this.#albums.get(album)?.title ?? null),
      people: namesOf(personRows, (person) => this.#people.nameOf(person)),
    };
  }

  /** Remembers a pair for the search documents of assets. */
  #remember(join: PackedJoin, assetRow: number, otherRow: number): void {
    if (++this.#pairs <= MAX_PAIRS) join.add(assetRow, otherRow);
    else if (this.#pairs === MAX_PAIRS + 1) this.#context.note(msg('note.words-beyond-limit'));
  }
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
