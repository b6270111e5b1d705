import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonView } from '../../../src/contract/person.ts';
import { Person } from '../components/person.tsx';

/** People of a record, each with a link. */
export function RecordPeople({
  backup,
  people,
}: {
  readonly backup: string;
  readonly people: readonly PersonView[];
}): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-2">
      {people.map((person, index) => (
        <li key={`${person.handle ?? ''} ${index}`} className="max-w-full">
          {person.handle === null ? (
            <Person backup={backup} person={person} />
          ) : (
            <Link
              to="/b/$backupId/people"
              params={{ backupId: backup }}
              search={{ p: person.handle }}
              className="inline-flex max-w-full rounded-md hover:underline"
            >
              <Person backup={backup} person={person} />
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
