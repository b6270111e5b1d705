import { Check, CheckCheck, Clock3, type LucideIcon, Mic } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { readTime } from './message-facts.ts';

type Status = NonNullable<MessageView['status']>;

const TICKS: Readonly<Record<Status, LucideIcon>> = {
  unsent: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  played: Mic,
};

/** How far a message of the owner got, and when if it is stored and not the time beside it. */
export function MessageStatus({ message }: { readonly message: MessageView }): ReactNode {
  const words = useText().chat.message.status;
  const { status } = message;
  if (status === null) return null;
  const Tick = TICKS[status];
  const at = timeOf(message, status);
  const delay = at === null ? 0 : at - (message.sentAt ?? 0);
  const isSeen = status === 'read' || status === 'played';
  return (
    <span className="inline-flex items-center gap-1">
      <Tick size={13} aria-hidden className={classes(isSeen && 'text-accent')} />
      {words[status]}
      {Math.abs(delay) < MINUTE_MS ? null : <Time at={at} format={delay < DAY_MS ? 'time' : 'short'} />}
    </span>
  );
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function timeOf({ deliveredAt, readAt, details }: MessageView, status: Status): number | null {
  if (status === 'played') return readTime(details, 'playedAt');
  return status === 'read' ? readAt : status === 'delivered' ? deliveredAt : null;
}
