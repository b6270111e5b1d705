import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { isEmojiOnly } from '../../../../src/locales/emoji-only.ts';
import { classes } from '../../components/classes.ts';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { AttachmentView } from './attachments/attachment-view.tsx';
import { BubbleText } from './bubble-text.tsx';
import type { Bubble } from './bubbles.ts';
import { Reactions } from './reactions.tsx';

/** A bubble with attachments, text and reactions. */
export function BubbleView({
  message,
  bubble: { pieces, attachments, reactions, edit },
  hasTail,
}: {
  readonly message: MessageView;
  readonly bubble: Bubble;
  /** True for the last bubble of a run, which has a tail. */
  readonly hasTail: boolean;
}): ReactNode {
  const t = useText();
  const { isFromMe, service } = message;
  if (edit?.unsent === true) {
    const words = t.chat.message;
    return (
      <span className="hostile px-3 text-sm text-muted italic">
        {isFromMe ? words.youUnsent : words.unsentBy({ who: personName(message.sender, t) })}
      </span>
    );
  }
  const [only] = pieces;
  // Shown large and without a bubble.
  const isEmoji = pieces.length === 1 && only !== undefined && isEmojiOnly(only.text.trim());
  return (
    <div className={classes('flex max-w-full flex-col gap-0.5', isFromMe ? 'items-end' : 'items-start')}>
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.key} attachment={attachment} message={message} />
      ))}
      {pieces.length === 0 ? null : isEmoji ? (
        <span className="hostile px-1 text-4xl leading-12">
          <BubbleText pieces={pieces} mentions={message.mentions} />
        </span>
      ) : (
        <div
          className={classes(
            'hostile max-w-full rounded-xl px-3 py-1.5 whitespace-pre-wrap print:border print:border-edge',
            isFromMe ? `${ownColour(service)} text-on-bubble` : 'bg-bubble-theirs text-ink',
            hasTail && (isFromMe ? 'rounded-br-sm' : 'rounded-bl-sm'),
          )}
        >
          <BubbleText pieces={pieces} mentions={message.mentions} />
        </div>
      )}
      <Reactions message={message} reactions={reactions} />
    </div>
  );
}

/** Blue for Apple's services, otherwise green, as on the phone. */
function ownColour(service: string | null): string {
  return service === null || service.startsWith('iMessage') ? 'bg-bubble-mine' : 'bg-bubble-sms';
}
