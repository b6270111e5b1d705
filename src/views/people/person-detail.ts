import type { PersonDetailView } from '../../contract/people.ts';
import { fold } from '../../model/fold.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ChatSource } from '../chats/chat-source.ts';
import { chatSources } from '../chats/sources.ts';
import { richViews } from '../rich.ts';
import type { Scope } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { peopleOf } from './people.ts';
import type { Person } from './person-index.ts';
import { personRecords } from './person-records.ts';

/** Maximum number of chats per app: the newest. */
const SHOWN = 50;

type Details = Pick<PersonDetailView, 'chats' | 'records' | 'namesakes'>;

/** A person's chats and records, and namesakes, in each of these backups. */
export async function personDetails(
  ctx: ViewContext,
  scopes: ReadonlyMap<BackupId, Scope>,
  person: Person,
): Promise<Details> {
  const chats: Details['chats'] = [];
  const records: Details['records'] = [];
  const namesakes: Details['namesakes'] = [];
  const handleKeys = new Set(person.handleKeys);
  const names = new Set([person.name, ...person.contacts.map(({ name }) => name)].map(fold));
  for (const [backup, scope] of scopes) {
    for (const source of chatSources) chats.push(...(await chatsWith(ctx, scope, source, handleKeys)));
    records.push(...(await personRecords(ctx, scope, handleKeys, await peopleOf(ctx, scope))));
    for (const { namesakes: find } of richViews) {
      const found = (await find?.(ctx, scope, names)) ?? [];
      namesakes.push(...found.map((namesake) => ({ backup, ...namesake })));
    }
  }
  return { chats: newest(chats, ({ chat }) => chat.lastAt), records, namesakes };
}

async function chatsWith(
  ctx: ViewContext,
  scope: Scope,
  source: ChatSource,
  handleKeys: ReadonlySet<string>,
): Promise<Details['chats']> {
  const all = (await source.directory(ctx, scope)).all();
  const theirs = all.filter((chat) => chat.handleKeys.some((key) => handleKeys.has(key)));
  const keys = newest(theirs, ({ lastAt }) => lastAt)
    .slice(0, SHOWN)
    .map(({ key }) => key);
  const views = await source.byKey(ctx, scope, keys);
  const { backup } = scope;
  const { artifact: app, tables } = source;
  // Schemas take longer to make than everything else of the views.
  const { ChatSchema } = await import('../../contract/chat.ts');
  // Strips fields that only one app has.
  return views.map((view) => ({ backup, app, kind: tables.messageKind, chat: ChatSchema.parse(view) }));
}

function newest<T>(items: readonly T[], time: (item: T) => number | null): T[] {
  const at = (item: T): number => time(item) ?? Number.MIN_SAFE_INTEGER;
  return items.toSorted((a, b) => at(b) - at(a));
}
