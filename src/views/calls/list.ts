import type { CallView } from '../../contract/calls.ts';
import type { Page } from '../../contract/common.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { readTimelinePage } from '../paging/timeline-pages.ts';
import { type People, peopleOf } from '../people/people.ts';
import { parseRowKey } from '../row-key.ts';
import { type Scope, scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { whatsappCallsByKey } from '../whatsapp/whatsapp-calls.ts';
import { type CallFilter, callConditions } from './call-filter.ts';
import { type CallRows, type CallSource, callRows, PHONE_CALLS, WHATSAPP_CALLS } from './call-source.ts';
import { CallTimeline } from './call-timeline.ts';
import { callView } from './call-view.ts';

/** Which calls to list. */
export interface CallQuery extends CallFilter {
  /** `newest` first when absent. */
  readonly order?: 'newest' | 'oldest';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of the calls of a backup; empty where Calls has no index. @throws BACKUP_NOT_FOUND, BAD_REQUEST */
export function listCalls(ctx: ViewContext, backup: BackupId, query: CallQuery): Promise<Page<CallView>> {
  return list(ctx, backup, PHONE_CALLS, query);
}

/** A page of the WhatsApp calls of a backup; empty where WhatsApp has no index. @throws BACKUP_NOT_FOUND, BAD_REQUEST */
export function listWhatsappCalls(ctx: ViewContext, backup: BackupId, query: CallQuery): Promise<Page<CallView>> {
  return list(ctx, backup, WHATSAPP_CALLS, query);
}

/** One call of the phone. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export function getCall(ctx: ViewContext, backup: BackupId, key: string): Promise<CallView> {
  return one(ctx, backup, PHONE_CALLS, key);
}

/** One WhatsApp call. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export function getWhatsappCall(ctx: ViewContext, backup: BackupId, key: string): Promise<CallView> {
  return one(ctx, backup, WHATSAPP_CALLS, key);
}

/** Calls by key. */
export async function callsByKey(
  ctx: ViewContext,
  scope: Scope,
  source: CallSource,
  keys: readonly string[],
): Promise<Map<string, CallView>> {
  const rows = callRows(source, scope);
  if (rows === null || keys.length === 0) return new Map();
  const people = await peopleOf(ctx, scope);
  return source === PHONE_CALLS ? phoneCalls(ctx, rows, keys, people) : whatsappCalls(ctx, rows, keys, people);
}

async function one(ctx: ViewContext, backup: BackupId, source: CallSource, key: string): Promise<CallView> {
  const call = (await callsByKey(ctx, await scopeOf(ctx, backup), source, [key])).get(key);
  if (call === undefined) throw new DomainError('NOT_FOUND', 'There is no call with this key.');
  return call;
}

async function list(
  ctx: ViewContext,
  backup: BackupId,
  source: CallSource,
  { order = 'newest', limit, cursor, ...filter }: CallQuery,
): Promise<Page<CallView>> {
  const scope = await scopeOf(ctx, backup);
  const rows = callRows(source, scope);
  if (rows === null) return { items: [], next: null };
  const timeline = new CallTimeline(ctx, rows, await callConditions(ctx, rows, filter));
  const page = await readTimelinePage(timeline, { order, limit, ...(cursor === undefined ? {} : { cursor }) });
  const calls = await callsByKey(ctx, scope, source, page.keys);
  return { items: page.keys.flatMap((key) => calls.get(key) ?? []), next: page.next };
}

async function phoneCalls(
  { store }: ViewContext,
  { scope, runId }: CallRows,
  keys: readonly string[],
  people: People,
): Promise<Map<string, CallView>> {
  const rows = await store.read
    .selectFrom('calls')
    .selectAll()
    .where('backupId', '=', scope.backupId)
    .where('runId', '=', runId)
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key ?? '', callView(row, people)]));
}

async function whatsappCalls(
  ctx: ViewContext,
  { scope }: CallRows,
  keys: readonly string[],
  people: People,
): Promise<Map<string, CallView>> {
  const numbers = keys.flatMap((key) => parseRowKey(key) ?? []);
  const calls = await whatsappCallsByKey(ctx, scope, numbers, people);
  return new Map([...calls].map(([key, call]) => [String(key), call]));
}
