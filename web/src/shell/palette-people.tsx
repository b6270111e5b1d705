import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import type { ChatView } from '../../../src/contract/chat.ts';
import type { ChatAppView } from '../../../src/contract/chats.ts';
import type { Page } from '../../../src/contract/common.ts';
import type { PersonSummaryView } from '../../../src/contract/people.ts';
import type { PersonView } from '../../../src/contract/person.ts';
import { useIsLocked } from '../api/backups.ts';
import { chatAppsQuery } from '../api/chats.ts';
import { backupPath, request, withQuery } from '../api/client.ts';
import { Avatar } from '../components/avatar.tsx';
import { photoOf } from '../components/person.tsx';
import { Time } from '../components/time.tsx';
import { chatTitle, personName } from '../i18n/names.ts';
import { useText } from '../i18n/text.tsx';
import { PALETTE_GROUP, PALETTE_ITEM } from './palette-classes.ts';
import { paletteOpen } from './palette-open.ts';

/** Number of people, and of chats, that are offered. */
const OFFERED = 4;

/** A chat and the app that it is in. */
interface FoundChat {
  readonly app: ChatAppView;
  readonly chat: ChatView;
}

/** People of a backup by name or number. */
function foundPeopleQuery(backup: string, q: string) {
  return queryOptions({
    queryKey: ['people', backup, 'palette', q],
    queryFn: ({ signal }) =>
      request<Page<PersonSummaryView>>(withQuery('/people', { backup, q, limit: OFFERED }), { signal }),
    placeholderData: keepPreviousData,
    select: ({ items }) => items,
  });
}

/** Chats of a backup by title or member, of every app, the latest first. */
function foundChatsQuery(backup: string, apps: readonly ChatAppView[], q: string) {
  return queryOptions({
    queryKey: ['chats', 'palette', backup, apps.map(({ app }) => app), q],
    queryFn: async ({ signal }) => {
      const found = await Promise.all(
        apps.map(async (app): Promise<readonly FoundChat[]> => {
          const path = withQuery(backupPath(backup, ...app.path.split('/')), { q, limit: OFFERED });
          const { items } = await request<Page<ChatView>>(path, { signal });
          return items.map((chat) => ({ app, chat }));
        }),
      );
      return found.flat().sort((a, b) => (b.chat.lastAt ?? 0) - (a.chat.lastAt ?? 0));
    },
    placeholderData: keepPreviousData,
    select: (found) => found.slice(0, OFFERED),
  });
}

/** People and chats whose name fits what was typed. */
export interface Named {
  readonly people: readonly PersonSummaryView[];
  readonly chats: readonly FoundChat[];
  /** True until both are known. */
  readonly isLoading: boolean;
}

/** Finds people and chats of a backup by what was typed. */
export function useNamed(backup: string | null, text: string): Named {
  const isAsked = backup !== null && text !== '';
  const { data: apps } = useQuery({ ...chatAppsQuery(backup ?? ''), enabled: isAsked });
  const people = useQuery({ ...foundPeopleQuery(backup ?? '', text), enabled: isAsked });
  const chats = useQuery({
    ...foundChatsQuery(backup ?? '', apps ?? [], text),
    enabled: isAsked && apps !== undefined,
  });
  return {
    people: isAsked ? (people.data ?? []) : [],
    chats: isAsked ? (chats.data ?? []) : [],
    isLoading: isAsked && (people.isPending || chats.isPending) && !people.isError && !chats.isError,
  };
}

/** The value of the first person or chat in the palette; null if there is none. */
export function firstNamed({ people: [person], chats: [chat] }: Named): string | null {
  if (person !== undefined) return valueOfPerson(person);
  return chat === undefined ? null : valueOfChat(chat);
}

/** People and chats of the current backup. They come before everything else. */
export function PalettePeople({
  backup,
  named: { people, chats },
}: {
  readonly backup: string;
  readonly named: Named;
}): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const locked = useIsLocked(backup);
  const go = (to: NavigateOptions): void => {
    paletteOpen.set(false);
    void navigate(to);
  };
  return (
    <>
      {people.length === 0 ? null : (
        <Command.Group forceMount heading={t.shell.palette.people} className={PALETTE_GROUP}>
          {people.map((person) => (
            <Command.Item
              key={person.key}
              forceMount
              value={valueOfPerson(person)}
              onSelect={() =>
                go({ to: '/b/$backupId/people', params: { backupId: backup }, search: { p: person.key } })
              }
              className={`${PALETTE_ITEM} py-1.5`}
            >
              <Avatar name={person.name} photo={locked ? null : photoOf(backup, asPerson(person))} size="sm" />
              <span className="hostile min-w-0 flex-1 truncate">{personName(asPerson(person), t)}</span>
              <span className="hostile max-w-1/2 truncate text-sm text-muted">
                {person.handles.find(({ text }) => text !== person.name)?.text ?? ''}
              </span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
      {chats.length === 0 ? null : (
        <Command.Group forceMount heading={t.shell.palette.chats} className={PALETTE_GROUP}>
          {chats.map(({ app, chat }) => (
            <Command.Item
              key={`${app.app} ${chat.key}`}
              forceMount
              value={valueOfChat({ app, chat })}
              onSelect={() =>
                go({
                  to: `/b/$backupId/${app.screen}` as NonNullable<NavigateOptions['to']>,
                  params: { backupId: backup },
                  search: { c: chat.key },
                } as NavigateOptions)
              }
              className={`${PALETTE_ITEM} py-1.5`}
            >
              <Avatar name={chatTitle(chat, t)} photo={null} size="sm" />
              <span className="hostile min-w-0 flex-1 truncate">{chatTitle(chat, t)}</span>
              <span className="shrink-0 text-sm text-muted">
                {app.title}
                {chat.lastAt === null ? null : (
                  <>
                    {' · '}
                    <Time at={chat.lastAt} format="day" />
                  </>
                )}
              </span>
            </Command.Item>
          ))}
        </Command.Group>
      )}
    </>
  );
}

function valueOfPerson({ key }: PersonSummaryView): string {
  return `person ${key}`;
}

function valueOfChat({ app, chat }: FoundChat): string {
  return `chat ${app.app} ${chat.key}`;
}

/** A person of the list, with the contact that has a picture. */
function asPerson({ name, isOwner, contacts, handles }: PersonSummaryView): PersonView {
  const contact = contacts.find(({ hasPhoto }) => hasPhoto)?.key ?? null;
  const { handle = null, text: handleText = null } = handles[0] ?? {};
  return { name, isOwner, contact, hasPhoto: contact !== null, handle, handleText };
}
