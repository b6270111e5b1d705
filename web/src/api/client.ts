import type { Problem } from '../../../src/contract/common.ts';
import { createStore, type Store } from '../store.ts';
import { ApiError, ConnectionLostError, hasCode, NO_PROBLEM } from './api-error.ts';
import { reportLost } from './connection.ts';
import { askToUnlock, wasDeclined } from './unlock-gate.ts';

/** Options of a request. */
export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** True if the server reported that this browser is not logged in. */
export const signedOut: Store<boolean> = createStore(false);

/**
 * Sends a request to the server and returns the response's JSON, or undefined if there is none. `T` is a type of
 * `src/contract`.
 *
 * If the session has ended or a change needs one, the unlock dialog is opened and the request is repeated afterwards.
 * @throws ApiError with the server's problem document, ConnectionLostError if it does not respond
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const text = await answered(path, options, (response) => response.text());
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** As {@link request}, for contents of a file. */
export function requestBlob(path: string, options: RequestOptions = {}): Promise<Blob> {
  return answered(path, options, (response) => response.blob());
}

async function answered<T>(
  path: string,
  options: RequestOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  try {
    return await send(path, options, read);
  } catch (error) {
    const backup = backupToUnlock(path, options, error);
    if (backup === null || !(await askToUnlock(backup))) throw error;
    return await send(path, options, read);
  }
}

/** `/backups/{id}/…` with every part escaped: keys and names come from the backup. */
export function backupPath(backup: string, ...parts: readonly string[]): string {
  return ['/backups', backup, ...parts].map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');
}

/** A path with query parameters; undefined and null values are omitted. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>,
): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send<T>(path: string, options: RequestOptions, read: (response: Response) => Promise<T>): Promise<T> {
  const { method = 'GET', body, signal, headers } = options;
  let failure: ApiError;
  try {
    const response = await fetch(path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.ok) return await read(response);
    failure = problemOf(response, await response.text());
  } catch (error) {
    if (signal?.aborted === true) throw error;
    reportLost();
    throw new ConnectionLostError('The server does not answer.', { cause: error });
  }
  throw failure;
}

function problemOf(response: Response, text: string): ApiError {
  const error = new ApiError(readProblem(text, response.status) ?? problem(response.status));
  if (error.code === 'UNAUTHORIZED') signedOut.set(true);
  return error;
}

/** A problem document; what it lacks, as that of a server before an update, is added. */
function readProblem(text: string, status: number): Problem | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || !('code' in parsed)) return null;
    const { detail, next } = parsed as Partial<Problem>;
    return { ...problem(status, detail, next), ...(parsed as Partial<Problem>) };
  } catch {
    return null;
  }
}

/** Problem for a response that did not come from the server, for example from a proxy, or of its texts alone. */
function problem(status: number, detail = `HTTP ${status}`, next = ''): Problem {
  return {
    type: NO_PROBLEM,
    title: `HTTP ${status}`,
    status,
    code: status === 429 ? 'TOO_MANY_REQUESTS' : 'INTERNAL',
    detail,
    detailCode: { code: 'plain', params: { text: detail } },
    next,
    nextCode: { code: 'plain', params: { text: next } },
  };
}

/** The backup to unlock before a retry; null if that would not help or is not wanted. */
function backupToUnlock(path: string, { method = 'GET' }: RequestOptions, error: unknown): string | null {
  const backup = /^\/backups\/([a-z2-9]{16})\/(?!unlock)/.exec(path)?.[1] ?? null;
  if (backup === null) return null;
  if (method !== 'GET' && method !== 'HEAD') return hasCode(error, 'BACKUP_LOCKED', 'SESSION_EXPIRED') ? backup : null;
  return hasCode(error, 'SESSION_EXPIRED') && !wasDeclined(backup) ? backup : null;
}
