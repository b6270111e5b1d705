import { Link } from '@tanstack/react-router';
import { Check, CircleHelp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EventView } from '../../../../src/contract/calendar.ts';
import { Badge } from '../../components/badge.tsx';
import { Person } from '../../components/person.tsx';
import { Time } from '../../components/time.tsx';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';

type Attendee = EventView['attendees'][number];

/** Organizer and participants with their answers, each a link to the person. */
export function EventPeople({ backup, event }: { readonly backup: string; readonly event: EventView }): ReactNode {
  const { event: words } = useText().calendar;
  const { organizer, attendees } = event;
  return (
    <>
      {organizer === null ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="font-semibold">{words.organizer}</h3>
          <PersonLink backup={backup} person={organizer} />
        </section>
      )}
      {attendees.length === 0 ? null : (
        <section className="flex flex-col gap-1">
          <h3 className="font-semibold">{words.attendees}</h3>
          <ul className="flex flex-col gap-2">
            {attendees.map((attendee, index) => (
              <li key={`${attendee.handle ?? ''} ${index}`}>
                <AttendeeLine backup={backup} attendee={attendee} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function AttendeeLine({ backup, attendee }: { readonly backup: string; readonly attendee: Attendee }): ReactNode {
  const t = useText();
  const { status, role, comment, proposedStartAt } = attendee;
  const answer = status === null ? null : (byCode(t.calendar.answers, status) ?? status);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <PersonLink backup={backup} person={attendee} />
        {role === null || role === 'required' ? null : <Badge>{byCode(t.calendar.roles, role) ?? role}</Badge>}
        {answer === null ? null : (
          <span className="ml-auto inline-flex items-center gap-1 text-sm text-muted">
            {status === 'accepted' ? (
              <Check size={14} aria-hidden className="text-accent" />
            ) : status === 'declined' ? (
              <X size={14} aria-hidden className="text-danger" />
            ) : (
              <CircleHelp size={14} aria-hidden />
            )}
            {answer}
          </span>
        )}
      </div>
      {comment === null && proposedStartAt === null ? null : (
        <p className="hostile pl-9 text-sm text-muted">
          {comment}
          {proposedStartAt === null ? null : (
            <span className="block">
              {t.calendar.event.proposed} <Time at={proposedStartAt} />
            </span>
          )}
        </p>
      )}
    </>
  );
}

function PersonLink({ backup, person }: { readonly backup: string; readonly person: Attendee }): ReactNode {
  const { handle } = person;
  if (handle === null) return <Person backup={backup} person={person} />;
  return (
    <Link
      to="/b/$backupId/people"
      params={{ backupId: backup }}
      search={{ p: handle }}
      className="inline-flex max-w-full min-w-0 self-start rounded-md hover:underline"
    >
      <Person backup={backup} person={person} />
    </Link>
  );
}
