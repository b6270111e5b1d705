import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { handleKey, handleKind } from '../../model/handle.ts';
import { localTimeSql, localTimes, parseTimeOfDay } from '../../storage/index.ts';
import { contactDirectory } from '../contacts/contact-directory.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import type { MarkFilter } from '../marks/mark-filter.ts';
import { handleCounts } from '../people/handle-counts.ts';
import { PhoneSuffixes } from '../people/phone-suffix.ts';
import { findKind } from '../records/kind-records.ts';
import type { ViewContext } from '../types.ts';
import type { CallRows } from './call-source.ts';
import { handleIn } from './paged-calls.ts';

/** Filter of a list of calls. */
export interface CallFilter extends MarkFilter {
  /** Words of a contact's name, or a handle or phone number in any notation. */
  readonly person?: string;
  readonly direction?: 'incoming' | 'outgoing';
  readonly missed?: boolean;
  readonly kind?: 'phone' | 'facetime' | 'app' | 'video' | 'audio';
  /** UTC milliseconds, inclusive. */
  readonly from?: number;
  /** UTC milliseconds, exclusive. */
  readonly to?: number;
  /** Only at these hours, whatever the day: `22-6` or a word like `night`. */
  readonly time?: string;
  /** IANA time zone of `time`. Default: UTC. */
  readonly timeZone?: string;
}

/** Maximum number of handles that a person filter may match. */
const MAX_HANDLES = 500;

/** SQL conditions of a filter. @throws BAD_REQUEST if the person filter matches too many handles, or for unknown hours */
export async function callConditions(
  ctx: ViewContext,
  rows: CallRows,
  { person, direction, missed, kind, from, to, time, timeZone = 'UTC' }: CallFilter,
): Promise<RawBuilder<SqlBool>[]> {
  const { source } = rows;
  const conditions: RawBuilder<SqlBool>[] = [];
  if (person !== undefined) conditions.push(await personCondition(ctx, rows, person));
  if (direction !== undefined) conditions.push(sql<SqlBool>`direction = ${direction}`);
  if (missed !== undefined) conditions.push(missed ? source.missed : sql<SqlBool>`not (${source.missed})`);
  if (kind === 'video') conditions.push(sql<SqlBool>`coalesce(is_video, 0) = 1`);
  else if (kind === 'audio') conditions.push(sql<SqlBool>`coalesce(is_video, 0) = 0`);
  else if (kind !== undefined) conditions.push(source.kinds[kind]);
  if (from !== undefined) conditions.push(sql<SqlBool>`at >= ${from}`);
  if (to !== undefined) conditions.push(sql<SqlBool>`at < ${to}`);
  if (time !== undefined) {
    conditions.push(sql<SqlBool>`${localTimeSql('at', localTimes([parseTimeOfDay(time)], timeZone))}`);
  }
  return conditions;
}

async function personCondition(ctx: ViewContext, rows: CallRows, person: string): Promise<RawBuilder<SqlBool>> {
  const handles = await matchingHandles(ctx, rows, person);
  if (handles.length > MAX_HANDLES) {
    throw new DomainError('BAD_REQUEST', msg('detail.person-with-too-many-handles', { limit: MAX_HANDLES }));
  }
  return handles.length === 0 ? sql<SqlBool>`1 = 0` : handleIn(handles);
}

/** Stored handles of the log that match a person filter: by number, by name, or all handles of a contact. */
async function matchingHandles(ctx: ViewContext, rows: CallRows, person: string): Promise<string[]> {
  const { scope, source } = rows;
  const [partners, contacts] = await Promise.all([
    handleCounts(ctx, scope, findKind(source.kind), source.names?.handle ?? 'handle'),
    contactDirectory(ctx, scope),
  ]);
  const isAddress = handleKind(person) !== 'other';
  const byName = isAddress ? contacts.find(handleKey(person)) : null;
  const contactKeys = new Set(
    (byName === null ? (isAddress ? [] : contacts.named(person)) : [byName]).map(({ key }) => key),
  );
  const numbers = new PhoneSuffixes<string>();
  for (const partner of partners) numbers.add(partner.handleKey, partner.handleKey);
  const keys = new Set(isAddress ? [handleKey(person), ...numbers.find(handleKey(person))] : []);
  const wanted = foldedWords(person);
  return partners
    .filter(({ handle, handleKey }) => {
      if (keys.has(handleKey)) return true;
      const contact = contacts.find(handleKey);
      if (contact !== null) return contactKeys.has(contact.key);
      return !isAddress && matchesWords(wanted, foldedWords(handle));
    })
    .map(({ handle }) => handle);
}
