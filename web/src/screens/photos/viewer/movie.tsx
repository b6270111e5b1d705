import { VideoOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { fileUrl, renderedUrl } from '../../../api/photo-files.ts';
import { failedAtOnce } from '../../../components/failed-at-once.ts';
import { whyFailed } from '../../../components/payload-image.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Keys handled by a focused media player, not by the viewer. */
const PLAYER_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', ' ', 'f']);

/** A video with controls, or the video of a Live Photo without. Unsupported formats are converted by the server. */
export function Movie({
  backup,
  fileID,
  poster,
  label,
  isLive = false,
  onEnded,
}: {
  readonly backup: string;
  readonly fileID: string;
  readonly poster: string | null;
  readonly label: string;
  readonly isLive?: boolean;
  readonly onEnded?: () => void;
}): ReactNode {
  const t = useText();
  const sources = [fileUrl(backup, fileID), renderedUrl(backup, fileID, 'mp4')];
  const [tried, setTried] = useState(0);
  const address = sources[tried];
  if (address === undefined) {
    return (
      <p role="status" className="absolute inset-0 flex flex-col items-center justify-center gap-2 px-6 text-center">
        <VideoOff size={28} aria-hidden className="text-muted" />
        {t.photos.viewer.cannotPlay}
      </p>
    );
  }
  const onError = async (): Promise<void> => {
    // Asks for the password if the session has ended; then the same URL may work.
    if (tried === 0) await whyFailed(address);
    setTried(tried + 1);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- videos of a phone have none
    <video
      key={address}
      ref={failedAtOnce(() => void onError())}
      src={address}
      aria-label={label}
      playsInline
      autoPlay={isLive}
      controls={!isLive}
      preload="metadata"
      {...(poster === null ? {} : { poster })}
      {...(onEnded === undefined ? {} : { onEnded })}
      onError={() => void onError()}
      onKeyDown={(event) => {
        if (PLAYER_KEYS.has(event.key)) event.stopPropagation();
      }}
      className="absolute inset-0 size-full object-contain"
    />
  );
}
