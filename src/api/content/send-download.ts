import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { contentDisposition } from './file-name.ts';
import { SANDBOX_POLICY } from './send-file.ts';

/** Something made while it is sent, to be saved. */
export interface Download {
  readonly stream: Readable;
  readonly name: string;
  readonly contentType: string;
}

/** Sends a download; its length is not known. It ends when the client goes or the server closes, and is never kept. */
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
