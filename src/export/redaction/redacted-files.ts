import type { Redaction } from '../../contract/redaction.ts';
import { type Picture, strippedRecording } from '../../media/index.ts';
import { isDomainError } from '../../model/errors.ts';
import type { ExportFiles, OpenedFile, Rendition } from '../types.ts';
import { type FileClass, fileClass } from './file-class.ts';

/** Largest picture whose metadata are removed: it has to be in memory. */
const MAX_PICTURE_BYTES = 256 * 1024 * 1024;
/** Bytes by which a format is recognised. */
const HEAD_BYTES = 64;

/** Files of a backup as a redacted export may have them: pictures and recordings without metadata, or none. */
export function redactedFiles(files: ExportFiles, redaction: Redaction): ExportFiles {
  const how = redaction.pictures === 'blur' ? 'blur' : 'strip';
  const picture = async (bytes: Uint8Array, signal?: AbortSignal): Promise<Uint8Array | null> => {
    if (redaction.pictures === 'leave-out') return null;
    return (await files.redactPicture?.(bytes, how, signal).catch(nullForPicture)) ?? null;
  };
  return {
    ...files,
    // The list of them would have their names.
    integrity: async () => 'ok',
    async open(fileID, as, signal) {
      const file = await files.open(fileID, as, signal);
      if (file === null) return null;
      try {
        const [head, contents] = await beginning(file.contents);
        const found = await redacted(classOf(file.name, as, head), { ...file, contents }, head, (bytes) =>
          picture(bytes, signal),
        );
        if (found === null) await file.close();
        return found;
      } catch (error) {
        await file.close();
        throw error;
      }
    },
    async picture(fileID, wanted, signal) {
      const found = await files.picture(fileID, wanted, signal);
      const bytes = found === null ? null : await picture(found.bytes, signal);
      return found === null || bytes === null ? null : ({ ...found, bytes } satisfies Picture);
    },
    async photo(place) {
      const found = await files.photo(place);
      return found === null ? null : picture(found);
    },
  };

  async function redacted(
    type: FileClass,
    file: OpenedFile,
    head: Uint8Array,
    redact: (bytes: Uint8Array) => Promise<Uint8Array | null>,
  ): Promise<OpenedFile | null> {
    if (type === 'document') return redaction.documents === 'keep' ? file : null;
    if (type === 'recording') {
      const contents = redaction.recordings === 'keep' ? strippedRecording(head, file.contents) : null;
      return contents && { ...file, contents };
    }
    const bytes = await whole(file.contents);
    const made = bytes === null ? null : await redact(bytes);
    if (made === null) return null;
    return { ...file, contents: once(made) };
  }
}

/** The class of a file: by what it begins with, whatever its name says, else by its name. */
function classOf(name: string, as: Rendition | undefined, head: Uint8Array): FileClass {
  if (as !== undefined) return as === 'jpg' || as === 'webp' ? 'picture' : 'recording';
  const start = Buffer.from(head).toString('latin1');
  if (/^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|....ftyp(?:hei|hev|mif|msf|avi))/s.test(start)) return 'picture';
  if (/^(?:....ftyp|ID3|#!AMR|caff|RIFF....WAVE|OggS)/s.test(start)) return 'recording';
  return fileClass(name);
}

/** The first bytes of a file, and all of it. */
async function beginning(contents: AsyncIterable<Uint8Array>): Promise<[Uint8Array, AsyncIterable<Uint8Array>]> {
  const chunks = contents[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    size += next.value.byteLength;
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* read;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return [Buffer.concat(read).subarray(0, HEAD_BYTES), all()];
}

async function whole(contents: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of contents) {
    size += chunk.byteLength;
    if (size > MAX_PICTURE_BYTES) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes;
}

/** What cannot be decoded is left out, as is what is no picture though its name says so. */
function nullForPicture(error: unknown): null {
  if (isDomainError(error, 'MALFORMED_MEDIA', 'UNSUPPORTED_MEDIA', 'LIMIT_EXCEEDED')) return null;
  throw error;
}
