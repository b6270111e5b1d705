import { z } from 'zod';
import { english } from '../../locales/english.ts';
import { msg, type StoredMessage } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { type ExportedKeys, requestKeys } from '../../sessions/index.ts';

/** A server that has not answered within this time is away, milliseconds. */
const TIMEOUT_MS = 10_000;

/** Longest answer that is read: a few class keys, sealed. */
const MAX_ANSWER_BYTES = 16 * 1024;

const AnswerSchema = z.object({ publicKey: z.string(), sealed: z.string() });

/** The server could not be asked now: another try may succeed. */
export class ServerAway extends Error {
  override readonly name = 'ServerAway';
  readonly detail: StoredMessage;

  constructor(detail: StoredMessage, cause?: unknown) {
    super(english(detail), cause === undefined ? undefined : { cause });
    this.detail = detail;
  }
}

/** Asks the server that a job names for the class keys of its run. @throws ServerAway, BACKUP_LOCKED (it has them no more), FORBIDDEN (it does not trust us) */
export async function fetchKeys(
  secret: string,
  { server, job, run }: { readonly server: string; readonly job: string; readonly run: string },
): Promise<ExportedKeys> {
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
    throw new ServerAway(msg('run.server-unreachable'), error);
  }
  if (response.ok) {
    const answer = AnswerSchema.safeParse(parsed(text));
    if (!answer.success) throw new DomainError('FORBIDDEN', 'What answered for the server is no Apple Juicer.');
    return open(answer.data);
  }
  const code = z.object({ code: z.string() }).safeParse(parsed(text)).data?.code;
  if (code === 'BACKUP_LOCKED') {
    throw new DomainError(
      code,
      'The server does not hold the keys of this run any more: unlock the backup and index it again.',
    );
  }
  if (response.status === 429) throw new ServerAway(msg('run.server-busy'));
  if (response.status >= 500) throw new ServerAway(msg('run.server-failing'));
  throw new DomainError(
    'FORBIDDEN',
    'The server refused the worker: do both have the same APPLE_JUICER_WORKER__SECRET, and the same time?',
  );
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so not ours: the schema refuses it.
    return null;
  }
}
