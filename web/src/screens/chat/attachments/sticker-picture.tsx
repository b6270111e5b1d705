import type { ReactNode } from 'react';
import type { AttachmentView, MessageView } from '../../../../../src/contract/chat.ts';
import { useIsLocked } from '../../../api/backups.ts';
import { thumbnailUrl } from '../../../api/photo-files.ts';
import { classes } from '../../../components/classes.ts';
import type { Texts } from '../../../i18n/texts.ts';
import { useChat } from '../chat-context.ts';

/** Shown instead of a picture. */
const STICKER = '🏷️';

/** The picture of a sticker on a message; a sign while the backup is locked. */
export function StickerPicture({
  reaction: { picture },
  title,
  className,
}: {
  readonly reaction: MessageView['reactions'][number];
  readonly title: string;
  readonly className: string;
}): ReactNode {
  const { backup } = useChat().place;
  const isLocked = useIsLocked(backup);
  const fileID = picture?.fileID ?? null;
  if (isLocked || fileID === null) return <span title={title}>{STICKER}</span>;
  return (
    <img
      src={thumbnailUrl(backup, fileID, 192)}
      alt=""
      title={title}
      loading="lazy"
      decoding="async"
      className={classes('shrink-0 object-contain', className)}
    />
  );
}

/** Where a sticker comes from, what it shows and its effect: `Genmoji, “pink poodle”, outline`. */
export function stickerText({ app, description, sticker }: AttachmentView, t: Texts): string {
  const words = t.chat.sticker;
  const source = sticker?.source ?? null;
  const effect = sticker?.effect ?? null;
  const facts = [
    source === 'app' ? app : source === null ? null : words.sources[source],
    description === null ? null : words.prompt({ prompt: description }),
    effect === null || effect === 'normal' ? null : words.effects[effect],
  ];
  return facts.filter((fact) => fact !== null).join(', ');
}
