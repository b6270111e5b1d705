import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { personQuery } from '../../api/people.ts';
import { Badge } from '../../components/badge.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { BackLabel, DetailPane } from '../../components/list-pane.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { channelsOf } from './channels-of.ts';
import { ContactCard } from './contact-card.tsx';
import { PersonCalls } from './person-calls.tsx';
import { PersonChannels } from './person-channels.tsx';
import { PersonChats } from './person-chats.tsx';
import { PersonHandles } from './person-handles.tsx';
import { PersonPhoto } from './person-photo.tsx';
import { type PersonSearch, toPerson } from './person-search.ts';

/** One person: what there is with them by every channel, why it is one person, and their card. */
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
  const {
    data: person,
    error,
    refetch,
  } = useQuery({
    ...personQuery(backup, personKey),
    placeholderData: keepPreviousData,
  });
  const contacts = person?.contacts.filter((contact) => contact.backup === backup) ?? [];
  return (
    <DetailPane
      title={person?.name ?? t.people.title}
      back={
        <Link to="/b/$backupId/people" params={{ backupId: backup }} search={toPerson(search)}>
          <BackLabel />
        </Link>
      }
      lead={
        person === undefined || person.lastAt === null ? null : (
          <>
            {t.people.last} <Time at={person.lastAt} />
          </>
        )
      }
      actions={
        contacts.length === 0 ? null : (
          <ExportMenu
            backup={backup}
            what="contacts"
            formats={['vcard4', 'vcard3', 'csv']}
            keys={contacts.map(({ key }) => key)}
          />
        )
      }
    >
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-200 flex-col gap-8 px-5 py-7 md:px-8">
          {error !== null ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : person === undefined ? (
            <SkeletonRows rows={4} />
          ) : (
            <>
              <PersonHead backup={backup} person={person} />
              <PersonChannels backup={backup} person={person} />
              <PersonChats backup={backup} person={person} />
              <PersonCalls backup={backup} person={person} />
              {contacts.map(({ key }) => (
                <ContactCard key={key} backup={backup} contactKey={key} />
              ))}
              <PersonHandles handles={person.handles} />
            </>
          )}
        </div>
      </div>
    </DetailPane>
  );
}

function PersonHead({ backup, person }: { readonly backup: string; readonly person: PersonDetailView }): ReactNode {
  const t = useText();
  const { name, isOwner, contacts } = person;
  return (
    <header className="flex items-center gap-4">
      <PersonPhoto backup={backup} person={person} size="lg" />
      <div className="min-w-0 flex-1">
        <h2 className="hostile text-2xl font-semibold tracking-tight">{name}</h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          {channelsOf(person, t)}
          {isOwner ? <Badge tone="good">{t.people.you}</Badge> : null}
          {contacts.length === 0 ? <Badge>{t.people.noContact}</Badge> : null}
        </p>
      </div>
    </header>
  );
}
