import type { App } from '../app.ts';
import { currentFingerprint, Sandbox } from '../backup/index.ts';
import type { BackupEntry, BackupFile } from '../backup/types.ts';
import type { ExportContext, ExportFiles, OpenedFile, Rendition } from '../export/index.ts';
// Not from its index, with which the server would load every exporter before it listens.
import { isAboutOneFile } from '../export/one-file-errors.ts';
import { msg } from '../locales/messages.ts';
import type { Film, Media, MediaSource } from '../media/index.ts';
import type { Copyable } from '../model/copyable.ts';
import { DomainError } from '../model/errors.ts';
import type { FileIntegrity } from '../model/file-integrity.ts';
import type { BackupId } from '../model/ids.ts';
import type { NoteFileKey } from '../model/notes/file-key.ts';
import type { BackupHandle } from '../sessions/index.ts';
import { plaintextPath } from '../settings.ts';
import { dataFolder } from '../storage/dsn.ts';
import { openedNoteFile, openedNoteName } from './note-files.ts';
import { openProgramFolder } from './program-folder.ts';
import { VERSION } from './version.ts';

/** What exports of this installation need; `files` if they may read those of the backup. */
export function exportContext(
  { views, settings }: App,
  files: ExportFiles | null,
): ExportContext & {
  readonly keyFolder: string;
  readonly programFolders: readonly (() => Promise<Sandbox>)[];
  readonly timeStampUrl: string | null;
  readonly openFolder: (() => Promise<Sandbox>) | null;
} {
  const temp = plaintextPath(settings);
  const data = dataFolder(settings.postgres.dsn);
  return {
    views,
    files,
    version: VERSION,
    keyFolder: data,
    // A home runs programs where `/tmp` may not.
    programFolders: [data, settings.backup_paths.temp_path].map((folder) => () => openProgramFolder(folder)),
    timeStampUrl: settings.export.time_stamp_url ?? null,
    openFolder: temp === null ? null : () => Sandbox.open(temp),
  };
}

/** File access of exports of a backup. Errors of a single file give null; others, such as a locked backup, are thrown. */
export function exportFiles(id: BackupId, handle: BackupHandle, media: Media): ExportFiles {
  const noteKeys = new Map<string, NoteFileKey>();
  const sourceOf = (entry: BackupEntry): MediaSource => {
    const key = `${id} ${handle.folder.fingerprint} ${entry.fileID}`;
    const noteKey = noteKeys.get(entry.fileID);
    if (noteKey === undefined) return { key, open: () => handle.open(entry) };
    return { key: `${key} opened`, open: async () => openedNoteFile(await handle.open(entry), noteKey) };
  };
  return {
    canConvert: () => media.canConvert(),
    openNotesWith(keys) {
      for (const [fileID, key] of Object.entries(keys)) noteKeys.set(fileID, key);
    },
    async open(fileID, as, signal = new AbortController().signal) {
      const isOfNote = noteKeys.has(fileID);
      if (as === undefined && !isOfNote) return opened(handle, fileID);
      const listed = await handle.get(fileID);
      if (listed === null) return null;
      const { relativePath, modifiedAt } = listed.entry;
      const source = sourceOf(listed.entry);
      if (as === undefined) return openedWhole(await source.open().catch(nullForOneFile));
      const name = nameOf(isOfNote ? openedNoteName(relativePath) : relativePath);
      if (as === 'mp4') {
        const film = await media.film(source, signal);
        return openedFilm(film, name, modifiedAt, await integrityOf(handle, listed.entry));
      }
      const { bytes } = await rendered(media, source, as, signal);
      return openedBytes(bytes, name, modifiedAt, await integrityOf(handle, listed.entry));
    },
    async needsFilm(fileID) {
      const listed = await handle.get(fileID);
      if (listed === null) return false;
      return (await media.needsFilm(sourceOf(listed.entry)).catch(nullForOneFile)) ?? false;
    },
    async name(fileID) {
      const listed = await handle.get(fileID);
      if (listed === null || listed.missing || listed.unsafe) return null;
      const name = nameOf(listed.entry.relativePath);
      return noteKeys.has(fileID) ? openedNoteName(name) : name;
    },
    async integrity(fileID) {
      const listed = await handle.get(fileID);
      return listed === null ? 'ok' : integrityOf(handle, listed.entry).catch(truncatedForOneFile);
    },
    async picture(fileID, wanted, signal) {
      const listed = await handle.get(fileID);
      if (listed === null) return null;
      return media
        .picture(sourceOf(listed.entry), { ...wanted, format: 'jpeg' }, signal ?? new AbortController().signal)
        .catch(nullForOneFile);
    },
    async redactPicture(bytes, how, signal) {
      const made = await media.redactedPicture(bytes, how, signal ?? new AbortController().signal);
      return made?.bytes ?? null;
    },
    async requireBackup() {
      if ((await currentFingerprint(handle.folder.path)) === null) {
        throw new DomainError('BACKUP_NOT_FOUND', msg('detail.backup-gone-while-exported'));
      }
    },
    photo: ({ domain, relativePath, ...query }) =>
      handle.readBlob({ domain, relativePath }, query).catch(nullForOneFile),
  };
}

/** Maximum size of files that are read at once, in bytes: several wait in memory for their turn to be written. */
const SMALL = 256 * 1024;

async function opened(handle: BackupHandle, fileID: string): Promise<OpenedFile | null> {
  const found = await handle.getSmall(fileID, SMALL).catch(nullForOneFile);
  if (found === null) return null;
  const { entry, whole } = found;
  const name = nameOf(entry.relativePath);
  if (whole !== null) return openedBytes(whole.bytes, name, entry.modifiedAt, whole.integrity);
  const contents = new StoredContents(handle, entry, found.path);
  return {
    name,
    modifiedAt: entry.modifiedAt,
    contents,
    integrity: () => contents.integrity(),
    close: () => contents.close(),
  };
}

/**
 * The contents of a file of the backup, which is opened when they are read or copied; what is wrong with the file ends
 * them early.
 */
class StoredContents implements AsyncIterable<Uint8Array>, Copyable {
  readonly #handle: BackupHandle;
  readonly #entry: BackupEntry;
  readonly #path: string;
  #file: BackupFile | null = null;
  #integrity: FileIntegrity | Promise<FileIntegrity> = 'ok';

  constructor(handle: BackupHandle, entry: BackupEntry, path: string) {
    this.#handle = handle;
    this.#entry = entry;
    this.#path = path;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      this.#file = await this.#handle.open(this.#entry);
      this.#integrity = this.#file.integrity;
      yield* this.#file.stream();
    } catch (error) {
      nullForOneFile(error);
      this.#integrity = 'truncated';
    } finally {
      await this.close();
    }
  }

  async copyTo(descriptor: number, onWritten: (bytes: number) => void): Promise<void> {
    const copying = this.#handle.copy(this.#entry, this.#path, descriptor, onWritten).catch(nullForOneFile);
    this.#integrity = copying.then(
      (integrity) => integrity ?? 'truncated',
      () => 'truncated',
    );
    await copying;
  }

  integrity(): FileIntegrity | Promise<FileIntegrity> {
    return this.#integrity;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** A file that is in memory as a whole. */
async function openedWhole(file: BackupFile | null): Promise<OpenedFile | null> {
  if (file === null) return null;
  const { entry, size, integrity } = file;
  return openedBytes(await file.read(0, size), nameOf(entry.relativePath), entry.modifiedAt, integrity);
}

/** State of the file of which a rendition was made, perhaps earlier. */
async function integrityOf(handle: BackupHandle, entry: BackupEntry): Promise<FileIntegrity> {
  const file = await handle.open(entry);
  await file.close();
  return file.integrity;
}

function nameOf(relativePath: string): string {
  return relativePath.slice(relativePath.lastIndexOf('/') + 1);
}

function rendered(
  media: Media,
  source: MediaSource,
  as: Exclude<Rendition, 'mp4'>,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array }> {
  if (as === 'm4a') return media.sound(source, signal);
  const format = as === 'jpg' ? 'jpeg' : 'webp';
  return media.picture(source, { format, size: null, isAnimated: as === 'webp' }, signal);
}

function openedBytes(bytes: Uint8Array, name: string, modifiedAt: number | null, integrity: FileIntegrity): OpenedFile {
  async function* contents(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { name, modifiedAt, contents: contents(), integrity: () => integrity, close: async () => undefined };
}

function openedFilm(film: Film, name: string, modifiedAt: number | null, integrity: FileIntegrity): OpenedFile {
  return { name, modifiedAt, contents: film.stream(), integrity: () => integrity, close: async () => film.close() };
}

function truncatedForOneFile(error: unknown): FileIntegrity {
  return nullForOneFile(error) ?? 'truncated';
}

function nullForOneFile(error: unknown): null {
  if (isAboutOneFile(error)) return null;
  throw error;
}
