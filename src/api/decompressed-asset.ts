import { access, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const decompress = promisify(gunzip);

/** Types of the files that the build of the page compresses. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.mjs': 'application/javascript',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};

/** Matches an accepted coding that we have a copy in, or `*`, unless its quality is zero (RFC 9110, 12.5.3). */
const TAKES_COPY = /^\s*(?:br|gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i;

/**
 * Answers with a file that has only a compressed copy (`x.js.gz`), as in the archives for people, uncompressed. Does
 * nothing for all other files, and if they are there.
 */
export async function sendDecompressed(
  folder: string,
  { params }: Pick<FastifyRequest, 'params'>,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { '*': name = '' } = params as Readonly<Record<string, string | undefined>>;
  const type = TYPES[extname(name)];
  if (type === undefined || !/^[\w-][\w.-]*$/.test(name)) return undefined;
  const path = join(folder, name);
  if (await exists(path)) return undefined;
  const copy = await readFile(`${path}.gz`).catch(() => null);
  return copy === null ? undefined : reply.type(`${type}; charset=utf-8`).send(await decompress(copy));
}

/** True for a client that takes a compressed copy, as every browser does. */
export function takesCopies({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return (headers['accept-encoding'] ?? '').split(',').some((coding) => TAKES_COPY.test(coding));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
