import { useInfiniteQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { peopleQuery } from '../../api/people.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { RecordList } from '../../records/record-list.tsx';
import { ContactExport } from '../contacts/contact-export.tsx';
import { PersonRow } from './person-row.tsx';
import { PEOPLE_SORTS, type PersonSearch, readPersonSearch, toPerson } from './person-search.ts';

/** All people of a backup: contacts, and numbers and addresses without a contact. */
export function PeopleList({ backup, search }: { readonly backup: string; readonly search: PersonSearch }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { change } = useAddress(readPersonSearch);
  const list = useRef<VListHandle>(null);
  const { q, sort } = search;
  const query = useInfiniteQuery(peopleQuery(backup, { q, sort }));
  const people = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  // A link can contain any handle of a person.
  const chosenIn = ({ p }: PersonSearch): string | undefined =>
    people.find(({ key, handles }) => key === p || handles.some(({ handle }) => handle === p))?.key ?? p;
  const chosen = chosenIn(search);
  useListKeys({
    group: t.people.title,
    keys: useMemo(() => people.map(({ key }) => key), [people]),
    list,
    search,
    change,
    chosenIn,
    toRecord: toPerson,
  });
  return (
    <RecordList
      backup={backup}
      title={t.people.title}
      artifacts={kinds.artifactsWithPeople}
      query={query}
      items={people}
      keyOf={({ key }) => key}
      filter={[backup, q, sort]}
      list={list}
      isNarrowed={q !== undefined}
      all={{ to: '/b/$backupId/people', params: { backupId: backup }, search: {} }}
      empty={{ icon: <UsersRound size={24} />, title: t.people.none }}
      actions={people.length === 0 ? null : <ContactExport backup={backup} ignoresFilter={q !== undefined} />}
      filters={
        <>
          <SearchField
            label={t.people.search}
            placeholder={t.people.searchHint}
            clearLabel={t.people.clear}
            value={q ?? ''}
            onSearch={(text) =>
              void change(({ q: _q, ...rest }) => (text === '' ? rest : { ...rest, q: text }), { replace: true })
            }
          />
          <Select
            label={t.people.sort}
            hideLabel
            value={sort ?? 'activity'}
            options={PEOPLE_SORTS.map((value) => ({ value, label: t.people.sorts[value] }))}
            onChange={(value) => void change((now) => ({ ...now, sort: value }), { replace: true })}
          />
        </>
      }
      render={(person) => (
        <PersonRow backup={backup} person={person} search={search} isChosen={person.key === chosen} />
      )}
    />
  );
}
