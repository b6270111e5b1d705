import type { ReactNode } from 'react';
import type { MessageView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import { InlinePicture } from './attachments/inline-picture.tsx';
import './text-effects.css';
import type { TextPiece } from './text-pieces.ts';

const STYLES: Readonly<Record<string, string>> = {
  bold: 'font-bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'line-through',
  monospace: 'font-mono text-[0.925em]',
};

/** Style of an animation. */
const EFFECT = /^effect-\d{1,3}$/;

/** The text of a bubble, always shown as text. URLs are links and are not loaded automatically. */
export function BubbleText({
  pieces,
  mentions,
}: {
  readonly pieces: readonly TextPiece[];
  readonly mentions: MessageView['mentions'];
}): ReactNode {
  const t = useText();
  return pieces.map((piece) => {
    const { start, text, styles, href, recognised, isMention, isFound } = piece;
    // The text has the markup; what is selected in the page is without it, as in the app.
    if (styles.includes('marker')) return null;
    if (piece.file !== undefined) return <InlinePicture key={start} attachment={piece.file} />;
    const person = isMention ? mentions.find((mention) => mention.start === start)?.person : undefined;
    const name = person?.isOwner === true ? t.chat.message.you : person?.name;
    // WhatsApp stores a number where the phone shows a name.
    const shown = text.startsWith('@') && name !== undefined ? `@${name}` : text;
    const look = classes(
      ...styles.map((style) => STYLES[style] ?? (EFFECT.test(style) ? style : undefined)),
      isMention && 'font-semibold',
      'whitespace-pre-wrap',
    );
    const content = isFound ? <mark>{shown}</mark> : shown;
    const kind = recognised === null ? undefined : t.chat.recognised[recognised];
    if (href === null) {
      return (
        <span
          key={start}
          className={classes(look, kind !== undefined && 'underline decoration-dotted underline-offset-2')}
          title={person?.handleText ?? kind}
        >
          {content}
        </span>
      );
    }
    return (
      <a
        key={start}
        href={href}
        title={kind ?? href}
        target="_blank"
        rel="noreferrer noopener"
        className={classes(look, 'underline underline-offset-2')}
      >
        {content}
      </a>
    );
  });
}
