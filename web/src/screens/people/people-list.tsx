import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { peopleQuery } from '../../api/people.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { ListPane } from '../../components/list-pane.tsx';
import { NoRecords } from '../../components/no-records.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { SkeletonRows } from '../../components/skeleton.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useListKeys } from '../../components/use-list-keys.ts';
import { VirtualList } from '../../components/virtual-list.tsx';
import { useText } from '../../i18n/text.tsx';
import { IncompleteNote } from '../../records/incomplete-note.tsx';
import { PersonRow } from './person-row.tsx';
import { PEOPLE_SORTS, type PersonSearch, readPersonSearch, toPerson } from './person-search.ts';

/** What people and how much there is with them is put together from. */
const MADE_OF = ['contacts', 'messages', 'whatsapp', 'calls'];

/** Everybody in a backup: contacts, and numbers and addresses that are no contact's. */
export function PeopleList({ backup, search }: { readonly backup: string; readonly search: PersonSearch }): ReactNode {
  const t = useText();
  const { change } = useAddress(readPersonSearch);
  const list = useRef<VListHandle>(null);
  const { q, sort } = search;
  const { data, error, refetch, fetchNextPage } = useInfiniteQuery(peopleQuery(backup, { q, sort }));
  const people = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  // A link may name somebody by any of their handles.
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
    <ListPane
      title={t.people.title}
      actions={
        people.length === 0 ? null : (
          <ExportMenu backup={backup} what="contacts" formats={['vcard4', 'vcard3', 'csv', 'jsonl']} />
        )
      }
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
      note={<IncompleteNote backups={[backup]} artifacts={MADE_OF} isEmpty={people.length === 0 && q === undefined} />}
    >
      {error !== null && data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows />
      ) : people.length > 0 ? (
        <VirtualList
          label={t.people.title}
          items={people}
          keyOf={({ key }) => key}
          handle={list}
          onEnd={() => void fetchNextPage()}
          render={(person) => (
            <PersonRow backup={backup} person={person} search={search} isChosen={person.key === chosen} />
          )}
        />
      ) : q === undefined ? (
        <NoRecords backup={backup} artifact="contacts" icon={<UsersRound size={24} />} title={t.people.none} />
      ) : (
        <EmptyState icon={<UsersRound size={24} />} title={t.records.none.filtered} text={t.records.none.filteredText}>
          <Button asChild>
            <Link to="/b/$backupId/people" params={{ backupId: backup }} search={{}}>
              {t.records.none.clear}
            </Link>
          </Button>
        </EmptyState>
      )}
    </ListPane>
  );
}
