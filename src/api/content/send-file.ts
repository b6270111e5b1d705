import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BackupFile } from '../../backup/types.ts';
import { msg } from '../../locales/messages.ts';
import { contentType, SNIFFED_BYTES } from '../../media/content-type.ts';
import { DomainError } from '../../model/errors.ts';
import { type ByteRange, parseByteRange } from './byte-range.ts';
import { entityTag, isUnmodified, rangeApplies } from './entity-tag.ts';
import { contentDisposition, type Disposition } from './file-name.ts';

/** Buffer size for slow clients: two chunks of the reader. */
const BUFFERED_BYTES = 1024 * 1024;

/** Content security policy for untrusted contents. */
export const SANDBOX_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'";

/** Options of sending a file. */
export interface SendFileOptions {
  /** Changes when the backup is rewritten. */
  readonly fingerprint: string;
  /** True if contents must not be stored in a browser's disk cache. */
  readonly encrypted: boolean;
  readonly disposition: Disposition;
  /** File name: the last part of this path. */
  readonly name: string;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/**
 * Sends a file for GET or HEAD, with conditional requests, a single byte range and exact lengths. Takes ownership of
 * `file` and closes it in all cases.
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
    if (isUnmodified(request.headers['if-none-match'], etag)) {
      await file.close();
      return reply.code(304).send();
    }
    const range = requestedRange(request, etag, size);
    if (range.kind === 'unsatisfiable') {
      throw new DomainError('RANGE_NOT_SATISFIABLE', msg('detail.size-of-file', { size }), { details: { size } });
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
    // A file with a damaged end is served nevertheless.
    'x-file-integrity': integrity,
  });
}

/** The requested range; only GET supports ranges (RFC 9110 §14.2). */
function requestedRange(request: FastifyRequest, etag: string, size: number): ByteRange {
  const counts = request.method === 'GET' && rangeApplies(request.headers['if-range'] as string | undefined, etag);
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
