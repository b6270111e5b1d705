import { Link } from '@tanstack/react-router';
import { MessageCircle, MessageSquare, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { Time } from '../../components/time.tsx';
import { chatTitle, serviceName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { happeningText } from '../../records/happening.ts';

type Chat = PersonDetailView['conversations'][number]['value'] | PersonDetailView['whatsappChats'][number]['value'];

const ROW = 'flex items-center gap-3 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2';

/** The conversations and WhatsApp chats with a person, groups among them; each opens where it is. */
export function PersonChats({
  backup,
  person: { conversations, whatsappChats },
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const messages = conversations.filter((each) => each.backup === backup);
  const whatsapp = whatsappChats.filter((each) => each.backup === backup);
  if (messages.length + whatsapp.length === 0) return null;
  const params = { backupId: backup };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{t.people.conversations}</h3>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {messages.map(({ value }) => (
          <li key={value.key}>
            <Link to="/b/$backupId/messages" params={params} search={{ c: value.key }} className={ROW}>
              <ChatLine chat={value} icon={<MessageSquare size={16} aria-hidden />} />
            </Link>
          </li>
        ))}
        {whatsapp.map(({ value }) => (
          <li key={`w${value.key}`}>
            <Link to="/b/$backupId/whatsapp" params={params} search={{ c: value.key }} className={ROW}>
              <ChatLine chat={value} icon={<MessageCircle size={16} aria-hidden />} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ChatLine({ chat, icon }: { readonly chat: Chat; readonly icon: ReactNode }): ReactNode {
  const t = useText();
  const { kind, service, messageCount, lastAt, lastText, lastHappening } = chat;
  const name = serviceName(service, t);
  const happened = lastHappening === null ? null : happeningText(lastHappening, t);
  return (
    <>
      <span className="shrink-0 text-muted">{icon}</span>
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="hostile truncate font-medium">{chatTitle(chat, t)}</span>
          {kind === 'group' ? <Users size={13} aria-label={t.people.group} className="shrink-0 text-muted" /> : null}
        </span>
        <span className="hostile block truncate text-sm text-muted">{happened ?? lastText ?? name}</span>
      </span>
      <span className="flex shrink-0 flex-col items-end text-sm text-muted tabular-nums">
        <Time at={lastAt} format="day" />
        <span>{t.people.messages(messageCount)}</span>
      </span>
    </>
  );
}
