import type { CallView } from '../../contract/calls.ts';
import type { Page } from '../../contract/common.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { chooseByMarks } from '../marks/mark-filter.ts';
import { readPage } from '../paging/paged-list.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { type CallFilter, callConditions } from './call-filter.ts';
import { type CallSource, callRows } from './call-source.ts';
import { pagedCalls } from './paged-calls.ts';

/** Query of a list of calls. */
export interface CallQuery extends CallFilter {
  /** Default: `newest` first. */
  readonly order?: 'newest' | 'oldest';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

/** A page of the calls of a log; empty if it is not indexed. @throws BACKUP_NOT_FOUND, BAD_REQUEST */
export async function listCalls(
  ctx: ViewContext,
  backup: BackupId,
  source: CallSource,
  { order = 'newest', limit, cursor, ...filter }: CallQuery,
): Promise<Page<CallView>> {
  const scope = await scopeOf(ctx, backup);
  const rows = callRows(source, scope);
  if (rows === null) return { items: [], next: null };
  const marked = await chooseByMarks(ctx, backup, source.kind, filter);
  const list = pagedCalls(ctx, rows, await callConditions(ctx, rows, filter), marked);
  const { items, next } = await readPage(list, { order: order === 'oldest' ? 'asc' : 'desc', limit, cursor });
  const keys = items.map(({ key }) => String(key));
  const calls = await source.byKey(ctx, scope, keys);
  return { items: keys.flatMap((key) => calls.get(key) ?? []), next };
}

/** One call of a log. @throws BACKUP_NOT_FOUND, NOT_FOUND */
export async function getCall(ctx: ViewContext, backup: BackupId, source: CallSource, key: string): Promise<CallView> {
  const call = (await source.byKey(ctx, await scopeOf(ctx, backup), [key])).get(key);
  if (call === undefined) throw new DomainError('NOT_FOUND', msg('detail.no-call'));
  return call;
}
