import { Check, CirclePlay, CloudOff, Heart, ImageOff, LoaderPinwheel, LockKeyhole, Star, Video } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import type { PhotoSummaryView } from '../../../../src/contract/photos.ts';
import { useMark } from '../../api/marks.ts';
import { smallPicture } from '../../api/photo-files.ts';
import { classes } from '../../components/classes.ts';
import { whyFailed } from '../../components/payload-image.tsx';
import { formatTime } from '../../format/dates.ts';
import { formatClock } from '../../format/duration.ts';
import { type PhotoDayRule, photoZone } from '../../format/photo-zone.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';

/** Maximum number of retries for a picture that the server says can be read. */
const MAX_TRIES = 2;

/** Props of {@link Tile}. */
export interface TileProps {
  readonly backup: string;
  readonly photo: PhotoSummaryView;
  readonly index: number;
  readonly href: string;
  readonly rule: PhotoDayRule;
  readonly locked: boolean;
  /** True for the photo in the tab order. */
  readonly isCursor: boolean;
  readonly onOpen: (photo: PhotoSummaryView) => void;
  /** True if it is chosen; null while photos are opened instead. */
  readonly isChosen: boolean | null;
  /** Called to choose it; `extend`: with all from the last one. */
  readonly onChoose: (index: number, extend: boolean) => void;
  readonly left: number;
  readonly width: number;
}

/** A photo of the grid: a link with thumbnail and badges. */
export const Tile = memo(function Tile({
  backup,
  photo,
  index,
  href,
  rule,
  locked,
  isCursor,
  onOpen,
  isChosen,
  onChoose,
  left,
  width,
}: TileProps): ReactNode {
  const t = useText();
  return (
    <a
      href={href}
      data-index={index}
      tabIndex={isCursor ? 0 : -1}
      {...(isChosen === null ? {} : { role: 'checkbox', 'aria-checked': isChosen })}
      onKeyDown={(event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        onChoose(index, event.shiftKey);
      }}
      onClick={(event) => {
        if (isChosen !== null) {
          event.preventDefault();
          onChoose(index, event.shiftKey);
          return;
        }
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onOpen(photo);
      }}
      className="group absolute inset-y-0 block overflow-hidden bg-sunken focus-visible:z-10 focus-visible:outline-3"
      style={{ left, width }}
    >
      <span className="sr-only">{nameOf(photo, rule, t)}</span>
      <TilePicture backup={backup} photo={photo} locked={locked} />
      {isChosen === null ? null : (
        <span
          aria-hidden
          className={classes(
            'absolute inset-0 flex items-start justify-end p-1.5',
            isChosen && 'bg-accent/25 outline-3 -outline-offset-3 outline-accent',
          )}
        >
          <span
            className={classes(
              'flex size-5 items-center justify-center rounded-full border-2',
              isChosen ? 'border-accent bg-accent text-on-accent' : 'border-ink bg-canvas/80',
            )}
          >
            {isChosen ? <Check size={13} strokeWidth={3} /> : null}
          </span>
        </span>
      )}
    </a>
  );
});

/** Thumbnail of a photo with badges, or the reason why there is none. */
export function TilePicture(props: Pick<TileProps, 'backup' | 'photo' | 'locked'>): ReactNode {
  return (
    <>
      <Picture {...props} />
      <Marks backup={props.backup} photo={props.photo} />
    </>
  );
}

/** Accessible name of a photo: kind, time, name and properties. */
export function nameOf(photo: PhotoSummaryView, rule: PhotoDayRule, { photos: t }: Texts): string {
  const { createdAt, filename, isFavourite, isHidden, isTrashed } = photo;
  return [
    photo.subtype === 'live-photo' ? t.kinds.live : photo.kind === 'video' ? t.kinds.video : t.kinds.photo,
    createdAt === null ? t.noDate : formatTime(createdAt, 'short', photoZone(photo, rule)),
    filename,
    photo.kind === 'video' && photo.duration !== null ? formatClock(photo.duration) : null,
    isFavourite ? t.favourite : null,
    isHidden ? t.hidden : null,
    isTrashed ? t.deleted : null,
    photo.shown === null ? t.notHere : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function Picture({ backup, photo, locked }: Pick<TileProps, 'backup' | 'photo' | 'locked'>): ReactNode {
  const [tries, setTries] = useState(0);
  const [broken, setBroken] = useState(false);
  const address = smallPicture(backup, photo);
  // The lock may have been the cause.
  if (locked && broken) setBroken(false);
  if (locked && address !== null) return <Placeholder icon={<LockKeyhole size={16} />} />;
  if (address === null || broken) {
    const name = photo.filename ?? '';
    return (
      <Placeholder icon={photo.kind === 'video' ? <Video size={18} /> : <ImageOff size={18} />}>
        <span className="hostile line-clamp-2 px-1.5 text-center text-xs leading-tight">{name}</span>
      </Placeholder>
    );
  }
  const onError = async (): Promise<void> => {
    if ((await whyFailed(address)) || tries + 1 >= MAX_TRIES) setBroken(true);
    else setTries(tries + 1);
  };
  return (
    <img
      key={tries}
      src={address}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => void onError()}
      className="size-full object-cover transition-[filter] group-hover:brightness-110"
    />
  );
}

function Placeholder({ icon, children }: { readonly icon: ReactNode; readonly children?: ReactNode }): ReactNode {
  return (
    <span aria-hidden className="flex size-full flex-col items-center justify-center gap-1.5 text-muted">
      {icon}
      {children}
    </span>
  );
}

const MARK = 'absolute flex items-center gap-1 rounded-sm bg-canvas/70 text-xs font-medium text-ink tabular-nums';

function Marks({ backup, photo }: Pick<TileProps, 'backup' | 'photo'>): ReactNode {
  const isStarred = useMark(backup, 'photo', photo.key)?.starred === true;
  const isVideo = photo.kind === 'video';
  return (
    <span aria-hidden className="pointer-events-none absolute inset-0 scheme-dark">
      {photo.subtype === 'live-photo' ? (
        <span className={classes(MARK, 'top-1.5 left-1.5 p-0.75')}>
          <LoaderPinwheel size={12} />
        </span>
      ) : null}
      {photo.availability === 'thumbnail-only' ? (
        <span className={classes(MARK, 'top-1.5 right-1.5 p-0.75')}>
          <CloudOff size={12} />
        </span>
      ) : null}
      {isVideo ? (
        <span className={classes(MARK, 'right-1.5 bottom-1.5 px-1 py-0.5')}>
          <CirclePlay size={12} />
          {photo.duration === null ? null : formatClock(photo.duration)}
        </span>
      ) : null}
      {photo.isFavourite || isStarred ? (
        <span className={classes(MARK, 'bottom-1.5 left-1.5 p-0.75')}>
          {photo.isFavourite ? <Heart size={12} className="fill-current" /> : null}
          {isStarred ? <Star size={12} className="fill-current text-warning" /> : null}
        </span>
      ) : null}
    </span>
  );
}
