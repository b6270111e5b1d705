import type { FastifyReply, FastifyRequest } from 'fastify';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { parseByteRange } from './byte-range.ts';
import { isUnmodified, rangeApplies } from './entity-tag.ts';
import { SANDBOX_POLICY } from './send-file.ts';

/** Contents derived from a file of a backup. */
export interface Derived {
  readonly etag: string;
  /** True if the backup is encrypted. */
  readonly encrypted: boolean;
}

/**
 * Sets the headers of derived contents, except the entity tag, which must not be sent with an error. Returns true if
 * the client has them cached.
 * Contents of encrypted backups must not be stored in a browser's disk cache, where they would outlive the session.
 * Others may be cached but have to be revalidated, because the backup may be replaced.
 */
export function isDerivedUnmodified(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, encrypted }: Derived,
): boolean {
  reply.headers({
    'cache-control': encrypted ? 'private, no-store' : 'private, no-cache',
    'content-security-policy': SANDBOX_POLICY,
    'x-frame-options': 'SAMEORIGIN',
  });
  if (!isUnmodified(request.headers['if-none-match'], etag)) return false;
  reply.header('etag', etag);
  return true;
}

/** Sends bytes in memory, or the requested range of them. @throws RANGE_NOT_SATISFIABLE */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: Uint8Array,
  contentType: string,
  etag: string,
): FastifyReply {
  const counts = rangeApplies(request.headers['if-range'] as string | undefined, etag);
  const range = parseByteRange(counts ? request.headers.range : undefined, bytes.length);
  if (range.kind === 'unsatisfiable') {
    throw new DomainError('RANGE_NOT_SATISFIABLE', msg('detail.size-of-file', { size: bytes.length }), {
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
