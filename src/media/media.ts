import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import type { BackupFile } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { ByteCache } from './byte-cache.ts';
import { contentType, SNIFFED_BYTES } from './content-type.ts';
import { DatabaseReaders, type DatabaseSource } from './databases/database-readers.ts';
import type { DatabaseFacts, RowsQuery, TableRows } from './databases/types.ts';
import { type MovieOrder, movieOf, posterOf, soundOf } from './movies/convert.ts';
import { type Film, type FilmLimits, filmOf } from './movies/film.ts';
import { findFfmpeg } from './movies/find-ffmpeg.ts';
import { demuxerOf, factsOf } from './movies/input-formats.ts';
import { playsEverywhere } from './movies/plays-everywhere.ts';
import { MAX_PICTURE_BYTES } from './pictures/limits.ts';
import type { PictureRedaction, RedactedPicture } from './pictures/redact-picture.ts';
import type { Picture, PictureFacts, PictureOrder } from './pictures/render.ts';
import { HelperPool } from './process/helper-pool.ts';
import { TaskQueue } from './process/queue.ts';
import { SharedTasks } from './shared-task.ts';

/** Maximum number of picture processes; leaves one core free. */
const MAX_PROCESSES = Math.min(4, Math.max(1, availableParallelism() - 1));
/** Maximum number of queued pictures: one screen of a gallery requests about a hundred. */
const MAX_WAITING = 500;
/** Decoding the largest picture takes a few seconds. */
const PICTURE_TIMEOUT_MS = 30_000;
const PICTURE_HEAP_MB = 1024;
/** Maximum number of running and queued ffmpeg conversions; each may take minutes. */
const CONVERSION_LIMITS = { running: 2, waiting: 20 };
/** Limits of the in-memory cache of thumbnails and sounds. */
const CACHE_LIMITS = { maxBytes: 64 * 1024 * 1024, maxIdleMs: 5 * 60_000 };

/** Options of {@link createMedia}. */
export interface MediaOptions {
  /** Parent folder for sandboxes of conversions and of copies of databases; null if nothing decrypted may be written. */
  readonly tempPath: string | null;
  /** Path of ffmpeg, null for none. Searched for on the PATH if absent. */
  readonly ffmpeg?: string | null;
  /** Limits of {@link Media.film}. */
  readonly filmLimits?: FilmLimits;
}

/** A file to read, and its cache key. */
export interface MediaSource {
  /** Equal only for equal contents; starts with the id of the backup. Used as cache key. */
  readonly key: string;
  /** Opens the contents. Called when it is this request's turn; the file is closed afterwards. */
  readonly open: () => Promise<BackupFile>;
}

/** Format and size of the requested picture, and whether it may move. */
export type PictureRequest = Omit<PictureOrder, 'bytes'>;

/** Converted sound. */
export interface Sound {
  readonly bytes: Uint8Array;
  readonly contentType: 'audio/mp4';
}

/**
 * Thumbnails, conversions and database browsing. Pictures are decoded and databases read in processes that can be
 * killed; ffmpeg works in a temporary sandbox. Results are cached in memory only. Every call ends when its `signal`
 * aborts.
 */
export interface Media {
  /** True if ffmpeg is installed. */
  canConvert(): Promise<boolean>;
  /**
   * A rendered picture, or the poster frame of a movie.
   * @throws UNSUPPORTED_MEDIA, MALFORMED_MEDIA, CONVERTER_MISSING (movies), LIMIT_EXCEEDED, TOO_MANY_REQUESTS,
   * CANCELLED, and whatever opening the file throws
   */
  picture(source: MediaSource, request: PictureRequest, signal: AbortSignal): Promise<Picture>;
  /** A picture rendered from bytes. @throws like {@link picture} */
  pictureOf(bytes: Uint8Array, request: PictureRequest, signal: AbortSignal): Promise<Picture>;
  /**
   * A picture without its metadata, or blurred; null if its metadata cannot be removed. See `redactPicture`.
   * @throws like {@link picture}
   */
  redactedPicture(bytes: Uint8Array, how: PictureRedaction, signal: AbortSignal): Promise<RedactedPicture | null>;
  /** Size and format of a picture in an open file. @throws like {@link picture} */
  pictureFacts(file: BackupFile, signal: AbortSignal): Promise<PictureFacts>;
  /** Sound converted to M4A. @throws like {@link picture} */
  sound(source: MediaSource, signal: AbortSignal): Promise<Sound>;
  /** A movie converted to an MP4 stream. The file stays open until the stream ends. @throws like {@link picture} */
  movie(source: MediaSource, signal: AbortSignal): Promise<Readable>;
  /** A movie converted to a complete MP4, which its user closes. @throws like {@link picture} */
  film(source: MediaSource, signal: AbortSignal): Promise<Film>;
  /** True for a movie that some browsers do not play, by its codecs. @throws whatever opening the file throws */
  needsFilm(source: MediaSource): Promise<boolean>;
  /** The tables of a database. @throws MALFORMED_DATABASE, LIMIT_EXCEEDED, and whatever opening it throws */
  tables(source: DatabaseSource, signal: AbortSignal): Promise<DatabaseFacts>;
  /** A page of a table of a database. @throws like {@link tables}; NOT_FOUND, BAD_REQUEST, UNSUPPORTED_SCHEMA */
  rows(source: DatabaseSource, query: RowsQuery, signal: AbortSignal): Promise<TableRows>;
  /**
   * Drops cached results of sources whose key starts with `prefix`, so that a locked backup leaves nothing decrypted.
   */
  forget(prefix: string): void;
  /** Cancels everything and ends the processes. */
  close(): void;
}

/** Creates the single {@link Media} of a process. Processes are started on demand. */
export function createMedia(options: MediaOptions): Media {
  return new HelperMedia(options);
}

class HelperMedia implements Media {
  readonly #tempPath: string | null;
  readonly #filmLimits: FilmLimits | undefined;
  readonly #pictures = new HelperPool({
    entry: new URL('./pictures/picture-process.ts', import.meta.url),
    addons: true,
    heapMb: PICTURE_HEAP_MB,
    timeoutMs: PICTURE_TIMEOUT_MS,
    task: 'Decoding the picture',
    crashCode: 'MALFORMED_MEDIA',
    limits: { running: MAX_PROCESSES, waiting: MAX_WAITING },
  });
  readonly #databases: DatabaseReaders;
  readonly #conversions = new TaskQueue(CONVERSION_LIMITS);
  readonly #cache = new ByteCache<Picture | Sound>(CACHE_LIMITS);
  readonly #pending = new SharedTasks<Picture | Sound>();
  readonly #closing = new AbortController();
  /** Incremented by every `forget`; results of tasks started before are not cached. */
  #generation = 0;
  #ffmpeg: Promise<string | null> | null = null;

  constructor({ tempPath, ffmpeg, filmLimits }: MediaOptions) {
    this.#tempPath = tempPath;
    this.#filmLimits = filmLimits;
    this.#databases = new DatabaseReaders(tempPath);
    if (tempPath === null) this.#ffmpeg = Promise.resolve(null);
    else if (ffmpeg !== undefined) this.#ffmpeg = Promise.resolve(ffmpeg);
  }

  async canConvert(): Promise<boolean> {
    return (await this.#program()) !== null;
  }

  async picture(source: MediaSource, request: PictureRequest, signal: AbortSignal): Promise<Picture> {
    const key = `${source.key} ${request.format} ${request.size ?? 'full'} ${request.isAnimated === true} ${request.quality ?? ''} ${request.keepsMetadata === true}`;
    return (await this.#once(key, signal, (signal) => this.#makePicture(source, request, signal))) as Picture;
  }

  async pictureOf(bytes: Uint8Array, request: PictureRequest, signal: AbortSignal): Promise<Picture> {
    const order: PictureOrder = { ...request, bytes, isAnimated: false };
    return (await this.#pictures.run(async () => order, signal)) as Picture;
  }

  async redactedPicture(
    bytes: Uint8Array,
    redaction: PictureRedaction,
    signal: AbortSignal,
  ): Promise<RedactedPicture | null> {
    return (await this.#pictures.run(async () => ({ bytes, redaction }), signal)) as RedactedPicture | null;
  }

  async pictureFacts(file: BackupFile, signal: AbortSignal): Promise<PictureFacts> {
    return (await this.#pictures.run(async () => ({ bytes: await readWhole(file, signal) }), signal)) as PictureFacts;
  }

  async sound(source: MediaSource, signal: AbortSignal): Promise<Sound> {
    const made = this.#once(`${source.key} m4a`, signal, (signal) =>
      this.#converting(source, signal, async (order) => ({
        bytes: await soundOf(order),
        contentType: 'audio/mp4' as const,
      })),
    );
    return (await made) as Sound;
  }

  async movie(source: MediaSource, signal: AbortSignal): Promise<Readable> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const { promise: started, resolve, reject } = Promise.withResolvers<Readable>();
    // The queue slot and the file are held until the stream has ended.
    this.#converting(source, signal, async (order) => {
      const stream = await movieOf(order);
      stream.once('close', end);
      resolve(stream);
      await ended;
    }).catch(reject);
    return started;
  }

  film(source: MediaSource, signal: AbortSignal): Promise<Film> {
    return this.#converting(source, signal, (order) => filmOf(order, this.#filmLimits));
  }

  needsFilm(source: MediaSource): Promise<boolean> {
    return using(source, async (file) => {
      const type = await typeOf(file);
      const demuxer = demuxerOf(type);
      if (demuxer === null || !type.startsWith('video/')) return false;
      const facts = await factsOf(file, demuxer);
      return facts === null || !playsEverywhere(facts);
    });
  }

  tables(source: DatabaseSource, signal: AbortSignal): Promise<DatabaseFacts> {
    return this.#databases.facts(source, signal);
  }

  rows(source: DatabaseSource, query: RowsQuery, signal: AbortSignal): Promise<TableRows> {
    return this.#databases.rows(source, query, signal);
  }

  forget(prefix: string): void {
    this.#generation++;
    this.#databases.forget(prefix);
    this.#cache.forget(prefix);
  }

  close(): void {
    this.#closing.abort();
    this.#pictures.close();
    this.#databases.forget('');
    this.#cache.forget();
  }

  async #makePicture(source: MediaSource, request: PictureRequest, signal: AbortSignal): Promise<Picture> {
    const poster = await this.#posterWhereMovie(source, signal);
    if (poster !== null) return this.pictureOf(poster, request, signal);
    const order = async (): Promise<PictureOrder> => ({
      ...request,
      bytes: await using(source, (file) => readWhole(file, signal)),
    });
    return (await this.#pictures.run(order, signal)) as Picture;
  }

  /** The poster if the source is a movie; null for images. */
  async #posterWhereMovie(source: MediaSource, signal: AbortSignal): Promise<Uint8Array | null> {
    const type = await using(source, typeOf);
    if (type.startsWith('image/')) return null;
    if (!type.startsWith('video/')) throw new DomainError('UNSUPPORTED_MEDIA');
    return this.#converting(source, signal, posterOf);
  }

  /** Runs a queued conversion on the opened file. */
  async #converting<T>(source: MediaSource, signal: AbortSignal, use: (order: MovieOrder) => Promise<T>): Promise<T> {
    const ffmpeg = await this.#program();
    const tempPath = this.#tempPath;
    if (tempPath === null) throw new DomainError('CONVERTER_MISSING', msg('detail.conversion-needs-plaintext'));
    if (ffmpeg === null) throw new DomainError('CONVERTER_MISSING');
    const either = AbortSignal.any([signal, this.#closing.signal]);
    return this.#conversions.run(either, () =>
      using(source, async (file) => use({ file, contentType: await typeOf(file), ffmpeg, tempPath, signal: either })),
    );
  }

  async #once(
    key: string,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<Picture | Sound>,
  ): Promise<Picture | Sound> {
    const kept = this.#cache.get(key);
    if (kept !== null) return kept;
    const generation = this.#generation;
    const made = await this.#pending.run(key, signal, make);
    if (generation === this.#generation) this.#cache.set(key, made);
    return made;
  }

  #program(): Promise<string | null> {
    this.#ffmpeg ??= findFfmpeg();
    return this.#ffmpeg;
  }
}

async function using<T>(source: MediaSource, use: (file: BackupFile) => Promise<T>): Promise<T> {
  const file = await source.open();
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function typeOf(file: BackupFile): Promise<string> {
  return contentType(await file.read(0, SNIFFED_BYTES), file.entry.relativePath);
}

async function readWhole(file: BackupFile, signal: AbortSignal): Promise<Uint8Array> {
  if (file.size > MAX_PICTURE_BYTES) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.picture-too-large', { size: file.size }), {
      details: { size: file.size, limit: MAX_PICTURE_BYTES },
    });
  }
  const bytes = Buffer.alloc(file.size);
  let filled = 0;
  for await (const chunk of file.stream({ signal })) {
    bytes.set(chunk, filled);
    filled += chunk.length;
  }
  return bytes.subarray(0, filled);
}
