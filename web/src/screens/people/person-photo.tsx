import type { ReactNode } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { useIsLocked } from '../../api/backups.ts';
import { contactPhotoUrl } from '../../api/contacts.ts';
import { Avatar } from '../../components/avatar.tsx';

/** Photo of a person's card; initials if there is none or the backup is locked. */
export function PersonPhoto({
  backup,
  person: { name, contacts },
  size = 'md',
}: {
  readonly backup: string;
  readonly person: Pick<PersonSummaryView, 'name' | 'contacts'>;
  readonly size?: 'sm' | 'md' | 'lg';
}): ReactNode {
  const locked = useIsLocked(backup);
  const contact = contacts.find((each) => each.backup === backup && each.hasPhoto);
  const photo = contact === undefined || locked ? null : contactPhotoUrl(backup, contact.key);
  return <Avatar name={name} photo={photo} size={size} />;
}
