import type { ReactNode } from 'react';
import type { DrawingView } from '../../../../src/contract/chat.ts';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';

/** Longer side in CSS pixels. */
const SIZE = 260;

/** Handwriting in the colour of text, or a Digital Touch, which is on black as on the phone. */
export function DrawnMessage({
  drawing,
  isFromMe,
}: {
  readonly drawing: DrawingView;
  readonly isFromMe: boolean;
}): ReactNode {
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
        {paths.map(({ d, width: pen, colour = 'currentColor' }, index) =>
          pen === undefined ? (
            <path key={index} d={d} fill={colour} />
          ) : (
            <path key={index} d={d} fill="none" stroke={colour} strokeWidth={pen} />
          ),
        )}
      </svg>
    </div>
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
