import { z } from 'zod';
import { english } from '../../locales/english.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { requestKeys } from '../../sessions/index.ts';

/** Timeout for a response of the server in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Maximum size of a response: a few sealed class keys. */
const MAX_ANSWER_BYTES = 16 * 1024;

const AnswerSchema = z.object({ publicKey: z.string(), sealed: z.string() });

/** The server is temporarily unavailable: a retry may succeed. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';
  readonly detail: StoredMessage;

  constructor(detail: StoredMessage, cause?: unknown) {
    super(english(detail), cause === undefined ? undefined : { cause });
    this.detail = detail;
  }
}

/**
 * Fetches the class keys of a job's run from the server that the job names.
 * @throws ServerUnavailable
 * @throws BACKUP_LOCKED if it no longer has them
 * @throws FORBIDDEN if it does not trust this worker
 */
export async function fetchKeys(
  secret: string,
  { server, job, run }: { readonly server: string; readonly job: string; readonly run: string },
): Promise<Uint8Array> {
  const { request, open } = requestKeys(secret, { server, job, run });
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${server}/worker/keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await bounded(response);
  } catch (error) {
    throw new ServerUnavailable(msg('run.server-unreachable'), error);
  }
  if (response.ok) {
    const answer = AnswerSchema.safeParse(parsed(text));
    if (!answer.success) throw new DomainError('FORBIDDEN', msg('detail.not-apple-juicer'));
    return open(answer.data);
  }
  const code = z.object({ code: z.string() }).safeParse(parsed(text)).data?.code;
  if (code === 'BACKUP_LOCKED') {
    throw new DomainError(code, msg('detail.keys-gone'));
  }
  if (response.status === 429) throw new ServerUnavailable(msg('run.server-busy'));
  if (response.status >= 500) throw new ServerUnavailable(msg('run.server-failing'));
  throw new DomainError('FORBIDDEN', msg('detail.worker-rejected'));
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the response is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so not from Apple Juicer: the schema rejects it.
    return null;
  }
}
