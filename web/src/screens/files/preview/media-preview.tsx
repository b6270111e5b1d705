import { CirclePlay } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import type { MediaPreviewSchema } from '../../../../../src/contract/preview.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { renderedUrl } from '../../../api/photo-files.ts';
import { askToUnlock } from '../../../api/unlock-gate.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { failedAtOnce } from '../../../components/failed-at-once.ts';
import { payloadUrl } from '../../../components/payload-image.tsx';
import { formatDuration } from '../../../format/duration.ts';
import { useText } from '../../../i18n/text.tsx';

/** Audio or video, played directly if the browser supports it, otherwise converted by the server. */
export function MediaPreview({
  backup,
  preview,
}: {
  readonly backup: string;
  readonly preview: z.infer<typeof MediaPreviewSchema>;
}): ReactNode {
  const t = useText();
  const locked = useIsLocked(backup);
  const { fileID, name, kind, isPlain, canConvert, seconds, width, height, codecs } = preview;
  // If the browser does not support the file, the converted form is used, if there is one.
  const forms = [
    ...(isPlain ? [payloadUrl(backup, fileID)] : []),
    ...(canConvert ? [renderedUrl(backup, fileID, kind === 'audio' ? 'm4a' : 'mp4')] : []),
  ];
  const [tried, setTried] = useState(0);
  const address = forms[tried];
  const facts = [
    seconds === null ? null : formatDuration(seconds * 1000),
    width === null || height === null ? null : t.files.preview.pixels({ width, height }),
    codecs.length === 0 ? null : codecs.join(', '),
  ].filter((fact) => fact !== null);
  if (locked) {
    return (
      <EmptyState icon={<CirclePlay size={24} />} title={t.common.payload.locked} text={t.common.payload.lockedLong}>
        <Button kind="primary" onClick={() => void askToUnlock(backup)}>
          {t.common.unlock}
        </Button>
      </EmptyState>
    );
  }
  if (address === undefined) {
    return (
      <EmptyState icon={<CirclePlay size={24} />} title={t.files.preview.cannotPlay} text={t.files.preview.noConverter}>
        <Button asChild>
          <a href={payloadUrl(backup, fileID, true)} download>
            {t.files.preview.download}
          </a>
        </Button>
      </EmptyState>
    );
  }
  const tryNext = (): void => setTried(tried + 1);
  return (
    <figure className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1 items-center justify-center bg-sunken p-4">
        {kind === 'audio' ? (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- backups hold none
          <audio
            ref={failedAtOnce(tryNext)}
            controls
            preload="metadata"
            src={address}
            aria-label={name}
            onError={tryNext}
            className="w-full max-w-120"
          />
        ) : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- backups hold none
          <video
            ref={failedAtOnce(tryNext)}
            controls
            playsInline
            preload="metadata"
            src={address}
            aria-label={name}
            onError={tryNext}
            className="max-h-full max-w-full rounded-sm"
          />
        )}
      </div>
      <figcaption className="hostile border-t border-line px-4 py-2 text-sm text-muted">{facts.join(' · ')}</figcaption>
    </figure>
  );
}
