import { Readable } from 'node:stream';
import { type ExportPlan, type ExportPlanFile, ExportPlanSchema, PLAN_FILE } from '../contract/export.ts';
import type { Redaction } from '../contract/redaction.ts';
import { msg } from '../locales/messages.ts';
import { aesZipStream, zipStream } from '../media/index.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { textContents } from './attachments.ts';
import { endingOf } from './format/file-format.ts';
import type { ensureSigningKey } from './pack/signing-key.ts';
import type { OpenProgramFolder } from './pdf/unpacked-typesetter.ts';
import type { CheckedFiles, PrivateFolder } from './redaction/checked-files.ts';
import type { RemovedTerm } from './redaction/terms.ts';
import { ThreadedExport } from './thread/export-thread.ts';
import { type ExportProgress, SharedProgress } from './thread/shared-progress.ts';
import type { About, ExportContext, ExportFile, ExportFiles } from './types.ts';

/** Buffer size for slow readers, in bytes. */
const BUFFERED_BYTES = 1024 * 1024;

/** What downloads need besides. */
interface DownloadContext {
  /** Folder of the key that signs packs. */
  readonly keyFolder?: string;
  /** Encrypts the files of a download, which is always a ZIP. No part of the plan, which is kept. */
  readonly zipPassword?: string | undefined;
  /** Create folders for a program that has to be unpacked, in order of preference. */
  readonly programFolders?: readonly OpenProgramFolder[];
  /** Address of a service for time stamps of packs (RFC 3161); null for none. */
  readonly timeStampUrl?: string | null;
  /** What the export must not contain. No part of the plan, which is kept. */
  readonly redaction?: Redaction | undefined;
  /** Makes a folder for what a redacted export is made of; null if nothing decrypted may be written. */
  readonly openFolder?: (() => Promise<PrivateFolder>) | null;
  /** Ends the preparation, which takes long for a redacted export. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, before anything is read, with a function that returns the progress of the preparation. */
  readonly onStart?: (progress: () => ExportProgress) => void;
}

/** An export ready to be written. */
export interface PreparedExport {
  readonly about: About;
  /** How far it is, and the number of files that were begun. */
  progress(): ExportProgress & { readonly files: number };
  /**
   * Of a redacted export, makes everything and searches it, for callers that can tell a person before the first byte.
   * `files` and `download` begin with it, too.
   * @throws REDACTION_INCOMPLETE, CANCELLED
   */
  finish(signal?: AbortSignal): Promise<void>;
  /** Its files, `ABOUT.json` and `export-plan.json` first, and those of a pack last. Each has to be read to its end before the next. */
  files(): AsyncGenerator<ExportFile, void, undefined>;
  /** A single stream: the file itself if it is one with a description and no pack, else a ZIP. Destroying it ends the export. */
  download(): { readonly stream: Readable; readonly name: string; readonly contentType: string };
}

/**
 * Validates the request and describes the export. A thread makes it while it is written, with constant memory, from one
 * snapshot of the index. Either its files or its download have to be read or destroyed.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (a key, a person of a redaction), BAD_REQUEST, BAD_SETTINGS (the key that signs packs), CONFLICT (a redaction
 * where nothing may be written), CANCELLED (by the signal)
 */
export async function prepareExport(
  ctx: ExportContext & DownloadContext,
  backup: BackupId,
  wanted: ExportPlan,
): Promise<PreparedExport> {
  if (wanted.redacted !== undefined) throw new DomainError('BAD_REQUEST', msg('detail.redaction-plan'));
  if (ctx.openNote === undefined && wanted.openNotes === true) {
    throw new DomainError('BAD_REQUEST', msg('detail.plan-needs-note-passwords'));
  }
  if (ctx.openNote !== undefined && ctx.redaction !== undefined) {
    // The copy that is redacted has no text of locked notes.
    throw new DomainError('BAD_REQUEST', msg('detail.redaction-of-locked-notes'));
  }
  if (wanted.sources === true && wanted.pack !== true)
    throw new DomainError('BAD_REQUEST', msg('detail.sources-need-pack'));
  if (wanted.sources === true && ctx.redaction !== undefined) {
    throw new DomainError('BAD_REQUEST', msg('detail.redaction-of-sources'));
  }
  if (ctx.redaction === undefined) return prepareIn(ctx, backup, wanted, null);
  const folder = (await ctx.openFolder?.()) ?? null;
  if (folder === null) throw new DomainError('CONFLICT', msg('detail.redaction-needs-folder'));
  try {
    return await prepareIn(ctx, backup, wanted, { removes: ctx.redaction, folder });
  } catch (error) {
    folder.dispose();
    throw error;
  }
}

async function prepareIn(
  {
    views,
    files: opened,
    version,
    keyFolder,
    programFolders = [],
    zipPassword,
    timeStampUrl = null,
    openNote,
    signal,
    onStart,
  }: ExportContext & DownloadContext,
  backup: BackupId,
  wanted: ExportPlan,
  redaction: { readonly removes: Redaction; readonly folder: PrivateFolder } | null,
): Promise<PreparedExport> {
  if (wanted.pack === true && keyFolder === undefined) throw new DomainError('INTERNAL');
  const pack =
    wanted.pack === true && keyFolder !== undefined
      ? {
          ...(await import('./pack/pack-files.ts')),
          ...(await import('./pack/evidence.ts')),
          key: await signingKey(keyFolder),
        }
      : null;
  // Part of the plan, so that it has all that the bytes depend on; parsed for the order of its fields.
  const exportedAt = wanted.exportedAt ?? Date.now();
  const openNotes = openNote === undefined ? {} : { openNotes: true };
  const asked = ExportPlanSchema.parse({ ...wanted, exportedAt, ...openNotes });
  // A backup that was opened only for its sources.
  const files = asked.files ? opened : null;
  const canConvert = (await files?.canConvert?.()) ?? false;
  const progress = new SharedProgress();
  onStart?.(() => progress.read());
  const job = {
    dsn: views.store.dsn,
    backup,
    asked,
    version,
    hasFiles: files !== null,
    canConvert,
    opensNotes: openNote !== undefined,
    progress: progress.buffer,
    redaction: redaction && { removes: redaction.removes, folder: redaction.folder.path },
  };
  const readable = files === null || redaction === null ? files : await redacted(files, redaction.removes);
  const [made, { about, name, contentType, plan, terms }] = await ThreadedExport.start(
    job,
    { files: readable, openNote, programFolders },
    signal,
  );
  let begun = 0;
  /** The files of the export. Their end fails if the backup is gone, as its files are left out then. */
  async function* complete(): AsyncGenerator<ExportFile, void, undefined> {
    yield* made.files();
    await opened?.requireBackup?.();
  }
  const describedFiles = (): AsyncGenerator<ExportFile, void, undefined> => {
    const described = counted(dated(withAbout(about, plan, complete()), exportedAt), () => begun++);
    if (pack === null) return described;
    async function* evidence(): AsyncGenerator<ExportFile, void, undefined> {
      yield* described;
      // The log says what else was taken out of the backup, sources have all there is.
      if (redaction !== null || pack === null) return;
      yield await pack.accessLogFile(views, backup, exportedAt);
      if (plan.sources === true && opened !== null) yield* pack.sourceFiles(opened, about, plan.language);
    }
    return pack.packFiles(evidence(), { about, request: plan, key: pack.key, timeStampUrl });
  };
  const single = pack === null && zipPassword === undefined ? contentType : null;
  const close = (): void => {
    made.close();
    redaction?.folder.dispose();
  };
  let checking: Promise<CheckedFiles> | null = null;
  const check = (signal?: AbortSignal): Promise<CheckedFiles> => {
    checking ??= checked(describedFiles(), redaction?.folder.path ?? '', { name, terms, signal });
    return checking;
  };
  async function* released(): AsyncGenerator<ExportFile, void, undefined> {
    try {
      if (redaction === null) {
        yield* describedFiles();
        return;
      }
      yield* (await check()).files();
    } finally {
      close();
    }
  }
  const onlyFile = (): AsyncGenerator<ExportFile, void, undefined> =>
    redaction === null ? counted(complete(), () => begun++) : withoutDescription(released());
  return {
    about,
    progress: () => ({ ...progress.read(), files: begun }),
    async finish(signal) {
      if (redaction === null) return;
      try {
        await check(signal);
      } catch (error) {
        close();
        throw error;
      }
    },
    files: released,
    download() {
      const stream =
        single === null
          ? zipPassword === undefined
            ? zipStream(released())
            : aesZipStream(released(), zipPassword)
          : Readable.from(firstFile(onlyFile()), { objectMode: false, highWaterMark: BUFFERED_BYTES });
      // A generator that was never started runs no `finally`.
      stream.once('close', close);
      return {
        stream,
        name: `${name}.${single === null ? 'zip' : endingOf(asked.format)}`,
        contentType: single ?? 'application/zip',
      };
    },
  };
}

async function* withAbout(
  about: About,
  plan: ExportPlan,
  files: AsyncIterable<ExportFile>,
): AsyncGenerator<ExportFile, void, undefined> {
  const { id, name } = about.backup;
  const file: ExportPlanFile = {
    format: 'apple-juicer-export-plan',
    version: 1,
    madeBy: about.madeBy,
    backup: { id, name },
    plan,
  };
  yield jsonFile('ABOUT.json', about);
  yield jsonFile(PLAN_FILE, file);
  yield* files;
}

/** The files that {@link withAbout} was given. */
async function* withoutDescription(files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile, void, undefined> {
  for await (const file of files) if (file.path !== 'ABOUT.json' && file.path !== PLAN_FILE) yield file;
}

function jsonFile(path: string, value: unknown): ExportFile {
  return { path, modifiedAt: null, compress: true, contents: textContents(`${JSON.stringify(value, null, 2)}\n`) };
}

/** Gives files without a time that of the export: the time of writing would differ each time. */
async function* dated(
  files: AsyncIterable<ExportFile>,
  exportedAt: number,
): AsyncGenerator<ExportFile, void, undefined> {
  for await (const file of files) yield { ...file, modifiedAt: file.modifiedAt ?? exportedAt };
}

/** The contents of a single file; reads to the end of all, for the thread to be free. */
async function* firstFile(files: AsyncIterable<ExportFile>): AsyncGenerator<Uint8Array | string, void, undefined> {
  for await (const file of files) yield* file.contents;
}

async function* counted(
  files: AsyncIterable<ExportFile>,
  onFile: () => void,
): AsyncGenerator<ExportFile, void, undefined> {
  for await (const file of files) {
    onFile();
    yield file;
  }
}

// What only packs and redacted exports need is loaded by those.

async function signingKey(folder: string): ReturnType<typeof ensureSigningKey> {
  return (await import('./pack/signing-key.ts')).ensureSigningKey(folder);
}

async function redacted(files: ExportFiles, removes: Redaction): Promise<ExportFiles> {
  const { redactedFiles } = await import('./redaction/redacted-files.ts');
  return redactedFiles(files, removes);
}

/** The finished files, after they have been searched. @throws REDACTION_INCOMPLETE, CANCELLED */
async function checked(
  files: AsyncIterable<ExportFile>,
  folder: string,
  search: {
    readonly name: string;
    readonly terms: readonly RemovedTerm[];
    readonly signal: AbortSignal | undefined;
  },
): Promise<CheckedFiles> {
  const [{ CheckedFiles: Checked }, { inspect }] = await Promise.all([
    import('./redaction/checked-files.ts'),
    import('./redaction/remains/index.ts'),
  ]);
  return Checked.make(files, folder, { ...search, inspect });
}
