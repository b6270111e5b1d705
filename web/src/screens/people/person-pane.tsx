import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { personQuery } from '../../api/people.ts';
import { Badge } from '../../components/badge.tsx';
import { Handle } from '../../components/handle.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { RecordPane } from '../../records/record-pane.tsx';
import { ContactCard } from '../contacts/contact-card.tsx';
import { channelsOf } from './channels-of.ts';
import { mainHandles } from './main-handles.ts';
import { PersonChannels } from './person-channels.tsx';
import { PersonChats } from './person-chats.tsx';
import { PersonExport } from './person-export.tsx';
import { PersonHandles } from './person-handles.tsx';
import { PersonPhoto } from './person-photo.tsx';
import { PersonRecords } from './person-records.tsx';
import { type PersonSearch, toPerson } from './person-search.ts';

/** A person: how to reach them, records by channel, cards, and handles with reasons. */
export function PersonPane({
  backup,
  personKey,
  search,
}: {
  readonly backup: string;
  readonly personKey: string;
  readonly search: PersonSearch;
}): ReactNode {
  const t = useText();
  const query = useQuery({ ...personQuery(backup, personKey), placeholderData: keepPreviousData });
  return (
    <RecordPane
      backup={backup}
      title={query.data?.name ?? t.people.title}
      back={{ to: '/b/$backupId/people', params: { backupId: backup }, search: toPerson(search) }}
      query={query}
      renderLead={({ lastAt }) =>
        lastAt === null ? null : (
          <>
            {t.people.last} <Time at={lastAt} />
          </>
        )
      }
      renderActions={(person) => <PersonExport backup={backup} person={person} cards={cardsOf(backup, person)} />}
    >
      {(person) => (
        <>
          <PersonHead backup={backup} person={person} />
          <PersonChannels backup={backup} person={person} />
          {cardsOf(backup, person).map((key) => (
            <ContactCard key={key} backup={backup} contactKey={key} />
          ))}
          <PersonChats backup={backup} person={person} />
          <PersonRecords backup={backup} person={person} />
          <PersonHandles handles={person.handles} />
        </>
      )}
    </RecordPane>
  );
}

/** Keys of their cards in a backup. */
function cardsOf(backup: string, { contacts }: PersonDetailView): readonly string[] {
  return contacts.filter((contact) => contact.backup === backup).map(({ key }) => key);
}

function PersonHead({ backup, person }: { readonly backup: string; readonly person: PersonDetailView }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { name, isOwner, contacts, handles } = person;
  return (
    <header className="flex items-center gap-4">
      <PersonPhoto backup={backup} person={person} size="lg" />
      <div className="min-w-0 flex-1">
        <h2 className="hostile text-2xl font-semibold tracking-tight">{name}</h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          {channelsOf(person, kinds, t)}
          {isOwner ? <Badge tone="good">{t.people.you}</Badge> : null}
          {contacts.length === 0 ? <Badge>{t.people.noContact}</Badge> : null}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {mainHandles(handles, name).map(({ handle, text }) => (
            <span key={handle}>
              <Handle handle={handle} text={text} />
            </span>
          ))}
        </p>
      </div>
    </header>
  );
}
