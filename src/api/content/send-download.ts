import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { contentDisposition } from './file-name.ts';
import { SANDBOX_POLICY } from './send-file.ts';

/** A download that is generated while it is sent. */
export interface Download {
  readonly stream: Readable;
  readonly name: string;
  readonly contentType: string;
}

/** Sends a download of unknown length, which must not be cached. Stops when `gone` aborts. */
export function sendDownload(
  reply: FastifyReply,
  { stream, name, contentType }: Download,
  gone: AbortSignal,
): FastifyReply {
  gone.addEventListener('abort', () => stream.destroy(), { once: true });
  reply.type(contentType).headers({
    'cache-control': 'private, no-store',
    'content-disposition': contentDisposition(name, 'download', 'attachment'),
    'content-security-policy': SANDBOX_POLICY,
  });
  return reply.send(stream);
}
