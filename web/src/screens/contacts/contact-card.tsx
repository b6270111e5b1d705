import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ContactView } from '../../../../src/contract/contacts.ts';
import { contactPhotoUrl, contactQuery } from '../../api/contacts.ts';
import { Card } from '../../components/card.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Handle } from '../../components/handle.tsx';
import { PayloadImage } from '../../components/payload-image.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { asList } from '../../untyped-values.ts';
import {
  alternateBirthdayOf,
  birthdayOf,
  type LabelledLine,
  labelledLines,
  nameLine,
  phoneticLine,
} from './contact-lines.ts';

/** All values of a contact, and its linked cards. */
export function ContactCard({
  backup,
  contactKey,
}: {
  readonly backup: string;
  readonly contactKey: string;
}): ReactNode {
  const t = useText();
  const { data: contact, error, refetch } = useQuery(contactQuery(backup, contactKey));
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-semibold">{t.people.card.title}</h3>
        {contact === undefined ? null : (
          <span className="flex">
            <MarkButtons backup={backup} kind="contact" recordKey={contactKey} />
            <SourceButton backup={backup} artifact="contacts" table="contacts" rowKey={contactKey} />
          </span>
        )}
      </div>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : contact === undefined ? (
        <Skeleton className="h-44 rounded-lg" />
      ) : (
        <Card className="flex flex-col gap-5 p-5 @lg:flex-row-reverse @lg:items-start">
          {contact.hasPhoto ? (
            <PayloadImage
              backup={backup}
              fileID={null}
              src={contactPhotoUrl(backup, contactKey)}
              alt={t.people.card.photo({ name: contact.name })}
              className="size-28 shrink-0 rounded-lg"
            />
          ) : null}
          <div className="min-w-0 flex-1">
            <Facts contact={contact} />
          </div>
        </Card>
      )}
    </section>
  );
}

function Facts({ contact }: { readonly contact: ContactView }): ReactNode {
  const t = useText();
  const words = t.people.card;
  const { names, company, department, jobTitle, note, birthday, groups, account, cards, createdAt, modifiedAt } =
    contact;
  const { alternateBirthday } = contact;
  const { profiles, instantMessages, relations, dates } = contact.other;
  const lines = (value: readonly unknown[]): ReactNode =>
    linesOrNull(labelledLines(value), (label) => byCode(words.labels, label) ?? label);
  return (
    <DefinitionList
      entries={[
        [words.names, nameLine(names)],
        [words.nickname, names['nickname'] ?? null],
        [words.phonetic, phoneticLine(names)],
        [words.previous, names['previousFamily'] ?? null],
        [words.company, company],
        [words.department, department],
        [words.job, jobTitle],
        [words.phones, lines(contact.phones)],
        [words.emails, lines(contact.emails)],
        [words.addresses, lines(contact.addresses)],
        [words.urls, lines(contact.urls)],
        [words.birthday, birthday === null ? null : birthdayOf(birthday)],
        [words.alternateBirthday, alternateBirthday === null ? null : alternateBirthdayOf(alternateBirthday)],
        [words.dates, lines(asList(dates))],
        [words.relations, lines(asList(relations))],
        [words.profiles, lines(asList(profiles))],
        [words.ims, lines(asList(instantMessages))],
        [words.groups, groups.length === 0 ? null : groups.join(', ')],
        [words.note, note === null ? null : <span className="whitespace-pre-wrap">{note}</span>],
        [words.account, account],
        [words.cards, cards.length > 1 ? t.people.cards.linked({ count: cards.length }) : t.people.cards.one],
        [words.created, createdAt === null ? null : <Time key="t" at={createdAt} />],
        [words.modified, modifiedAt === null ? null : <Time key="t" at={modifiedAt} />],
      ]}
    />
  );
}

function linesOrNull(lines: readonly LabelledLine[], labelName: (label: string) => string): ReactNode {
  if (lines.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5">
      {lines.map(({ label, text, stored }, index) => (
        <li key={`${index}`} className="hostile">
          {stored === null ? text : <Handle handle={stored} text={text} />}
          {label === null ? null : <span className="text-muted"> {labelName(label)}</span>}
        </li>
      ))}
    </ul>
  );
}
