import { Link } from '@tanstack/react-router';
import { Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { Time } from '../../components/time.tsx';
import { chatTitle, serviceName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { chatLink } from '../../kinds/links.ts';
import { gistText } from '../../records/gist-text.ts';
import { systemMessageText } from '../../records/system-message-text.ts';
import { countOf } from './channels-of.ts';

type Chat = PersonDetailView['chats'][number];

/** Chats with a person in all apps, including groups, with links. */
export function PersonChats({
  backup,
  person: { chats },
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const here = chats.flatMap((chat) => {
    const link = chat.backup === backup ? chatLink(backup, chat.kind, chat.chat.key, kinds) : null;
    return link === null ? [] : [{ ...chat, link }];
  });
  if (here.length === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t.people.conversations}</h3>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {here.map(({ link, ...chat }) => (
          <li key={`${chat.app} ${chat.chat.key}`}>
            <Link
              {...link}
              className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <ChatLine chat={chat} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChatLine({ chat: { kind: messages, chat } }: { readonly chat: Chat }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { kind, service, messageCount, lastAt, lastText, lastGist, lastSystemMessage } = chat;
  const name = serviceName(service, t);
  const gist = lastGist === null ? null : gistText(lastGist, t);
  const systemMessage = lastSystemMessage === null ? null : systemMessageText(lastSystemMessage, t);
  return (
    <>
      <span className="shrink-0 text-muted">
        <KindIcon kind={kinds.find(messages)} size={16} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="hostile truncate font-medium">{chatTitle(chat, t)}</span>
          {kind === 'group' ? <Users size={13} aria-label={t.people.group} className="shrink-0 text-muted" /> : null}
        </span>
        <span className="hostile block truncate text-sm text-muted">{systemMessage ?? gist ?? lastText ?? name}</span>
      </span>
      <span className="flex shrink-0 flex-col items-end text-sm text-muted tabular-nums">
        <Time at={lastAt} format="day" />
        <span>{countOf({ kind: messages, records: messageCount }, kinds)}</span>
      </span>
    </>
  );
}
