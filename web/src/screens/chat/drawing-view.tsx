import type { ReactNode } from 'react';
import type { DrawingView, MessageView } from '../../../../src/contract/chat.ts';
import { drawnPicture } from '../../../../src/locales/drawn-picture.ts';
import { useIsLocked } from '../../api/backups.ts';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useChat } from './chat-context.ts';

/** Longer side in CSS pixels. */
const SIZE = 260;

/** The drawing of a message, if there is one that is not shown on a picture. */
export function DrawnMessage({ message }: { readonly message: MessageView }): ReactNode {
  const { drawing, isFromMe } = message;
  const { place } = useChat();
  const isLocked = useIsLocked(place.backup);
  if (drawing === null || (!isLocked && drawnPicture(message)?.state === 'present')) return null;
  return <Drawing drawing={drawing} isFromMe={isFromMe} />;
}

/** Handwriting in the colour of text, or a Digital Touch, which is on black as on the phone. */
function Drawing({ drawing, isFromMe }: { readonly drawing: DrawingView; readonly isFromMe: boolean }): ReactNode {
  const t = useText();
  const { kind, width, height, paths } = drawing;
  const name = drawingName(drawing, t);
  // Of a photo with nothing on it only the attachment is seen.
  if (paths.length === 0) return <span className="px-3 text-xs text-muted">{name}</span>;
  const isHandwriting = kind === 'handwriting';
  return (
    <div
      className={classes(
        'max-w-full overflow-hidden rounded-xl',
        isHandwriting ? 'px-3 py-2' : 'border border-line',
        isHandwriting && (isFromMe ? 'bg-bubble-mine text-on-bubble' : 'bg-bubble-theirs text-ink'),
      )}
    >
      <svg
        role="img"
        aria-label={name}
        viewBox={`0 0 ${width} ${height}`}
        className="block h-auto max-w-full"
        style={{ width: `${(SIZE * width) / Math.max(width, height)}px` }}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <title>{name}</title>
        {isHandwriting ? null : <rect width={width} height={height} fill="#000" />}
        <Paths paths={paths} />
      </svg>
    </div>
  );
}

/** What is drawn on a picture, to be placed over it. */
export function DrawnOver({ drawing }: { readonly drawing: DrawingView }): ReactNode {
  const name = drawingName(drawing, useText());
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      className="pointer-events-none absolute inset-0 size-full"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <Paths paths={drawing.paths} />
    </svg>
  );
}

function Paths({ paths }: Pick<DrawingView, 'paths'>): ReactNode {
  return paths.map(({ d, width: pen, colour = 'currentColor' }, index) =>
    pen === undefined ? (
      <path key={index} d={d} fill={colour} />
    ) : (
      <path key={index} d={d} fill="none" stroke={colour} strokeWidth={pen} />
    ),
  );
}

/** `Handwritten message`, `Digital Touch: heartbeat, 84 bpm`. */
function drawingName({ kind, count = 1, bpm, paths }: DrawingView, { chat: { drawing: words } }: Texts): string {
  if (kind === 'handwriting') return words.handwriting;
  const what =
    kind === 'tap' || kind === 'kiss'
      ? words[kind]({ count })
      : (kind === 'photo' || kind === 'video') && paths.length > 0
        ? words.drawnOn[kind]
        : words[kind];
  return words.touch({ what: bpm === undefined ? what : words.beats({ what, bpm }) });
}
