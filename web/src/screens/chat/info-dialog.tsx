import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import { useIsEarly } from '../../api/backups.ts';
import { Badge } from '../../components/badge.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Count } from '../../components/figures.tsx';
import { Handle } from '../../components/handle.tsx';
import { Person } from '../../components/person.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/duration.ts';
import { formatCount } from '../../format/numbers.ts';
import { chatTitle, serviceName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { asFields, asNumber, asText } from '../../untyped-values.ts';
import { useChat } from './chat-context.ts';

/** Days from which a lifetime of messages is given in days. */
const DAY_SECONDS = 86_400;

/** Details that only some apps have. */
function appEntries(chat: ChatView, { chat: { info: words } }: Texts): (readonly [string, ReactNode])[] {
  const { about, draft, summary, hasBackground, isFiltered, disappearingSeconds, liveLocationUntil } = asFields(chat);
  const lifetime = asNumber(disappearingSeconds);
  const sharedUntil = asNumber(liveLocationUntil);
  return [
    [words.about, hostile(asText(about))],
    [words.draft, hostile(asText(draft))],
    [words.filter, isFiltered === true ? words.filtered : null],
    [words.summary, hostile(asText(summary))],
    [words.background, typeof hasBackground !== 'boolean' ? null : hasBackground ? words.present : words.removed],
    [words.disappearing, lifetime === null ? null : lifetime === 0 ? words.never : lifetimeWords(lifetime, words)],
    [words.liveLocation, sharedUntil === null ? null : <Time key="live" at={sharedUntil} />],
  ];
}

function hostile(text: string | null): ReactNode {
  return text === null ? null : <span className="hostile whitespace-pre-wrap">{text}</span>;
}

function lifetimeWords(seconds: number, words: Texts['chat']['info']): string {
  return seconds % DAY_SECONDS === 0
    ? words.afterDays({ count: seconds / DAY_SECONDS })
    : words.after({ length: formatDuration(seconds * 1000) });
}

/** What only some apps say of a member: admin of the group, no longer in it. */
function memberWords(person: ChatView['participants'][number], words: Texts['chat']['info']): string[] {
  const { isAdmin, isActive } = asFields(person);
  return [...(isAdmin === true ? [words.admin] : []), ...(isActive === false ? [words.left] : [])];
}

/** Members and details of a chat. */
export function InfoDialog({ chat, onClose }: { readonly chat: ChatView; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const words = t.chat.info;
  const {
    app: { id: artifact, tables },
    place: { backup },
  } = useChat();
  const isEarly = useIsEarly(backup, artifact);
  const { kind, service, messageCount, unreadCount, firstAt, lastAt, participants, participantCount } = chat;
  const states = [
    chat.isPinned ? t.chat.list.pinned : null,
    chat.isMuted ? t.chat.list.muted : null,
    chat.isArchived ? t.chat.list.archived : null,
  ].filter((state) => state !== null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={chatTitle(chat, t)}
      description={t.chat.list.kinds[kind]}
      width="md"
      isText
    >
      <div className="flex flex-col gap-5">
        <DefinitionList
          entries={[
            [words.service, serviceName(service, t)],
            [
              words.messages,
              isEarly ? (
                t.chat.header.soFar({ count: formatCount(messageCount) })
              ) : (
                <Count key="count" value={messageCount} />
              ),
            ],
            [
              words.unread,
              unreadCount === null || unreadCount === 0 ? null : <Count key="unread" value={unreadCount} />,
            ],
            [words.from, firstAt === null ? null : <Time key="from" at={firstAt} />],
            [words.to, lastAt === null ? null : <Time key="to" at={lastAt} />],
            [words.state, states.length === 0 ? null : states.join(', ')],
            ...appEntries(chat, t),
          ]}
        />
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold">{t.chat.list.members({ count: participantCount })}</h3>
          <ul className="flex flex-col">
            {participants.map((person, index) => (
              <li key={index} className="flex items-center gap-3 border-b border-line py-1.5 last:border-0">
                <span className="min-w-0 flex-1">
                  <Person backup={backup} person={person} />
                </span>
                {memberWords(person, words).map((word) => (
                  <Badge key={word}>{word}</Badge>
                ))}
                {person.handle === null || person.handleText === person.name ? null : (
                  <span className="text-sm text-muted">
                    <Handle handle={person.handle} text={person.handleText} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
        <div className="flex items-center gap-1">
          <SourceButton backup={backup} artifact={artifact} table={tables.chats} rowKey={chat.key} />
          <span className="text-muted">{t.common.source.title}</span>
        </div>
      </div>
    </Dialog>
  );
}
