import { AudioLines, Download, File, Image, LockKeyhole, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AttachmentView } from '../../../../../src/contract/chat.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { askToUnlock } from '../../../api/unlock-gate.ts';
import { Bytes } from '../../../components/figures.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { payloadUrl } from '../../../components/payload-image.tsx';
import { useText } from '../../../i18n/text.tsx';
import { ChatCard } from '../chat-card.tsx';
import { useChat } from '../chat-context.ts';
import type { AttachmentKind } from './attachment-kind.ts';

const ICONS = { image: Image, video: Video, audio: AudioLines, file: File } as const;

/** An attachment by name, with a download button or the reason why it is missing. */
export function FileCard({
  attachment: { name, bytes, state, fileID },
  kind,
}: {
  readonly attachment: AttachmentView;
  readonly kind: AttachmentKind;
}): ReactNode {
  const t = useText();
  const words = t.chat.attachment;
  const Icon = ICONS[kind];
  const shown = name ?? words[kind];
  return (
    <ChatCard
      icon={<Icon size={18} />}
      actions={state === 'present' && fileID !== null ? <Save fileID={fileID} name={shown} /> : undefined}
    >
      <span className="hostile line-clamp-2 font-medium">{shown}</span>
      <span className="block text-sm text-muted">
        {state !== 'present' ? (
          words.states[state]
        ) : bytes !== null ? (
          <Bytes value={bytes} />
        ) : // Without a name the kind is already shown.
        name === null ? (
          words.states.present
        ) : (
          words[kind]
        )}
      </span>
    </ChatCard>
  );
}

/** Downloads a file of the backup; unlocks the backup first if necessary. */
export function Save({ fileID, name }: { readonly fileID: string; readonly name: string }): ReactNode {
  const t = useText();
  const words = t.chat.attachment;
  const { backup } = useChat().place;
  if (useIsLocked(backup)) {
    return (
      <IconButton label={words.locked} onClick={() => void askToUnlock(backup)}>
        <LockKeyhole size={17} />
      </IconButton>
    );
  }
  return (
    <a
      href={payloadUrl(backup, fileID, true)}
      download
      aria-label={words.downloadName({ name })}
      title={words.download}
      className="tap inline-flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
    >
      <Download size={17} aria-hidden />
    </a>
  );
}
