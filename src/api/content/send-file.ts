import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BackupFile } from '../../backup/types.ts';
import { contentType, SNIFFED_BYTES } from '../../media/content-type.ts';
import { DomainError } from '../../model/errors.ts';
import { type ByteRange, parseByteRange } from './byte-range.ts';
import { entityTag, isKnown, rangeCounts } from './entity-tag.ts';
import { contentDisposition, type Disposition } from './file-name.ts';

/** Decrypted bytes that may wait for a slow client: two chunks of the reader. */
const BUFFERED_BYTES = 1024 * 1024;

/** What a stranger's bytes may do in a browser: nothing. */
export const SANDBOX_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'";

/** How a file is sent. */
export interface SendFileOptions {
  /** Changes when the backup is rewritten. */
  readonly fingerprint: string;
  /** Decrypted contents must not end up in a browser's cache on disk. */
  readonly encrypted: boolean;
  readonly disposition: Disposition;
  /** What it is saved as: a path, of which the last part counts. */
  readonly name: string;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/**
 * Answers a GET or HEAD with the contents of a file: conditional requests, one byte range, exact lengths. Takes over `file`
 * and closes it, whatever happens and also when the client goes away.
 * @throws RANGE_NOT_SATISFIABLE, and what reading throws
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: BackupFile,
  options: SendFileOptions,
): Promise<FastifyReply> {
  try {
    const { entry, size } = file;
    const etag = entityTag(options.fingerprint, entry.fileID, size);
    setHeaders(reply, file, etag, options);
    if (isKnown(request.headers['if-none-match'], etag)) {
      await file.close();
      return reply.code(304).send();
    }
    const range = requestedRange(request, etag, size);
    if (range.kind === 'unsatisfiable') {
      throw new DomainError('RANGE_NOT_SATISFIABLE', `The file has ${size} bytes.`, { details: { size } });
    }
    reply.type(contentType(await file.read(0, SNIFFED_BYTES), entry.relativePath));
    const { start, end } = range.kind === 'part' ? range : { start: 0, end: size };
    reply.header('content-length', end - start);
    if (range.kind === 'part') reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${size}`);
    if (request.method === 'HEAD') {
      await file.close();
      return reply.send();
    }
    const contents = contentsOf(file, start, end, options.closing);
    contents.once('close', () => {
      file.close().catch((error: unknown) => request.log.warn({ err: error }, 'a file did not close'));
    });
    return reply.send(contents);
  } catch (error) {
    await file.close();
    for (const name of ['etag', 'accept-ranges', 'content-disposition', 'content-length']) reply.removeHeader(name);
    throw error;
  }
}

function setHeaders(reply: FastifyReply, file: BackupFile, etag: string, options: SendFileOptions): void {
  const { entry, integrity } = file;
  reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': options.encrypted ? 'private, no-store' : 'private, no-cache',
    'content-disposition': contentDisposition(options.name, entry.fileID, options.disposition),
    'content-security-policy': SANDBOX_POLICY,
    'x-frame-options': 'SAMEORIGIN',
    // A damaged end is said plainly, but does not keep the rest from being served.
    'x-file-integrity': integrity,
  });
}

/** Ranges are for GET only (RFC 9110 §14.2). */
function requestedRange(request: FastifyRequest, etag: string, size: number): ByteRange {
  const counts = request.method === 'GET' && rangeCounts(request.headers['if-range'] as string | undefined, etag);
  return parseByteRange(counts ? request.headers.range : undefined, size);
}

/** A stream of the bytes [start, end). */
function contentsOf(file: BackupFile, start: number, end: number, closing: AbortSignal): Readable {
  return Readable.from(file.stream({ start, end, signal: closing }), {
    objectMode: false,
    highWaterMark: BUFFERED_BYTES,
    signal: closing,
  });
}
