import { Phone, PhoneMissed, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import type { PersonView } from '../../../../src/contract/person.ts';
import { formatDuration } from '../../format/duration.ts';
import type { Announcement } from '../../i18n/en/chat.ts';
import { useText } from '../../i18n/text.tsx';
import { useChat } from './chat-context.ts';

/** What happened in the chat, as a sentence in the middle; pressing it shows its details. */
export function SystemLine({ message }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  const { show } = useChat();
  const { call } = message;
  const Icon = call === null ? null : call.isMissed ? PhoneMissed : call.isVideo === true ? Video : Phone;
  return (
    <div className="flex flex-1 justify-center py-1">
      <button
        type="button"
        title={t.chat.message.details}
        onClick={({ currentTarget }) => show('details', message, currentTarget)}
        className="hostile inline-flex max-w-130 items-center gap-1.5 rounded-md px-2 py-0.5 text-center text-sm text-muted hover:bg-hover"
      >
        {Icon === null ? null : <Icon size={14} aria-hidden className={call?.isMissed === true ? 'text-danger' : ''} />}
        <Sentence message={message} />
      </button>
    </div>
  );
}

/** The sentence itself. */
function Sentence({ message: { announcement, call, sender, text } }: { readonly message: MessageView }): ReactNode {
  const t = useText();
  if (call !== null) {
    const { isVideo, isMissed, seconds } = call;
    const length = seconds === null || seconds === 0 ? null : formatDuration(seconds * 1000);
    return t.chat.call(call.text, { isVideo: isVideo === true, isMissed, length });
  }
  if (announcement !== null) return t.chat.announcement(factsOf(announcement, sender));
  return t.chat.message.lostReaction(text ?? '');
}

/** An announcement says more than its common fields: WhatsApp's names everybody and whoever did it. */
function factsOf(announcement: NonNullable<MessageView['announcement']>, sender: PersonView): Announcement {
  const { kind, text, title, person } = announcement;
  const { actor, people, seconds } = announcement as {
    readonly actor?: PersonView | null;
    readonly people?: readonly PersonView[];
    readonly seconds?: number | null;
  };
  return {
    kind,
    text,
    title,
    who: actor === undefined ? sender : actor,
    whom: people ?? (person === null ? [] : [person]),
    seconds: seconds ?? null,
  };
}
