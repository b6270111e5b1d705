import { ChartBar } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { formatTime } from '../../../format/dates.ts';
import { formatList } from '../../../format/lists.ts';
import { personName } from '../../../i18n/names.ts';
import { useText } from '../../../i18n/text.tsx';
import { useZone } from '../../../preferences/zone.tsx';
import { ChatCard } from '../chat-card.tsx';

/** A poll: question, options, and who voted for them. */
export function PollCard({
  poll: { question, options },
}: {
  readonly poll: NonNullable<MessageView['poll']>;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const most = Math.max(1, ...options.map(({ voters }) => voters.length));
  return (
    <ChatCard icon={<ChartBar size={18} />}>
      <span className="hostile block font-medium">{question ?? t.chat.message.poll}</span>
      <ul className="mt-1 flex flex-col gap-1.5 text-sm">
        {options.map(({ text, voters }, index) => (
          <li key={index} className="hostile">
            <span className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1">{text}</span>
              <span className="text-xs text-muted tabular-nums">{t.chat.poll.votes({ count: voters.length })}</span>
            </span>
            <span aria-hidden className="mt-0.5 block h-1 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full bg-accent" style={{ width: `${(100 * voters.length) / most}%` }} />
            </span>
            {voters.length === 0 ? null : (
              <span className="block text-xs text-muted">
                {formatList(
                  voters.map(({ person, at }) => {
                    const name = personName(person, t);
                    return at === null ? name : t.chat.poll.voted({ name, time: formatTime(at, 'short', zone) });
                  }),
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </ChatCard>
  );
}
