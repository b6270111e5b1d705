import { ChartBar } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { useText } from '../../i18n/text.tsx';
import { ChatCard } from './chat-card.tsx';

/** A poll: question, options and votes. */
export function PollCard({
  poll: { question, texts },
}: {
  readonly poll: NonNullable<MessageView['poll']>;
}): ReactNode {
  const t = useText();
  return (
    <ChatCard icon={<ChartBar size={18} />}>
      <span className="hostile block font-medium">{question ?? t.chat.message.poll}</span>
      <ul className="list-disc pl-4 text-sm text-muted">
        {texts.map((text, index) => (
          <li key={index} className="hostile">
            {text}
          </li>
        ))}
      </ul>
    </ChatCard>
  );
}
