import { Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { drawnPicture, sizeInText } from '../../../../../src/locales/drawn-picture.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { animatedUrl, thumbnailUrl } from '../../../api/photo-files.ts';
import { classes } from '../../../components/classes.ts';
import { PayloadImage } from '../../../components/payload-image.tsx';
import { formatClock } from '../../../format/duration.ts';
import { useText } from '../../../i18n/text.tsx';
import { useChat } from '../chat-context.ts';
import { DrawnOver } from '../drawing-view.tsx';
import type { AttachmentProps } from './attachment-props.ts';

/** Maximum width and height in CSS pixels. */
const MAX_WIDTH = 300;
const MAX_HEIGHT = 320;
const STICKER = 120;
/** Aspect ratio of a picture of unknown size: the most common one of phones. */
const UNKNOWN_SHAPE = { width: 4, height: 3 };

/**
 * A picture, or a frame of a video, with a fixed size so that nothing moves when it loads. A click shows it in full
 * size.
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
  const { fileID, name, description, isSticker, thumbnail, seconds } = attachment;
  const words = t.chat.attachment;
  const alt = description ?? name ?? (isSticker ? words.sticker : isVideo ? words.video : words.image);
  const drawing = drawnPicture(message) === attachment ? message.drawing : null;
  // The phone crops a picture to the shape of what is drawn on it.
  const size = fit(
    isSticker ? null : (drawing ?? shapeOf(attachment) ?? sizeInText(message.details, attachment.part)),
    isSticker,
  );
  const small =
    thumbnail?.state === 'present' && thumbnail.fileID !== null && isVideo
      ? thumbnailUrl(backup, thumbnail.fileID, 384)
      : fileID === null
        ? undefined
        : thumbnailUrl(backup, fileID, isSticker ? 192 : 768);
  const frame = classes('relative max-w-full overflow-hidden', isSticker ? '' : 'rounded-xl border border-line');
  return (
    <div className={frame} style={size}>
      {isVideo && !locked ? (
        <Poster src={small} />
      ) : (
        <PayloadImage
          backup={backup}
          fileID={fileID}
          alt={alt}
          {...(small === undefined ? {} : { src: small })}
          {...(isSticker && fileID !== null ? { animated: animatedUrl(backup, fileID, 192) } : {})}
          className={classes('size-full', isSticker && 'bg-transparent object-contain')}
        />
      )}
      {drawing === null || locked ? null : <DrawnOver drawing={drawing} />}
      {isVideo && seconds !== null && seconds > 0 ? (
        <span className="absolute right-2 bottom-2 rounded-sm bg-raised px-1.5 text-xs text-ink tabular-nums">
          {formatClock(seconds)}
        </span>
      ) : null}
      {/* A locked picture is a button itself. */}
      {locked ? null : (
        <button
          type="button"
          aria-label={words.open({ name: alt })}
          title={alt}
          onClick={() => enlarge(attachment)}
          className="absolute inset-0 rounded-xl focus-visible:-outline-offset-2"
        />
      )}
    </div>
  );
}

/** A frame of a video, if there is one, with a play icon. */
export function Poster({ src }: { readonly src: string | undefined }): ReactNode {
  const [isBroken, setIsBroken] = useState(false);
  return (
    <div aria-hidden className="relative size-full bg-sunken">
      {src === undefined || isBroken ? null : (
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setIsBroken(true)}
          className="size-full object-cover"
        />
      )}
      <span className="absolute top-1/2 left-1/2 inline-flex size-11 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full bg-raised text-ink shadow-float">
        <Play size={20} className="ml-0.5 fill-current" />
      </span>
    </div>
  );
}

function shapeOf({ width, height }: AttachmentProps['attachment']): { width: number; height: number } | null {
  return width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
}

/** The largest size with this aspect ratio that fits; extreme ratios are cropped. */
function fit(
  shape: { readonly width: number; readonly height: number } | null,
  isSticker: boolean,
): { readonly width: string; readonly height: string } {
  if (isSticker) return { width: `${STICKER}px`, height: `${STICKER}px` };
  const { width, height } = shape ?? UNKNOWN_SHAPE;
  const scale = Math.min(MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: `${Math.max(110, width * scale)}px`, height: `${Math.max(80, height * scale)}px` };
}
