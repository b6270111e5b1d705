import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../model/errors.ts';
import { parseByteRange } from './byte-range.ts';
import { isKnown, rangeCounts } from './entity-tag.ts';
import { SANDBOX_POLICY } from './send-file.ts';

/** What is made from a file of a backup. */
export interface Derived {
  readonly etag: string;
  /** The backup is encrypted. */
  readonly encrypted: boolean;
}

/**
 * Sets the headers of something made from a file, but for its tag, which only what was made well may carry. True when the
 * client has it already and nothing has to be made.
 * What comes out of an encrypted backup is never stored: a browser's cache lies on the disk, where what was decrypted
 * would outlive the session. (The page keeps pictures in memory while it shows them.) Other backups lie on a disk in
 * clear anyway, but each use is asked for, as the backup may have been replaced.
 */
export function isKnownDerived(request: FastifyRequest, reply: FastifyReply, { etag, encrypted }: Derived): boolean {
  reply.headers({
    'cache-control': encrypted ? 'private, no-store' : 'private, no-cache',
    'content-security-policy': SANDBOX_POLICY,
    'x-frame-options': 'SAMEORIGIN',
  });
  if (!isKnown(request.headers['if-none-match'], etag)) return false;
  reply.header('etag', etag);
  return true;
}

/** Sends bytes that are in memory, one range of them where one is asked for. @throws RANGE_NOT_SATISFIABLE */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
  contentType: string,
  etag: string,
): FastifyReply {
  const counts = rangeCounts(request.headers['if-range'] as string | undefined, etag);
  const range = parseByteRange(counts ? request.headers.range : undefined, bytes.length);
  if (range.kind === 'unsatisfiable') {
    throw new DomainError('RANGE_NOT_SATISFIABLE', `It has ${bytes.length} bytes.`, {
      details: { size: bytes.length },
    });
  }
  reply.type(contentType).headers({ etag, 'accept-ranges': 'bytes' });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (range.kind === 'whole') return reply.send(buffer);
  const { start, end } = range;
  reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${bytes.length}`);
  return reply.send(buffer.subarray(start, end));
}
