import type { RecordPageView } from '../../contract/kinds.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import { scopesOf } from '../all-scopes.ts';
import { findKind, listRecords, type RecordQuery } from '../records/kind-records.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { handlesOf } from './handle-counts.ts';
import { personIndex } from './person-index.ts';

/** Maximum number of stored handles in a column. */
const MAX_HANDLES = 200;

/**
 * A page of the records of a kind that name a person, given by key or a handle. See {@link listRecords}.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such kind or person), BAD_REQUEST (sort, filter, cursor), LIMIT_EXCEEDED
 */
export async function listRecordsOf(
  ctx: ViewContext,
  backup: BackupId,
  kindId: string,
  person: string,
  query: RecordQuery,
): Promise<RecordPageView> {
  const kind = findKind(kindId);
  // As in the list of people: the contact of a person can be in another backup.
  const found = (await personIndex(ctx, await scopesOf(ctx, null))).find(person);
  if (found === null) throw new DomainError('NOT_FOUND', msg('detail.no-person-or-handle'));
  const handles = await handlesOf(ctx, await scopeOf(ctx, backup), kind, new Set(found.handleKeys));
  if (handles.size === 0) return { items: [], next: null, people: {} };
  const anyOf = [...handles].map(([column, counts]) => [
    column,
    counts.slice(0, MAX_HANDLES).map(({ handle }) => handle),
  ]);
  return listRecords(ctx, backup, kindId, { ...query, anyOf: Object.fromEntries(anyOf) });
}
