import { Readable } from 'node:stream';
import type { AskedExport } from '../contract/export.ts';
import { zipStream } from '../media/index.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { textContents } from './attachments.ts';
import { endingOf } from './format/file-format.ts';
import { packFiles } from './pack/pack-files.ts';
import { ensureSigningKey } from './pack/signing-key.ts';
import { ThreadedExport } from './thread/export-thread.ts';
import type { About, ExportContext, ExportFile } from './types.ts';

/** Buffer size for slow readers, in bytes. */
const BUFFERED_BYTES = 1024 * 1024;

/** An export ready to be written. */
export interface PreparedExport {
  readonly about: About;
  /** Its files, `ABOUT.json` first, and those of a pack last. Each has to be read to its end before the next. */
  files(): AsyncGenerator<ExportFile, void, undefined>;
  /** A single stream: the file itself if it is one with a description and no pack, else a ZIP. Destroying it ends the export. */
  download(): { readonly stream: Readable; readonly name: string; readonly contentType: string };
}

/**
 * Validates the request and describes the export. A thread makes it while it is written, with constant memory, from one
 * snapshot of the index. Either its files or its download have to be read or destroyed.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (a key), BAD_REQUEST, BAD_SETTINGS (the key that signs packs)
 */
export async function prepareExport(
  { views, files, version, keyFolder }: ExportContext & { readonly keyFolder?: string },
  backup: BackupId,
  wanted: AskedExport,
): Promise<PreparedExport> {
  if (wanted.pack === true && keyFolder === undefined) throw new DomainError('INTERNAL');
  const key = wanted.pack === true && keyFolder !== undefined ? await ensureSigningKey(keyFolder) : null;
  // Part of the request, so that the manifest has all that the bytes depend on.
  const asked = key === null ? wanted : { ...wanted, exportedAt: wanted.exportedAt ?? Date.now() };
  const canConvert = (await files?.canConvert?.()) ?? false;
  const job = { dsn: views.store.dsn, backup, asked, version, hasFiles: files !== null, canConvert };
  const [made, { about, name, contentType }] = await ThreadedExport.start(job, files);
  const all = (): AsyncGenerator<ExportFile, void, undefined> => {
    const described = withAbout(about, made.files());
    return key === null ? described : packFiles(described, { about, request: asked, key });
  };
  const single = key === null ? contentType : null;
  return {
    about,
    files: all,
    download() {
      const stream =
        single === null
          ? zipStream(all())
          : Readable.from(firstFile(made.files()), { objectMode: false, highWaterMark: BUFFERED_BYTES });
      // A generator that was never started runs no `finally`.
      stream.once('close', () => made.close());
      return {
        stream,
        name: `${name}.${single === null ? 'zip' : endingOf(asked.format)}`,
        contentType: single ?? 'application/zip',
      };
    },
  };
}

async function* withAbout(about: About, files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile, void, undefined> {
  const text = `${JSON.stringify(about, null, 2)}\n`;
  yield { path: 'ABOUT.json', modifiedAt: null, compress: true, contents: textContents(text) };
  yield* files;
}

/** The contents of a single file; reads to the end of all, for the thread to be free. */
async function* firstFile(files: AsyncIterable<ExportFile>): AsyncGenerator<Uint8Array | string, void, undefined> {
  for await (const file of files) yield* file.contents;
}
