import { ImageOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PhotoSummaryView } from '../../../../../src/contract/photos.ts';
import { fullPictures, smallPicture, thumbnailUrl } from '../../../api/photo-files.ts';
import { classes } from '../../../components/classes.ts';
import { whyFailed } from '../../../components/payload-image.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Size of the largest picture made by the server, sufficient until the user zooms in. */
const MADE_PX = 1536;

const NONE: ReadonlySet<string> = new Set();

/** A picture: the thumbnail first, replaced by the larger one when loaded. */
export function Still({
  backup,
  photo,
  scale,
  alt,
}: {
  readonly backup: string;
  readonly photo: PhotoSummaryView;
  readonly scale: number;
  readonly alt: string;
}): ReactNode {
  const t = useText();
  const small = smallPicture(backup, photo);
  const full = fullPictures(backup, photo);
  const [failed, setFailed] = useState(0);
  // Browsers show their own icon for a picture that cannot be shown: it is hidden until another one is there.
  const [broken, setBroken] = useState<ReadonlySet<string>>(NONE);
  const [isMissing, setIsMissing] = useState(false);
  const [loaded, setLoaded] = useState<string | null>(null);
  const pixels = Math.max(window.innerWidth, window.innerHeight) * window.devicePixelRatio * scale;
  // An animated GIF needs the original.
  const isFull = pixels > MADE_PX || failed > 0 || /\.gif$/i.test(photo.filename ?? '');
  // After zooming in, the full size is kept: zooming out must not load again.
  const [wasFull, setWasFull] = useState(isFull);
  if (isFull && !wasFull) setWasFull(true);
  const made = photo.shown === null ? null : thumbnailUrl(backup, photo.shown.fileID, MADE_PX);
  const address = wasFull ? (full[Math.max(0, failed - 1)] ?? null) : made;
  const isBroken = (source: string): boolean => broken.has(source);
  const onError = async (source: string): Promise<void> => {
    setBroken((before) => new Set([...before, source]));
    setIsMissing(await whyFailed(source));
    setFailed((count) => count + 1);
  };
  if (address === null) {
    return (
      <p role="status" className="absolute inset-0 flex flex-col items-center justify-center gap-2 px-6 text-center">
        <ImageOff size={28} aria-hidden className="text-muted" />
        {isMissing ? t.common.payload.missing : t.common.payload.failed}
      </p>
    );
  }
  const place = 'absolute inset-0 size-full object-contain select-none';
  return (
    <>
      {small === null || loaded !== null || isBroken(small) ? null : (
        <img
          src={small}
          alt=""
          aria-hidden
          draggable={false}
          onError={() => setBroken((before) => new Set([...before, small]))}
          className={classes(place, 'blur-xs')}
        />
      )}
      <img
        // The current picture stays visible until the larger one has loaded.
        src={address}
        alt={alt}
        draggable={false}
        decoding="async"
        onLoad={() => setLoaded(address)}
        onError={() => void onError(address)}
        className={classes(place, (isBroken(address) || (failed > 0 && loaded !== address)) && 'invisible')}
      />
    </>
  );
}
