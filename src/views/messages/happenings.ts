import type { HappeningView } from '../../contract/chat.ts';
import type { People } from '../people/people.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { announcementView } from './announcement.ts';

/** Canonical handles, by the handle as the source has it. */
type HandleKeys = ReadonlyMap<string, string>;

const NO_KEYS: HandleKeys = new Map();

/**
 * What the announcements among the messages with these keys say, by key; ordinary messages are absent. The index keeps
 * an English sentence to be found by, the message itself has what happened.
 */
export async function messageHappenings(
  { store }: ViewContext,
  { backupId, messages }: Scope,
  keys: readonly number[],
  people: People,
  handleKeys = NO_KEYS,
): Promise<Map<number, HappeningView>> {
  if (keys.length === 0 || messages === null) return new Map();
  const rows = await store.read
    .selectFrom('messages')
    .select(['key', 'isFromMe', 'sender', 'account', 'announcement'])
    .where('backupId', '=', backupId)
    .where('runId', '=', messages)
    .where('key', 'in', keys)
    .where('announcement', 'is not', null)
    .execute();
  const person = (isFromMe: boolean, handle: string | null, account: string | null = null) =>
    people.sender(isFromMe, handle, account, handleKeys.get(handle ?? ''));
  return new Map(
    rows.flatMap(({ key, isFromMe, sender: handle, account, announcement }) => {
      if (announcement === null) return [];
      const sender = person(isFromMe ?? false, handle, account);
      return [[key ?? 0, { sender, announcement: announcementView(announcement, sender, person), call: null }]];
    }),
  );
}
