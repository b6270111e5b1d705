import { createHash } from 'node:crypto';
import { MAX_STAMP_BYTES } from '../manifest.ts';
import { stampRequest } from './stamp-request.ts';
import { checkStamp, type Stamp } from './stamp-response.ts';

/** Time for an answer. */
const TIMEOUT_MS = 20_000;

/** A time stamp, or why there is none. */
export type FetchedStamp = { readonly bytes: Uint8Array; readonly stamp: Stamp } | { readonly reason: string };

/**
 * Asks a service for a time stamp of contents: it gets their SHA-256 and a random number, nothing else (RFC 3161 §3.4).
 * Never throws: an export is worth keeping without one.
 */
export async function fetchStamp(service: string, contents: Uint8Array): Promise<FetchedStamp> {
  const { bytes, nonce } = stampRequest(createHash('sha256').update(contents).digest());
  try {
    const response = await fetch(service, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: new Uint8Array(bytes),
      // To the address of the settings only.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) return { reason: `The service answered with status ${response.status}.` };
    const answer = await readLimited(response);
    if (answer === null) return { reason: 'The answer of the service is too large.' };
    const checked = await checkStamp(answer, { contents, nonce });
    if ('stamp' in checked) return { bytes: answer, stamp: checked.stamp };
    return { reason: `The answer of the service is not valid: ${checked.problem} (${checked.detail}).` };
  } catch (error) {
    return { reason: `The service could not be reached: ${reasonOf(error)}.` };
  }
}

async function readLimited({ body }: Response): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_STAMP_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: unknown };
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}
