import { Phone, PhoneMissed, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { useText } from '../../i18n/text.tsx';
import { systemMessageText } from '../../records/system-message-text.ts';
import { useChat } from './chat-context.ts';
import { Reactions } from './reactions.tsx';

/** A system message as a centred sentence; a click shows its details. */
export function SystemLine({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const { show } = useChat();
  const { call } = message;
  const Icon = call === null ? null : call.isMissed ? PhoneMissed : call.isVideo === true ? Video : Phone;
  return (
    <div className="flex flex-1 flex-col items-center py-1">
      <button
        type="button"
        title={t.chat.message.details}
        onClick={({ currentTarget }) => show('details', message, currentTarget)}
        className="hostile inline-flex max-w-130 items-center gap-1.5 rounded-md px-2 py-0.5 text-center text-sm text-muted hover:bg-hover"
      >
        {Icon === null ? null : <Icon size={14} aria-hidden className={call?.isMissed === true ? 'text-danger' : ''} />}
        {systemMessageText(message, t) ?? t.chat.message.lostReaction({ text: message.text ?? '' })}
      </button>
      {message.reactions.length === 0 ? null : (
        <div className="pt-2">
          <Reactions message={message} reactions={message.reactions} />
        </div>
      )}
    </div>
  );
}
