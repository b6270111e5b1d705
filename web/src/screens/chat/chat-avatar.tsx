import { useQuery } from '@tanstack/react-query';
import { Megaphone, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChatView } from '../../../../src/contract/chat.ts';
import type { PersonView } from '../../../../src/contract/person.ts';
import { backupsQuery, isLocked } from '../../api/backups.ts';
import { thumbnailUrl } from '../../api/photo-files.ts';
import { Avatar } from '../../components/avatar.tsx';
import { classes } from '../../components/classes.ts';
import { photoOf } from '../../components/person.tsx';

/** Missing photos: most contacts have none, and a chat refers to them repeatedly. */
const missing = new Set<string>();

function known(photo: string | null): string | null {
  return photo === null || missing.has(photo) ? null : photo;
}

/** True once it is known that the backup can be read; pictures are not requested before. */
function useCanRead(backup: string): boolean {
  const { data } = useQuery({ ...backupsQuery, select: ({ backups }) => backups.find(({ id }) => id === backup) });
  return data !== undefined && !isLocked(data);
}

/** Picture of a chat: its own, otherwise that of its only person, otherwise a group icon. */
export function ChatAvatar({
  backup,
  chat,
  size = 'md',
}: {
  readonly backup: string;
  readonly chat: ChatView;
  readonly size?: 'sm' | 'md';
}): ReactNode {
  const canRead = useCanRead(backup);
  const { kind, title, photo, participants } = chat;
  const [only] = participants;
  const own = photo?.state === 'present' && photo.fileID !== null ? thumbnailUrl(backup, photo.fileID, 96) : null;
  const persons = kind === 'direct' && only !== undefined ? photoOf(backup, only) : null;
  const address = canRead ? known(own ?? persons) : null;
  if (address === null && kind !== 'direct' && kind !== 'orphaned') {
    const Icon = kind === 'group' || kind === 'community' ? Users : Megaphone;
    return (
      <span
        aria-hidden
        className={classes(
          'inline-flex shrink-0 items-center justify-center rounded-full bg-sunken text-muted',
          size === 'sm' ? 'size-7' : 'size-10',
        )}
      >
        <Icon size={size === 'sm' ? 14 : 18} />
      </span>
    );
  }
  return <Avatar name={title} photo={address} size={size} onBroken={(photo) => missing.add(photo)} />;
}

/** Picture of a sender. */
export function SenderAvatar({ backup, person }: { readonly backup: string; readonly person: PersonView }): ReactNode {
  const canRead = useCanRead(backup);
  return (
    <Avatar
      name={person.name}
      photo={canRead ? known(photoOf(backup, person)) : null}
      size="sm"
      onBroken={(photo) => missing.add(photo)}
    />
  );
}
