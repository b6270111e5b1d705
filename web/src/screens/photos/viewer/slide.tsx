import { CloudOff, LoaderPinwheel, LockKeyhole } from 'lucide-react';
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import type { PhotoSummaryView } from '../../../../../src/contract/photos.ts';
import { smallPicture } from '../../../api/photo-files.ts';
import { askToUnlock } from '../../../api/unlock-gate.ts';
import { Button } from '../../../components/button.tsx';
import { classes } from '../../../components/classes.ts';
import { formatDecimal } from '../../../format/numbers.ts';
import { useText } from '../../../i18n/text.tsx';
import { Movie } from './movie.tsx';
import { Still } from './still.tsx';
import { useSlideKeys } from './use-slide-keys.ts';
import { useZoom } from './use-zoom.ts';

/** Press duration on a Live Photo before it plays. */
const HOLD_MS = 350;

/** Props of {@link Slide}. */
export interface SlideProps {
  readonly backup: string;
  readonly photo: PhotoSummaryView;
  readonly name: string;
  /** True for the slide in view; the others preload their picture. */
  readonly active: boolean;
  readonly locked: boolean;
  /** Shown over the picture in view. */
  readonly marks: ReactNode;
  /** Moves to the next (1) or the previous (-1) photo. */
  readonly onStep: (direction: 1 | -1) => void;
}

/**
 * A photo in the viewer: a zoomable picture, a video, a Live Photo that plays while pressed, or the reason why there is
 * none.
 */
export function Slide({ backup, photo, name, active, locked, marks, onStep }: SlideProps): ReactNode {
  const t = useText();
  const words = t.photos.viewer;
  const frame = useRef<HTMLDivElement>(null);
  const zoom = useZoom(frame, onStep);
  const [moving, setMoving] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { liveVideo } = photo.files;
  const live = liveVideo?.state === 'present' ? liveVideo.fileID : null;

  const play = live === null ? null : () => setMoving(true);
  useSlideKeys(active, zoom, onStep, play);
  const { shown } = photo;
  const isFilm = photo.kind === 'video' && shown !== null && shown.from !== 'thumbnail';
  const { scale, x, y } = zoom.place;
  const hold = {
    onPointerDown: (event: PointerEvent) => {
      zoom.handlers.onPointerDown(event);
      if (live !== null) timer.current = setTimeout(() => setMoving(true), HOLD_MS);
    },
    onPointerMove: (event: PointerEvent) => {
      zoom.handlers.onPointerMove(event);
      if (Math.abs(event.movementX) + Math.abs(event.movementY) > 3) clearTimeout(timer.current);
    },
    onPointerUp: (event: PointerEvent) => {
      clearTimeout(timer.current);
      setMoving(false);
      zoom.handlers.onPointerUp(event);
    },
    onPointerCancel: (event: PointerEvent) => {
      clearTimeout(timer.current);
      setMoving(false);
      zoom.handlers.onPointerCancel(event);
    },
  };
  if (locked || shown === null) {
    if (!active) return null;
    return (
      <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 px-6 text-center">
        {shown === null ? (
          <CloudOff size={32} aria-hidden className="text-muted" />
        ) : (
          <LockKeyhole size={32} aria-hidden className="text-muted" />
        )}
        <p className="max-w-90">{shown === null ? words.notHere : t.common.payload.lockedLong}</p>
        {shown === null ? null : (
          <Button kind="primary" onClick={() => void askToUnlock(backup)}>
            {t.common.unlock}
          </Button>
        )}
      </div>
    );
  }
  if (isFilm) {
    return active ? (
      <Movie backup={backup} fileID={shown.fileID} poster={smallPicture(backup, photo)} label={name} />
    ) : null;
  }
  return (
    <div aria-hidden={!active} className={classes('absolute inset-0', !active && 'invisible')}>
      <div
        ref={frame}
        {...zoom.handlers}
        {...hold}
        className={classes('absolute inset-0 touch-none overflow-hidden', scale > 1 ? 'cursor-grab' : 'cursor-zoom-in')}
      >
        <div className="absolute inset-0" style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }}>
          <Still backup={backup} photo={photo} scale={scale} alt={name} />
          {active ? marks : null}
          {moving && active && live !== null ? (
            <Movie
              backup={backup}
              fileID={live}
              poster={null}
              label={words.live}
              isLive
              onEnded={() => setMoving(false)}
            />
          ) : null}
        </div>
      </div>
      {live === null || !active ? null : (
        <button
          type="button"
          aria-pressed={moving}
          onPointerEnter={(event) => event.pointerType === 'mouse' && setMoving(true)}
          onPointerLeave={(event) => event.pointerType === 'mouse' && setMoving(false)}
          onClick={() => setMoving(true)}
          className="absolute top-3 left-3 inline-flex h-7 items-center gap-1.5 rounded-full bg-canvas/75 px-2.5 text-xs font-semibold"
        >
          <LoaderPinwheel size={14} aria-hidden />
          {words.live}
        </button>
      )}
      {scale === 1 ? null : (
        <span className="pointer-events-none absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full bg-canvas/75 px-2.5 py-1 text-xs tabular-nums">
          {t.photos.viewer.zoom({ scale: formatDecimal(scale, 1) })}
        </span>
      )}
    </div>
  );
}
