import type { ChatView } from '../../contract/chat.ts';
import type { PersonDetailView } from '../../contract/people.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import { type CallSource, callPartners, callRows } from '../calls/call-source.ts';
import { CallTimeline, handleIn } from '../calls/call-timeline.ts';
import { callSources } from '../calls/sources.ts';
import type { ChatSource } from '../chats/chat-source.ts';
import { messagesSource } from '../messages/source.ts';
import { rowsOf } from '../rows-of.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { whatsappSource } from '../whatsapp/source.ts';
import type { Person } from './person-index.ts';

/** Conversations, chats and calls that are shown of a person: the newest of each kind. */
const SHOWN = 50;
/** Numbers of a person by which calls are looked up. */
const MAX_HANDLES = 200;
/** People of a photo library that are looked at for the name. */
const MAX_PHOTO_PEOPLE = 20_000;

type Channels = Pick<PersonDetailView, 'conversations' | 'whatsappChats' | 'calls' | 'photos'>;
type Found<K extends keyof Channels> = Channels[K][number];

/** What there is of a person in each of these backups, the newest first. */
export async function personChannels(
  ctx: ViewContext,
  scopes: ReadonlyMap<BackupId, Scope>,
  person: Person,
): Promise<Channels> {
  const conversations: Found<'conversations'>[] = [];
  const whatsappChats: Found<'whatsappChats'>[] = [];
  const calls: Found<'calls'>[] = [];
  const photos: Found<'photos'>[] = [];
  const handles = new Set(person.handleKeys);
  for (const [backup, scope] of scopes) {
    conversations.push(...(await chatsWith(ctx, scope, messagesSource, handles)).map((value) => ({ backup, value })));
    whatsappChats.push(...(await chatsWith(ctx, scope, whatsappSource, handles)).map((value) => ({ backup, value })));
    for (const source of callSources) {
      calls.push(...(await callsWith(ctx, scope, source, handles)).map((value) => ({ backup, value })));
    }
    photos.push(...(await photoPeople(ctx, scope, person)));
  }
  return {
    conversations: newest(conversations, ({ value }) => value.lastAt),
    whatsappChats: newest(whatsappChats, ({ value }) => value.lastAt),
    calls: newest(calls, ({ value }) => value.at),
    photos,
  };
}

async function chatsWith<View extends ChatView>(
  ctx: ViewContext,
  scope: Scope,
  source: ChatSource<View, ChatView>,
  handles: ReadonlySet<string>,
): Promise<View[]> {
  const entries = (await source.directory(ctx, scope)).all();
  const theirs = entries.filter(({ handleKeys }) => handleKeys.some((key) => handles.has(key)));
  const keys = newest(theirs, ({ lastAt }) => lastAt).map(({ key }) => key);
  return source.byKey(ctx, scope, keys);
}

function newest<T>(items: readonly T[], time: (item: T) => number | null): T[] {
  const at = (item: T): number => time(item) ?? Number.MIN_SAFE_INTEGER;
  return items.toSorted((a, b) => at(b) - at(a)).slice(0, SHOWN);
}

async function callsWith(
  ctx: ViewContext,
  scope: Scope,
  source: CallSource,
  handles: ReadonlySet<string>,
): Promise<Found<'calls'>['value'][]> {
  const rows = callRows(source, scope);
  if (rows === null) return [];
  const theirs = (await callPartners(ctx, rows)).filter(({ handleKey }) => handles.has(handleKey));
  if (theirs.length === 0) return [];
  const written = theirs.slice(0, MAX_HANDLES).map(({ handle }) => handle);
  const places = await new CallTimeline(ctx, rows, [handleIn(written)]).read('older', null, SHOWN);
  const keys = places.map(({ key }) => key);
  const calls = await source.byKey(ctx, scope, keys);
  return keys.flatMap((key) => calls.get(key) ?? []);
}

/** People of the photo library with one of the person's names. */
async function photoPeople(ctx: ViewContext, scope: Scope, person: Person): Promise<Found<'photos'>[]> {
  const rows = await rowsOf(ctx, scope, 'photo_people')
    .select(['key', 'name', 'displayName', 'faceCount'])
    .orderBy('key')
    .limit(MAX_PHOTO_PEOPLE)
    .execute();
  const names = new Set([person.name, ...person.contacts.map(({ name }) => name)].map(fold));
  return rows.flatMap(({ key, name, displayName, faceCount }) => {
    const shown = name ?? displayName;
    if (key === null || shown === null || !names.has(fold(shown))) return [];
    return { backup: scope.backup, person: key, name: shown, faceCount: faceCount ?? 0 };
  });
}
