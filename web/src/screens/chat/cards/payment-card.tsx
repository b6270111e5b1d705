import { Banknote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { Time } from '../../../components/time.tsx';
import { formatMoney } from '../../../format/numbers.ts';
import { useText } from '../../../i18n/text.tsx';
import { ChatCard } from '../chat-card.tsx';

/** A payment: amount, people, time and state. */
export function PaymentCard({
  payment: { amount, currency, at, sender, receiver, statusCode, errorCode },
}: {
  readonly payment: NonNullable<MessageView['payment']>;
}): ReactNode {
  const words = useText().chat.payment;
  const who = ({ isOwner, name }: NonNullable<typeof sender>) => ({ who: isOwner ? 'you' : 'other', name }) as const;
  const lines = [
    sender === null ? null : words.from(who(sender)),
    receiver === null ? null : words.to(who(receiver)),
    statusCode === null ? null : words.state({ code: statusCode }),
    errorCode === null ? null : words.error({ code: errorCode }),
  ].filter((line) => line !== null);
  return (
    <ChatCard icon={<Banknote size={18} />}>
      <span className="block text-sm text-muted">{words.title}</span>
      {amount === null ? null : (
        <span className="hostile block font-medium tabular-nums">{formatMoney(amount, currency)}</span>
      )}
      {lines.map((line) => (
        <span key={line} className="hostile block text-sm text-muted">
          {line}
        </span>
      ))}
      {at === null ? null : (
        <span className="block text-xs text-muted">
          <Time at={at} format="short" />
        </span>
      )}
    </ChatCard>
  );
}
