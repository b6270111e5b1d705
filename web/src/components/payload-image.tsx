import { ImageOff, LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { hasCode } from '../api/api-error.ts';
import { useIsLocked } from '../api/backups.ts';
import { backupPath, request } from '../api/client.ts';
import { askToUnlock } from '../api/unlock-gate.ts';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';

/** URL of a file's contents, or of its download. */
export function payloadUrl(backup: string, fileID: string, download = false): string {
  return `${backupPath(backup, 'file', fileID)}${download ? '?download=1' : ''}`;
}

const PLACE = 'flex flex-col items-center justify-center gap-1 bg-sunken text-center text-xs text-muted';

/** Props of {@link PayloadImage}. */
export interface PayloadImageProps {
  readonly backup: string;
  /** Null if the file is not in the backup. */
  readonly fileID: string | null;
  /** Description of the picture, or the name of the file. */
  readonly alt: string;
  /** URL of another rendering, such as a thumbnail, that needs the same session. */
  readonly src?: string;
  /** URL of a rendering that moves, shown unless the user prefers reduced motion. */
  readonly animated?: string;
  readonly className?: string;
}

/**
 * A picture from the backup. While the backup is locked, a lock button is shown that unlocks it. If the picture is
 * missing or invalid, a message is shown.
 */
export function PayloadImage({ backup, fileID, alt, src, animated, className }: PayloadImageProps): ReactNode {
  const t = useText();
  const locked = useIsLocked(backup);
  const address = src ?? (fileID === null ? null : payloadUrl(backup, fileID));
  if (address === null) return <NoImage alt={alt} word={t.common.payload.missing} className={className} />;
  if (locked) {
    return (
      <button
        type="button"
        title={t.common.payload.lockedLong}
        aria-label={`${alt}: ${t.common.unlock}`}
        onClick={() => void askToUnlock(backup)}
        className={classes(PLACE, 'hover:text-ink', className)}
      >
        <LockKeyhole size={18} aria-hidden />
        <span aria-hidden>{t.common.unlock}</span>
      </button>
    );
  }
  return <ReadableImage key={address} address={address} animated={animated} alt={alt} className={className} />;
}

/**
 * The picture while the backup can be read. Errors are forgotten when the backup is locked: they may have been caused
 * by that.
 */
function ReadableImage({
  address,
  animated,
  alt,
  className,
}: {
  readonly address: string;
  readonly animated: string | undefined;
  readonly alt: string;
  readonly className: string | undefined;
}): ReactNode {
  const { payload } = useText().common;
  const [failure, setFailure] = useState<{ readonly missing: boolean } | null>(null);
  if (failure !== null) {
    return <NoImage alt={alt} word={failure.missing ? payload.missing : payload.failed} className={className} />;
  }
  const image = (
    <img
      src={address}
      alt={alt}
      loading="lazy"
      decoding="async"
      onError={() => void whyFailed(address).then((missing) => setFailure({ missing }))}
      className={classes('bg-sunken object-cover', className)}
    />
  );
  if (animated === undefined) return image;
  return (
    <picture className="contents">
      <source srcSet={animated} media="(prefers-reduced-motion: no-preference)" />
      {image}
    </picture>
  );
}

/** Message instead of a picture. */
function NoImage({
  alt,
  word,
  className,
}: {
  readonly alt: string;
  readonly word: string;
  readonly className: string | undefined;
}): ReactNode {
  return (
    <div role="img" aria-label={`${alt}: ${word}`} title={word} className={classes(PLACE, className)}>
      <ImageOff size={18} aria-hidden />
      <span aria-hidden>{word}</span>
    </div>
  );
}

/**
 * Finds out why an image failed by asking the server, as an image element does not tell. Returns true if the file is
 * not in the backup. Asks for the password if the session has ended.
 */
export async function whyFailed(address: string): Promise<boolean> {
  try {
    await request<void>(address, { method: 'GET', headers: { range: 'bytes=0-0' } });
    return false;
  } catch (error) {
    return hasCode(error, 'PAYLOAD_MISSING', 'NOT_FOUND');
  }
}
