import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoteAttachmentView } from '../../../../src/contract/notes.ts';
import { useIsLocked } from '../../api/backups.ts';
import { askToUnlock } from '../../api/unlock-gate.ts';
import { payloadUrl } from '../../components/payload-image.tsx';
import { useText } from '../../i18n/text.tsx';
import { useNoteSurroundings } from './note-surroundings.ts';

/** A video or recording in a note, played in place. */
export function NoteMedia({
  attachment: { kind, file, text, transcript },
  title,
}: {
  readonly attachment: NoteAttachmentView;
  readonly title: string;
}): ReactNode {
  const t = useText();
  const { backup } = useNoteSurroundings();
  const locked = useIsLocked(backup);
  const place = 'my-2 flex max-w-110 items-center gap-2 rounded-md border border-line bg-canvas px-3 py-2.5 text-base';
  if (file.state !== 'present' || file.fileID === null) {
    return (
      <span className={`${place} text-muted`}>
        <span className="hostile truncate">{title}</span>
        <span className="shrink-0 text-sm">{t.common.payload.missing}</span>
      </span>
    );
  }
  if (locked) {
    return (
      <button type="button" className={`${place} hover:bg-hover`} onClick={() => void askToUnlock(backup)}>
        <LockKeyhole size={16} aria-hidden className="text-muted" />
        <span className="hostile truncate">{title}</span>
        <span className="text-muted">{t.common.unlock}</span>
      </button>
    );
  }
  const address = payloadUrl(backup, file.fileID);
  return (
    <span className="my-2 flex max-w-130 flex-col gap-1">
      {kind === 'video' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a backup has no captions
        <video
          src={address}
          controls
          preload="metadata"
          aria-label={title}
          className="aspect-video w-full rounded-md bg-sunken"
        />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- the transcription, if there is one, is below
        <audio src={address} controls preload="metadata" aria-label={title} className="w-full" />
      )}
      <span className="hostile text-sm text-muted">{title}</span>
      {[text, transcript].map((words) =>
        words === null ? null : (
          <span key={words} className="hostile text-base whitespace-pre-wrap">
            {words}
          </span>
        ),
      )}
    </span>
  );
}
