import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { formatTime } from '../../../format/dates.ts';
import { useText } from '../../../i18n/text.tsx';
import { useZone } from '../../../preferences/zone.tsx';
import { useChat } from '../chat-context.ts';

const LINE = 'pt-4 pb-2.5 text-center text-xs font-medium text-muted';

/** The date above the first message of a day, with links to other data of the day. */
export function DayHeading({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const zone = useZone();
  const { show } = useChat();
  if (message.sentAt === null) return <p className={LINE}>{t.chat.feed.noDate}</p>;
  const day = formatTime(message.sentAt, 'date', zone);
  return (
    // In a feed only articles may contain buttons.
    <article aria-label={day}>
      <p className={LINE}>
        <button
          type="button"
          aria-haspopup="dialog"
          title={t.chat.day.title}
          onClick={({ currentTarget }) => show('day', message, currentTarget)}
          className="rounded-full px-2.5 py-1 hover:bg-hover hover:text-ink"
        >
          {day}
        </button>
      </p>
    </article>
  );
}
