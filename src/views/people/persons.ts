import type { Page } from '../../contract/common.ts';
import type { PersonDetailView, PersonSummaryView } from '../../contract/people.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { handleKind, handleText } from '../../model/handle.ts';
import type { BackupId } from '../../model/ids.ts';
import { scopesOf } from '../all-scopes.ts';
import { compare } from '../compare.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import { pageOfList } from '../paging/paged-array.ts';
import type { ViewContext } from '../types.ts';
import { personDetails } from './person-detail.ts';
import { type Person, personIndex } from './person-index.ts';

/** Query of a list of people. */
export interface PeopleQuery {
  /** Default: all backups. */
  readonly backup?: BackupId | readonly BackupId[];
  /** Words of names or handles, or a phone number in any notation. */
  readonly q?: string;
  /** Default: `activity` (most records first). */
  readonly sort?: 'activity' | 'recent' | 'name';
  /** 1..200 */
  readonly limit: number;
  readonly cursor?: string;
}

const ORDERS: Readonly<Record<NonNullable<PeopleQuery['sort']>, (a: Person, b: Person) => number>> = {
  activity: (a, b) => b.activity - a.activity || compare(a.sortName, b.sortName) || compare(a.key, b.key),
  recent: (a, b) => (b.lastAt ?? -Infinity) - (a.lastAt ?? -Infinity) || compare(a.key, b.key),
  name: (a, b) => compare(a.sortName, b.sortName) || compare(a.key, b.key),
};

/** A page of people. @throws BACKUP_NOT_FOUND, BAD_REQUEST (cursor), LIMIT_EXCEEDED */
export async function listPeople(
  ctx: ViewContext,
  { backup, q = '', sort = 'activity', limit, cursor }: PeopleQuery,
): Promise<Page<PersonSummaryView>> {
  const index = await personIndex(ctx, await scopesOf(ctx, backup));
  const wanted = foldedWords(q);
  const withNumber = handleKind(q) === 'phone' ? index.withNumber(q) : new Set<Person>();
  const found =
    q.trim() === ''
      ? index.people
      : index.people.filter((person) => matchesWords(wanted, person.words) || withNumber.has(person));
  // Two people without a time compare as NaN (-Infinity minus -Infinity); fall back to the key.
  const sorted = found.toSorted((a, b) => ORDERS[sort](a, b) || compare(a.key, b.key));
  const page = await pageOfList(sorted, { limit, cursor, name: sort });
  return { items: page.items.map(summaryView), next: page.next };
}

/** One person with chats and records. @throws BACKUP_NOT_FOUND, NOT_FOUND, LIMIT_EXCEEDED */
export async function getPerson(
  ctx: ViewContext,
  key: string,
  backup?: BackupId | readonly BackupId[],
): Promise<PersonDetailView> {
  const scopes = await scopesOf(ctx, backup);
  const person = (await personIndex(ctx, scopes)).find(key);
  if (person === null) throw new DomainError('NOT_FOUND', msg('detail.no-person-or-handle'));
  return { ...summaryView(person), ...(await personDetails(ctx, scopes, person)) };
}

function summaryView({ key, name, isOwner, contacts, handles, counts, lastAt }: Person): PersonSummaryView {
  const shown = handles.map(({ handle, ...facts }) => ({ handle, text: handleText(handle), ...facts }));
  return { key, name, isOwner, contacts, handles: shown, counts, lastAt };
}
