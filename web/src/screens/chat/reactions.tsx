import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { formatCount } from '../../format/numbers.ts';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { StickerPicture, stickerText } from './attachments/sticker-picture.tsx';
import { useChat } from './chat-context.ts';

const SIGNS: Readonly<Record<string, string>> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
  'sticker-tapback': '🏷️',
  sticker: '🏷️',
  vote: '☑️',
};

/** Maximum number of kinds shown; others are in the details. */
const MAX_SIGNS = 6;

/** Emoji or symbol of a reaction. */
export function signOf({ kind, emoji }: MessageView['reactions'][number]): string {
  return emoji ?? SIGNS[kind] ?? '·';
}

/** Reactions of a bubble; a click shows people and times. */
export function Reactions({
  message,
  reactions,
}: {
  readonly message: MessageView;
  readonly reactions: MessageView['reactions'];
}): ReactNode {
  const t = useText();
  const { show } = useChat();
  if (reactions.length === 0) return null;
  const pictured = reactions.filter(({ picture }) => picture?.state === 'present');
  const bySign = [
    ...Map.groupBy(
      reactions.filter((one) => !pictured.includes(one)),
      signOf,
    ),
  ].map(([sign, of]) => ({
    sign,
    count: of.reduce((total, { count }) => total + count, 0),
  }));
  const spoken = reactions.map((reaction) => reactionText(reaction, t)).join(', ');
  return (
    <button
      type="button"
      aria-label={t.chat.reactions.label({ list: spoken })}
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => show('reactions', message, currentTarget)}
      className={classes(
        'hostile relative z-1 -mt-2 inline-flex min-h-6 items-center gap-1.5 rounded-full border border-line bg-raised px-2 text-sm shadow-card hover:bg-sunken',
        message.isFromMe ? 'mr-2' : 'ml-2',
      )}
    >
      {pictured.slice(0, MAX_SIGNS).map((reaction, index) => (
        <StickerPicture
          key={index}
          reaction={reaction}
          title={reactionText(reaction, t)}
          className={reaction.kind === 'sticker' ? 'size-12' : 'size-6'}
        />
      ))}
      {bySign.slice(0, MAX_SIGNS).map(({ sign, count }) => (
        <span key={sign} className="inline-flex items-center gap-0.5">
          {sign}
          {count > 1 ? <span className="text-xs text-muted tabular-nums">{formatCount(count)}</span> : null}
        </span>
      ))}
    </button>
  );
}

/** `Loved by Anna`, `👍 3` in channels. */
export function reactionText(reaction: MessageView['reactions'][number], t: Texts): string {
  const { kind, emoji, sender, count, picture } = reaction;
  const words = t.chat;
  const name = emoji ?? byCode(words.reactions.kinds, kind) ?? kind;
  const facts = picture === null ? '' : stickerText(picture, t);
  const what = facts === '' ? name : words.sticker.named({ name, facts });
  if (sender === null) return `${what} ${formatCount(count)}`;
  return words.reactions.by({ what, who: sender.isOwner ? words.message.you : sender.name });
}
