import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { entityTag, isUnmodified } from './content/entity-tag.ts';
import { takesCopies } from './decompressed-asset.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

interface Kept {
  readonly etag: string;
  readonly zipped: Buffer;
}

/** Sends an answer that is the same for all requests to this process. */
export type ConstantAnswer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Makes an answer at its first request and keeps it compressed: the record kinds are a megabyte of JSON, which every
 * opening of the page asks for. Browsers may store it, as it has nothing of a backup, and ask whether it has changed.
 */
export function constantAnswer(schema: z.ZodType, read: () => unknown): ConstantAnswer {
  let kept: Promise<Kept> | undefined;
  return async (request, reply) => {
    kept ??= keep(schema, read).catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    const { etag, zipped } = await kept;
    reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' });
    if (isUnmodified(request.headers['if-none-match'], etag)) return reply.code(304).send();
    reply.type('application/json; charset=utf-8');
    if (takesCopies(request)) return reply.header('content-encoding', 'gzip').send(zipped);
    return reply.send(await decompress(zipped));
  };
}

async function keep(schema: z.ZodType, read: () => unknown): Promise<Kept> {
  const text = JSON.stringify(z.encode(schema, await read()));
  return { etag: entityTag(text), zipped: await compress(text) };
}
