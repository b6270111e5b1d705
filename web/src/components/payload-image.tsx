import { ImageOff, LockKeyhole } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { hasCode } from '../api/api-error.ts';
import { useIsLocked } from '../api/backups.ts';
import { backupPath, request } from '../api/client.ts';
import { askToUnlock } from '../api/unlock-gate.ts';
import { useText } from '../i18n/text.tsx';
import { classes } from './classes.ts';

/** Address of the contents of a file, or of them as a download. */
export function payloadUrl(backup: string, fileID: string, download = false): string {
  return `${backupPath(backup, 'file', fileID)}${download ? '?download=1' : ''}`;
}

const PLACE = 'flex flex-col items-center justify-center gap-1 bg-sunken text-center text-xs text-muted';

/** Props of {@link PayloadImage}. */
export interface PayloadImageProps {
  readonly backup: string;
  /** Null where the backup lists no such file. */
  readonly fileID: string | null;
  /** What is in the picture, or the name of the file. */
  readonly alt: string;
  /** Another address of the same picture that needs the same session: a thumbnail. */
  readonly src?: string;
  readonly className?: string;
}

/**
 * A picture out of the backup. While the backup is locked a lock stands there, which unlocks it; where the picture is not
 * in the backup, or is none, a word says so.
 */
export function PayloadImage({ backup, fileID, alt, src, className }: PayloadImageProps): ReactNode {
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
  return <ReadableImage key={address} address={address} alt={alt} className={className} />;
}

/**
 * The picture while the backup can be read. What failed is forgotten when it is locked: it may have failed because it was,
 * before the page knew.
 */
function ReadableImage({
  address,
  alt,
  className,
}: {
  readonly address: string;
  readonly alt: string;
  readonly className: string | undefined;
}): ReactNode {
  const { payload } = useText().common;
  const [failure, setFailure] = useState<{ readonly missing: boolean } | null>(null);
  if (failure !== null) {
    return <NoImage alt={alt} word={failure.missing ? payload.missing : payload.failed} className={className} />;
  }
  return (
    <img
      src={address}
      alt={alt}
      loading="lazy"
      decoding="async"
      onError={() => void whyFailed(address).then((missing) => setFailure({ missing }))}
      className={classes('bg-sunken object-cover', className)}
    />
  );
}

/** A word where the picture would stand. */
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
 * An image element does not tell why it failed: the server does. True when the file is not in the backup. Asks for the
 * password when the session has ended.
 */
export async function whyFailed(address: string): Promise<boolean> {
  try {
    await request<void>(address, { method: 'GET', headers: { range: 'bytes=0-0' } });
    return false;
  } catch (error) {
    return hasCode(error, 'PAYLOAD_MISSING', 'NOT_FOUND');
  }
}
