import { DomainError } from '../model/errors.ts';
import { handleKey, handleKind } from '../model/handle.ts';
import type { BackupId } from '../model/ids.ts';
import { contactDirectory } from './contact-directory.ts';
import { conversationDirectory } from './conversation-directory.ts';
import { parseRowKey } from './row-key.ts';
import type { Scope } from './scope.ts';
import type { ViewContext } from './types.ts';

/** People or conversations that one filter may stand for: the index looks each of them up. */
const MAX_MEANT = 500;

/** What the values of a filter mean. */
export interface Meant<T> {
  readonly found: readonly T[];
  /** Values that mean nobody or nothing in the searched backups. */
  readonly unknown: readonly string[];
}

/**
 * The handle keys that the values of `from:` stand for: `me`, names of contacts, handles and phone numbers in any notation.
 * @throws BAD_REQUEST when they stand for too many
 */
export function resolveSenders(
  ctx: ViewContext,
  scopes: readonly Scope[],
  values: readonly string[],
): Promise<Meant<string>> {
  return resolve('from:', values, async (value) => {
    if (value.toLowerCase() === 'me') return new Map([['me', 'me']]);
    const keys = await Promise.all(scopes.map((scope) => senderKeys(ctx, scope, value)));
    return new Map(keys.flat().map((key) => [key, key]));
  });
}

/** A conversation of one backup. */
export interface ConversationReference {
  readonly backup: BackupId;
  readonly key: number;
}

/**
 * The conversations that the values of `in:` stand for: keys, words of their titles, their members.
 * @throws BAD_REQUEST when they stand for too many
 */
export function resolveConversations(
  ctx: ViewContext,
  scopes: readonly Scope[],
  values: readonly string[],
): Promise<Meant<ConversationReference>> {
  return resolve('in:', values, async (value) => {
    const found = new Map<string, ConversationReference>();
    for (const scope of scopes) {
      const directory = await conversationDirectory(ctx, scope);
      const byKey = directory.get(parseRowKey(value));
      for (const { key } of byKey === null ? directory.matching(value) : [byKey]) {
        found.set(`${scope.backup} ${key}`, { backup: scope.backup, key });
      }
    }
    return found;
  });
}

async function senderKeys(ctx: ViewContext, scope: Scope, value: string): Promise<string[]> {
  const [contacts, conversations] = await Promise.all([
    contactDirectory(ctx, scope),
    conversationDirectory(ctx, scope),
  ]);
  const spellings = (key: string): string[] => [key, ...conversations.spellings(key)];
  if (handleKind(value) !== 'other') {
    const key = handleKey(value);
    const known = conversations.spellings(value);
    const contact = contacts.find(key);
    return [...known, ...(contact?.handleKeys ?? []).flatMap(spellings)];
  }
  const named = contacts
    .named(value)
    .flatMap(({ handleKeys, isOwner }) => [...handleKeys.flatMap(spellings), ...(isOwner ? ['me'] : [])]);
  return [...named, ...conversations.spellings(value)];
}

async function resolve<T>(
  filter: string,
  values: readonly string[],
  meaning: (value: string) => Promise<ReadonlyMap<string, T>>,
): Promise<Meant<T>> {
  const found = new Map<string, T>();
  const unknown: string[] = [];
  for (const value of values) {
    const meant = await meaning(value);
    if (meant.size === 0) unknown.push(value);
    for (const [key, item] of meant) found.set(key, item);
  }
  if (found.size > MAX_MEANT) {
    throw new DomainError('BAD_REQUEST', `${filter} stands for more than ${MAX_MEANT} here: say it more exactly.`);
  }
  return { found: [...found.values()], unknown };
}
