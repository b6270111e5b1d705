import { readAcrossDamage } from '../../../backup/source-database/damaged-rows.ts';
import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import type { ExtractContext, Extracted } from '../../kit/artifact.ts';
import type { Note } from '../../kit/codes.ts';
import { Fingerprint } from '../../kit/growth/fingerprint.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { inOrderOf } from '../../kit/row-values.ts';
import { asBlob, type Lost, type SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { type Album, finishAlbums, readAlbums } from './albums.ts';
import { readAlternates } from './alternates.ts';
import { type JoinedAssets, joinedAssets } from './asset-details.ts';
import type { AssetFiles, WantedFiles } from './asset-files.ts';
import { assetTable } from './asset-query.ts';
import { filesWanted, readAsset } from './asset-reader.ts';
import { looseAssets } from './camera-roll.ts';
import { type Collections, readCollections, readMemoryAssets, readSharedAssets } from './collections.ts';
import { fingerprintNames, readComments } from './comments.ts';
import { faceTable, readFaces } from './faces.ts';
import type { AssetMemory } from './growth/asset-memory.ts';
import { GrownAssets, SHORT_POSITIONS, type Stays } from './growth/grown-assets.ts';
import { type LibraryGrowth, type Memories, memoriesOf } from './growth/memories.ts';
import { readKeywords } from './keywords.ts';
import { MAX_PAIRS } from './limits.ts';
import { countIn, linksOf, printOf } from './links.ts';
import { readMemberships } from './memberships.ts';
import { nameOrAddress, ownersOf, readInvited, readParticipants } from './participants.ts';
import { People } from './people.ts';
import { Places } from './place.ts';
import { RecognisedTexts } from './recognised-text.ts';
import { albumDocument, assetDocument, commentDocument, personDocument } from './search-document.ts';
import { SourceKeys } from './source-keys.ts';
import { photoAssets, type photoTables } from './tables.ts';
import { UnlistedFiles } from './unlisted-files.ts';

/** What the reader of a library uses of the backup. */
export interface LibraryContext
  extends Pick<ExtractContext<string>, 'looseFiles' | 'note' | 'found' | 'lost' | 'progress'> {
  /** Finds the files of an asset. */
  readonly locate: (wanted: WantedFiles) => AssetFiles;
  /** Keeps assets that have not changed; null if all must be read. */
  readonly growth: LibraryGrowth | null;
}

/** A record of the photo library. */
export type PhotoRecord = Extracted<typeof photoTables>;
type Output = PhotoRecord;

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

/** How the assets of a library are read. */
interface AssetReading {
  readonly total: number | null;
  /** Names by the fingerprint that iCloud gives to people. */
  readonly fingerprints: ReadonlyMap<string, string>;
  /** What is remembered of this reading, and of the one before; null for nothing. */
  readonly now: AssetMemory | null;
  readonly earlier: AssetMemory | null;
  /** Null if all are read. */
  readonly grown: GrownAssets | null;
}

class PhotosExtraction {
  readonly #db: SqlDatabase;
  readonly #context: LibraryContext;
  readonly #lost: Lost;
  readonly #note: Note;
  readonly #table: SourceTable;
  readonly #keys: SourceKeys;
  readonly #albums: ReadonlyMap<number, Album>;
  readonly #collections: Collections;
  readonly #people: People;
  /** Albums and people by the ROWID of their asset. */
  readonly #albumsOf = new PackedJoin();
  readonly #peopleOf = new PackedJoin();
  readonly #memories: Memories | null;
  #pairs = 0;
  /** Numbers of losses and of notes so far. */
  #losses = 0;
  #notes = 0;

  constructor(db: SqlDatabase, context: LibraryContext) {
    this.#db = db;
    this.#context = context;
    this.#lost = (reason, count) => {
      this.#losses++;
      context.lost(reason, count);
    };
    this.#note = (note, count) => {
      this.#notes++;
      context.note(note, count);
    };
    this.#table = assetTable(db, this.#lost);
    this.#keys = new SourceKeys(this.#table, 'ZUUID');
    this.#albums = readAlbums(db, this.#note, this.#lost);
    this.#collections = readCollections(db, this.#lost);
    this.#people = new People(db, this.#lost);
    // Places are known by their moments, and keys by all rows.
    const isWhole = this.#losses === 0 && !this.#keys.hasShared;
    this.#memories = isWhole && context.growth !== null ? memoriesOf(db, this.#table.name, context.growth) : null;
  }

  *run(): Generator<Output> {
    const [db, context, lost, note, keys] = [this.#db, this.#context, this.#lost, this.#note, this.#keys];
    const [albums, people] = [this.#albums, this.#people];
    const total = this.#table.count();
    if (total !== null) context.found(total);
    const rows = joinedAssets(db, this.#table, lost);
    const memory = total === this.#memories?.now.pages.assets.rowids.length ? this.#memories : null;
    const grown = this.#grown(memory, rows);
    if (grown !== null) context.growth?.staying.begin();
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
    const participants = [...readParticipants(db, shares, people, lost)];
    const names = new Map(participants.map((participant) => [participant.sourceKey, nameOrAddress(participant)]));
    const fingerprints = fingerprintNames(db, names, lost);
    yield* this.#assets(rows, {
      fingerprints,
      total,
      now: memory?.now ?? null,
      earlier: grown === null ? null : (memory?.earlier ?? null),
      grown,
    });
    if (memory?.now.isComplete === true) context.growth?.staying.remember(memory.takeColumns());
    for (const group of [albums, memories]) {
      for (const album of finishAlbums(group, keys)) yield ['photo_albums', album, albumDocument(album)];
    }
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
    for (const comment of readComments(db, keys, names, fingerprints, lost))
      yield ['photo_comments', comment, commentDocument(comment)];
  }

  /** Null if all assets must be read. */
  #grown(memory: Memories | null, rows: JoinedAssets): GrownAssets | null {
    const { growth } = this.#context;
    if (growth === null || memory === null || memory.earlier === null) return null;
    const { now, earlier } = memory;
    return GrownAssets.of({ now, earlier, staying: growth.staying }, this.#table, rows);
  }

  *#assets({ at, from }: JoinedAssets, { total, fingerprints, now, earlier, grown }: AssetReading): Generator<Output> {
    const [db, context, lost, note] = [this.#db, this.#context, this.#lost, this.#note];
    const { source } = at;
    const places = new Places();
    const library = {
      albums: this.#albums,
      collections: this.#collections,
      people: this.#people,
      albumsOf: this.#albumsOf,
      peopleOf: this.#peopleOf,
      keywordsOf: readKeywords(db, lost),
      alternates: readAlternates(db, lost),
      fingerprints,
    };
    const texts = new RecognisedTexts(lost, note);
    const valuesOf = inOrderOf(photoAssets);
    const unlisted = new UnlistedFiles(context.looseFiles);
    const fingerprint = new Fingerprint();
    const stays: Stays = (before, values) => {
      const work = earlier?.work[before] ?? 0;
      if (work > 0 && texts.isExhausted) return false;
      const links = linksOf(library, values, SHORT_POSITIONS);
      const files = context.locate(filesWanted(values, SHORT_POSITIONS, links));
      if (printOf(fingerprint, links, files) !== earlier?.prints[before]) return false;
      countIn(links);
      unlisted.take(files);
      texts.work += work;
      return true;
    };
    let read = 0;
    let gaps = 0;
    // Counted up to the last asset: what is wrong with the rows that belong to one is counted before it comes.
    let counted = this.#losses + this.#notes;
    const intact = readAcrossDamage<readonly SqlValue[] | number>(
      (first) => (grown !== null && first === Number.MIN_SAFE_INTEGER ? grown.rows(stays) : from(first)),
      (row) => (typeof row === 'number' ? row : row[source.rowid]),
      () => gaps++,
    );
    for (const values of intact) {
      if (++read % PROGRESS_EVERY === 0 && total !== null) context.progress(Math.min(1, read / total));
      if (typeof values === 'number') continue;
      const value = (position: number): SqlValue => values[position] ?? null;
      const rowid = value(source.rowid) as number;
      const { work } = texts;
      if (value(at.description.isTooLong) === 1) lost(msg('lost.too-large.photo-captions'));
      const links = linksOf(library, values, source);
      const files = context.locate(filesWanted(values, source, links));
      countIn(links);
      unlisted.take(files);
      const surroundings = {
        ...links,
        key: this.#keys.of(rowid, value(source.uuid)),
        rowid,
        place: places.read(asBlob(value(at.attributes.place))),
        recognised: texts.read(value(at.recognised.data), value(at.recognised.isTooLong)),
        files,
      };
      const asset = readAsset(values, at, surroundings, note);
      now?.add(values, at, {
        print: printOf(fingerprint, links, files),
        work: texts.work - work,
        isSteady: this.#losses + this.#notes === counted,
      });
      counted = this.#losses + this.#notes;
      yield ['photo_assets', valuesOf(asset), assetDocument(asset, links.names)];
    }
    const missing = Math.max(gaps, (total ?? 0) - read);
    if (missing > 0) context.lost(msg('lost.damaged-records.photos'), missing);
    if (missing > 0) now?.discard();
    const others = [...looseAssets(unlisted.rest())];
    if (others.length > 0) {
      context.found(others.length);
      context.note(msg('note.pictures-without-a-row'), others.length);
    }
    yield* others;
  }

  /** Remembers a pair for the search documents of assets. */
  #remember(join: PackedJoin, assetRow: number, otherRow: number): void {
    if (++this.#pairs <= MAX_PAIRS) join.add(assetRow, otherRow);
    else if (this.#pairs === MAX_PAIRS + 1) this.#context.note(msg('note.words-beyond-limit'));
  }
}
