import { ContactRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../../src/contract/chat.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Handle } from '../../../components/handle.tsx';
import { useText } from '../../../i18n/text.tsx';
import { ChatCard } from '../chat-card.tsx';

/** Sent contacts. */
export function ContactCards({ cards }: { readonly cards: MessageView['contactCards'] }): ReactNode {
  const words = useText().chat.contact;
  return cards.map(({ name, phones, phoneTexts, emails, vcard }, index) => (
    <ChatCard
      key={index}
      icon={<ContactRound size={18} />}
      actions={vcard === null ? undefined : <CopyButton text={vcard} label={words.copy} />}
    >
      <span className="hostile block font-medium">{name ?? words.title}</span>
      {[...phones, ...emails].map((address, place) => (
        <span key={address} className="block text-sm text-muted">
          <Handle handle={address} text={phoneTexts[place] ?? null} />
        </span>
      ))}
    </ChatCard>
  ));
}
