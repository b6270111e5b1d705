import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { handleKey, handleKind } from '../../model/handle.ts';
import type { ConversationReference } from '../../storage/index.ts';
import { chatSources } from '../chats/sources.ts';
import { contactDirectory } from '../contacts/contact-directory.ts';
import { foldedWords, matchesWords } from '../fold.ts';
import { recordHandles } from '../people/record-handles.ts';
import { parseRowKey } from '../row-key.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Maximum number of people or conversations per filter: each is an index lookup. */
const MAX_RESOLVED = 500;

/** The resolved values of a filter. */
export interface Resolved<T> {
  readonly found: readonly T[];
  /** Values without a match in the searched backups. */
  readonly unknown: readonly string[];
}

/**
 * The handle keys that match values of `from:`: `me`, names of contacts, handles and phone numbers in any notation.
 * @throws BAD_REQUEST if there are too many
 */
export function resolveSenders(
  ctx: ViewContext,
  scopes: readonly Scope[],
  values: readonly string[],
): Promise<Resolved<string>> {
  return resolve('from:', values, async (value) => {
    if (value.toLowerCase() === 'me') return new Map([['me', 'me']]);
    const keys = await Promise.all(scopes.map((scope) => senderKeys(ctx, scope, value)));
    return new Map(keys.flat().map((key) => [key, key]));
  });
}

/** What matches a value of `with:`: a person by handle key, or a conversation. */
export type Companion = { readonly person: string } | { readonly conversation: ConversationReference };

/**
 * The people and conversations that match values of `with:`: contacts, handles and phone numbers as of `from:`, chats with
 * one of these people alone, and groups that are called so. Groups that they are in are not meant: most of what is in
 * there is not with them.
 * @throws BAD_REQUEST if there are too many
 */
export function resolveCompanions(
  ctx: ViewContext,
  scopes: readonly Scope[],
  values: readonly string[],
): Promise<Resolved<Companion>> {
  return resolve('with:', values, async (value) => {
    const found = new Map<string, Companion>();
    const wanted = foldedWords(value);
    for (const scope of scopes) {
      const { backup } = scope;
      const keys = new Set(await senderKeys(ctx, scope, value));
      keys.delete('me');
      for (const person of keys) found.set(person, { person });
      for (const source of chatSources) {
        const { artifact } = source;
        const directory = await source.directory(ctx, scope);
        for (const { key, partner, handleKeys, title } of directory.all()) {
          const isMember = handleKeys.some((each) => keys.has(each));
          // A group with such a member may have the title because of the member.
          const isWith = partner === null ? !isMember && matchesWords(wanted, foldedWords(title)) : isMember;
          if (isWith) found.set(`${backup} ${artifact} ${key}`, { conversation: { backup, artifact, key } });
        }
      }
    }
    return found;
  });
}

/**
 * The conversations that match values of `in:`: keys, words of titles or members.
 * @throws BAD_REQUEST if there are too many
 */
export function resolveConversations(
  ctx: ViewContext,
  scopes: readonly Scope[],
  values: readonly string[],
): Promise<Resolved<ConversationReference>> {
  return resolve('in:', values, async (value) => {
    const found = new Map<string, ConversationReference>();
    for (const scope of scopes) {
      const { backup } = scope;
      for (const source of chatSources) {
        const { artifact } = source;
        const directory = await source.directory(ctx, scope);
        const byKey = directory.get(parseRowKey(value));
        for (const { key } of byKey === null ? directory.matching(value) : [byKey]) {
          found.set(`${backup} ${artifact} ${key}`, { backup, artifact, key });
        }
      }
    }
    return found;
  });
}

async function senderKeys(ctx: ViewContext, scope: Scope, value: string): Promise<string[]> {
  const [contacts, ...chats] = await Promise.all([
    contactDirectory(ctx, scope),
    ...chatSources.map((source) => source.directory(ctx, scope)),
  ]);
  const recorded = await recordHandles(ctx, scope);
  const known = (handle: string): string[] => [
    ...chats.flatMap((directory) => [...directory.handles.find(handle)]),
    ...recorded.find(handle),
  ];
  const spellings = (key: string): string[] => [key, ...known(key)];
  if (handleKind(value) !== 'other') {
    const contact = contacts.find(handleKey(value));
    return [...known(value), ...(contact?.handleKeys ?? []).flatMap(spellings)];
  }
  const named = contacts
    .named(value)
    .flatMap(({ handleKeys, isOwner }) => [...handleKeys.flatMap(spellings), ...(isOwner ? ['me'] : [])]);
  const wanted = foldedWords(value);
  // People with a name in an app but without a contact.
  const partners = chats
    .flatMap((directory) => directory.matching(value))
    .flatMap(({ partner, partnerName }) =>
      partner !== null && partnerName !== null && matchesWords(wanted, foldedWords(partnerName)) ? partner : [],
    );
  return [...named, ...partners, ...known(value)];
}

async function resolve<T>(
  filter: string,
  values: readonly string[],
  matchesOf: (value: string) => Promise<ReadonlyMap<string, T>>,
): Promise<Resolved<T>> {
  const found = new Map<string, T>();
  const unknown: string[] = [];
  for (const value of values) {
    const matches = await matchesOf(value);
    if (matches.size === 0) unknown.push(value);
    for (const [key, item] of matches) found.set(key, item);
  }
  if (found.size > MAX_RESOLVED) {
    throw new DomainError('BAD_REQUEST', msg('detail.filter-too-broad', { filter, limit: MAX_RESOLVED }));
  }
  return { found: [...found.values()], unknown };
}
