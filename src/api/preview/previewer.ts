import type { z } from 'zod';
import type { BackupFile } from '../../backup/types.ts';
import type { PreviewQuerySchema, PreviewView } from '../../contract/preview.ts';
import { msg } from '../../locales/messages.ts';
import {
  contentType,
  type DatabaseSource,
  HelperPool,
  type Media,
  movieFacts,
  playsEverywhere,
  SNIFFED_BYTES,
} from '../../media/index.ts';
import { DomainError, isDomainError } from '../../model/errors.ts';
import { safeFileName } from '../content/file-name.ts';
import { previewKind } from './kind.ts';
import type { PlistTree } from './plist-tree.ts';
import { HEAD_BYTES, textPart } from './text.ts';

/** Maximum size of a property list; Info.plist with icons has some megabytes. */
const MAX_PLIST_BYTES = 16 * 1024 * 1024;
const PLIST_TIMEOUT_MS = 20_000;
const PLIST_HEAP_MB = 1024;
/** Maximum number of property lists being parsed and waiting. */
const PLIST_LIMITS = { running: 1, waiting: 50 };

/** Default part size: 256 lines of sixteen bytes. */
const HEX_BYTES = 4096;

/** Types that browsers support directly. */
const PLAIN_IMAGES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const PLAIN_MEDIA = new Set(['audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/aac', 'audio/ogg', 'video/mp4']);

type Query = Omit<z.infer<typeof PreviewQuerySchema>, 'length'> & { readonly length?: number };
type Base = Pick<PreviewView, 'fileID' | 'name' | 'size' | 'contentType' | 'integrity' | 'modifiedAt' | 'problem'>;

/** A file to preview. */
export interface PreviewSource {
  readonly file: BackupFile;
  readonly database: DatabaseSource;
}

/** Creates previews of files. */
export class Previewer {
  readonly #media: Media;
  readonly #plists = new HelperPool({
    entry: new URL('./plist-process.ts', import.meta.url),
    heapMb: PLIST_HEAP_MB,
    timeoutMs: PLIST_TIMEOUT_MS,
    task: 'Reading the property list',
    crashCode: 'MALFORMED_PLIST',
    limits: PLIST_LIMITS,
  });

  constructor(media: Media) {
    this.#media = media;
  }

  /** @throws LIMIT_EXCEEDED, CANCELLED, TOO_MANY_REQUESTS, MALFORMED_DATABASE, and what reading the file throws */
  async preview({ file, database }: PreviewSource, query: Query, signal: AbortSignal): Promise<PreviewView> {
    const { entry, size, integrity } = file;
    const head = await file.read(0, HEAD_BYTES);
    const type = contentType(head.subarray(0, SNIFFED_BYTES), entry.relativePath);
    const base: Base = {
      fileID: entry.fileID,
      name: safeFileName(entry.relativePath, entry.fileID),
      size,
      contentType: type,
      integrity,
      modifiedAt: entry.modifiedAt,
      problem: null,
    };
    const kind = query.as === 'auto' ? previewKind(type, head) : query.as;
    switch (kind) {
      case 'text':
        return { ...base, kind, ...(await textPart(file, query.offset, query.length)) };
      case 'hex':
        return { ...base, kind, ...(await hexPart(file, query.offset, query.length)) };
      case 'plist':
        return this.#plist(file, base, query, signal);
      case 'database':
        return { ...base, kind, ...(await this.#media.tables(database, signal)) };
      case 'image':
        return { ...base, kind, ...(await this.#image(file, type, signal)) };
      case 'audio':
      case 'video':
        return { ...base, kind, ...(await this.#movie(file, type)) };
      default:
        return kind satisfies never;
    }
  }

  close(): void {
    this.#plists.close();
  }

  /** Damaged property lists are shown as text or bytes. */
  async #plist(file: BackupFile, base: Base, query: Query, signal: AbortSignal): Promise<PreviewView> {
    try {
      if (file.size > MAX_PLIST_BYTES) throw tooLarge(file.size);
      const tree = (await this.#plists.run(() => file.read(0, file.size), signal)) as PlistTree;
      return { ...base, kind: 'plist', ...tree };
    } catch (error) {
      if (!isDomainError(error, 'MALFORMED_PLIST', 'LIMIT_EXCEEDED')) throw error;
      const withProblem = { ...base, problem: error.message };
      return base.contentType === 'application/x-bplist'
        ? { ...withProblem, kind: 'hex', ...(await hexPart(file, query.offset, query.length)) }
        : { ...withProblem, kind: 'text', ...(await textPart(file, query.offset, query.length)) };
    }
  }

  async #image(
    file: BackupFile,
    type: string,
    signal: AbortSignal,
  ): Promise<Pick<Extract<PreviewView, { kind: 'image' }>, 'width' | 'height' | 'format' | 'isPlain' | 'taken'>> {
    const facts = await this.#media.pictureFacts(file, signal).catch((error: unknown) => {
      // The request for the image reports the error.
      if (isDomainError(error, 'MALFORMED_MEDIA', 'UNSUPPORTED_MEDIA', 'LIMIT_EXCEEDED')) return null;
      throw error;
    });
    return {
      width: facts?.width ?? null,
      height: facts?.height ?? null,
      format: facts?.format ?? type.slice('image/'.length),
      isPlain: PLAIN_IMAGES.has(type),
      taken: facts?.taken ?? null,
    };
  }

  async #movie(file: BackupFile, type: string) {
    const facts = await movieFacts((position, length) => file.read(position, length), file.size);
    const isPlain = facts === null ? PLAIN_MEDIA.has(type) : playsEverywhere(facts);
    return {
      seconds: facts?.seconds ?? null,
      width: facts?.width ?? null,
      height: facts?.height ?? null,
      codecs: [...(facts?.codecs ?? [])],
      createdAt: facts?.createdAt ?? null,
      isPlain,
      canConvert: await this.#media.canConvert(),
    };
  }
}

async function hexPart(
  file: BackupFile,
  offset: number,
  length = HEX_BYTES,
): Promise<Pick<Extract<PreviewView, { kind: 'hex' }>, 'hex' | 'offset' | 'next'>> {
  const bytes = await file.read(offset, length);
  const end = offset + bytes.length;
  return { hex: Buffer.from(bytes).toString('hex'), offset, next: end < file.size && bytes.length > 0 ? end : null };
}

function tooLarge(size: number): DomainError {
  return new DomainError('LIMIT_EXCEEDED', msg('detail.plist-too-large-to-show', { size }), {
    details: { size, limit: MAX_PLIST_BYTES },
  });
}
