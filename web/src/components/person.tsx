import type { ReactNode } from 'react';
import type { PersonView } from '../../../src/contract/person.ts';
import { contactPhotoUrl } from '../api/contacts.ts';
import { personName } from '../i18n/names.ts';
import { useText } from '../i18n/text.tsx';
import { Avatar } from './avatar.tsx';

/** URL of the photo of a person's contact; null if there is none. */
export function photoOf(backup: string, person: PersonView): string | null {
  return person.contact === null || person.hasPhoto !== true ? null : contactPhotoUrl(backup, person.contact);
}

/** A person: photo or initials, and the name; the handle is its title. */
export function Person({
  backup,
  person,
  size = 'sm',
}: {
  readonly backup: string;
  readonly person: PersonView;
  readonly size?: 'sm' | 'md';
}): ReactNode {
  const t = useText();
  const name = personName(person, t);
  return (
    <span className="inline-flex min-w-0 items-center gap-2" title={person.handleText ?? undefined}>
      <Avatar name={person.name} photo={photoOf(backup, person)} size={size} />
      <span className="hostile truncate">{name}</span>
    </span>
  );
}
