import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIsLocked } from '../../api/backups.ts';
import { classes } from '../../components/classes.ts';
import { PayloadImage } from '../../components/payload-image.tsx';
import { formatDuration } from '../../format/duration.ts';
import { useText } from '../../i18n/text.tsx';
import type { AttachmentProps } from './attachment-view.tsx';
import { thumbnailUrl } from './chat-avatar.tsx';
import { useChat } from './chat-context.ts';
import { readSize } from './message-facts.ts';

/** Longest edges in CSS pixels. */
const MAX_WIDTH = 300;
const MAX_HEIGHT = 320;
const STICKER = 120;
/** Shape of a picture that does not tell its own: the most common one of a phone. */
const UNKNOWN_SHAPE = { width: 4, height: 3 };

/**
 * A picture, or a frame of a movie, in the size it will have before it is there: nothing moves when it comes. Pressing it
 * shows it in full.
 */
export function PictureAttachment({
  attachment,
  message,
  isVideo,
}: AttachmentProps & { readonly isVideo: boolean }): ReactNode {
  const t = useText();
  const { place, enlarge } = useChat();
  const { backup } = place;
  const locked = useIsLocked(backup);
  const { fileID, name, isSticker, thumbnail, seconds } = attachment;
  const words = t.chat.attachment;
  const alt = name ?? (isSticker ? words.sticker : isVideo ? words.video : words.image);
  const size = fit(isSticker ? null : (shapeOf(attachment) ?? readSize(message.details, attachment.part)), isSticker);
  const small =
    thumbnail?.state === 'present' && thumbnail.fileID !== null && isVideo
      ? thumbnailUrl(backup, thumbnail.fileID, 384)
      : fileID === null
        ? undefined
        : thumbnailUrl(backup, fileID, isSticker ? 192 : 768);
  const picture = (
    <PayloadImage
      backup={backup}
      fileID={fileID}
      alt={alt}
      {...(small === undefined ? {} : { src: small })}
      className={classes('size-full', isSticker && 'bg-transparent object-contain')}
    />
  );
  const frame = classes('block overflow-hidden', isSticker ? '' : 'rounded-xl border border-line');
  // A locked picture is a button of its own.
  if (locked) {
    return (
      <div className={classes(frame, '[&>button]:size-full')} style={size}>
        {picture}
      </div>
    );
  }
  return (
    <button
      type="button"
      aria-label={words.open(alt)}
      onClick={() => enlarge(attachment)}
      className={classes(frame, 'relative max-w-full')}
      style={size}
    >
      {isVideo ? <PosterOf>{picture}</PosterOf> : picture}
      {isVideo && seconds !== null && seconds > 0 ? (
        <span className="absolute right-2 bottom-2 rounded-sm bg-raised px-1.5 text-xs text-ink tabular-nums">
          {formatDuration(seconds * 1000)}
        </span>
      ) : null}
    </button>
  );
}

function PosterOf({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      {children}
      <span
        aria-hidden
        className="absolute top-1/2 left-1/2 inline-flex size-11 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full bg-raised text-ink shadow-float"
      >
        <Play size={20} className="ml-0.5 fill-current" />
      </span>
    </>
  );
}

function shapeOf({ width, height }: AttachmentProps['attachment']): { width: number; height: number } | null {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

/** The largest size of that shape that fits; extreme shapes are cut. */
function fit(
  shape: { readonly width: number; readonly height: number } | null,
  isSticker: boolean,
): { readonly width: string; readonly height: string } {
  if (isSticker) return { width: `${STICKER}px`, height: `${STICKER}px` };
  const { width, height } = shape ?? UNKNOWN_SHAPE;
  const scale = Math.min(MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: `${Math.max(110, width * scale)}px`, height: `${Math.max(80, height * scale)}px` };
}
