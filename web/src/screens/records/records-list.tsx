import { useQuery } from '@tanstack/react-query';
import { Filter, Search } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import type { VListHandle } from 'virtua';
import type { KindView, RecordView } from '../../../../src/contract/kinds.ts';
import { kindCountsQuery } from '../../api/kinds.ts';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { Count } from '../../components/figures.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { IconLink } from '../../components/icon-link.tsx';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { recordListLink } from '../../kinds/links.ts';
import { withMarks } from '../../marks/mark-search.ts';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { useZone } from '../../preferences/zone.tsx';
import { ColumnFilterBar } from '../../records/column-filter-bar.tsx';
import type { People } from '../../records/field-cell.tsx';
import { useFieldWords } from '../../records/field-words.ts';
import { type ListQuery, RecordList } from '../../records/record-list.tsx';
import { PersonFilter } from './person-filter.tsx';
import { RecordRow } from './record-row.tsx';
import { exportFilterOf, isNarrowed, type RecordsSearch } from './records-search.ts';
import { orderOf, SortControl } from './sort-control.tsx';

/** The records of a kind, grouped by day if ordered by time. */
export function RecordsList({
  backup,
  kind,
  search,
  query,
  records,
  people,
  looksFurther,
  list,
  onChange,
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly search: RecordsSearch;
  readonly query: ListQuery;
  readonly records: readonly RecordView[];
  readonly people: People;
  /** True while a filter is still searching. */
  readonly looksFurther: boolean;
  readonly list: RefObject<VListHandle | null>;
  /** Changes the list, which closes the open record. */
  readonly onChange: (next: (now: RecordsSearch) => RecordsSearch | null) => void;
}): ReactNode {
  const t = useText();
  const zone = useZone();
  const { nameOf } = useFieldWords();
  const { data: counts } = useQuery(kindCountsQuery(backup));
  const [filters, setFilters] = useState(search.column !== undefined);
  const { id, artifact, roles, isSearchable } = kind;
  const { key: _open, ...filter } = search;
  const title = useKinds().many(id);
  const count = counts?.find((each) => each.kind === id)?.count ?? 0;
  const isFiltered = isNarrowed(search);
  const byTime = roles.at !== null && orderOf(search, roles).sort === roles.at;
  return (
    <RecordList
      backup={backup}
      title={title}
      count={count === 0 ? null : <Count value={count} />}
      artifacts={[artifact]}
      query={query}
      items={records}
      keyOf={({ key }) => key}
      filter={filter}
      list={list}
      isNarrowed={isFiltered}
      isLooking={looksFurther}
      all={recordListLink(backup, id)}
      empty={{ icon: <KindIcon kind={kind} size={24} />, title: t.records.none.nothing }}
      actions={
        count === 0 ? null : (
          <>
            {isSearchable ? (
              <IconLink
                label={t.records.search({ kind: title })}
                link={{ to: '/search', search: { type: id, backup } }}
              >
                <Search size={16} />
              </IconLink>
            ) : null}
            <ExportMenu
              backup={backup}
              what={id}
              filter={isFiltered ? { records: exportFilterOf(search, kind, zone) } : null}
            />
          </>
        )
      }
      filters={
        count === 0 ? null : (
          <>
            {search.person === undefined ? null : (
              <PersonFilter
                backup={backup}
                person={search.person}
                onClear={() => onChange(({ person: _person, ...others }) => others)}
              />
            )}
            <div className="flex items-center gap-1">
              <SortControl kind={kind} nameOf={nameOf} search={search} onChange={onChange} />
              <IconButton
                label={t.records.filter}
                aria-expanded={filters}
                onClick={() => setFilters(!filters)}
                className={filters ? 'ml-auto text-accent!' : 'ml-auto'}
              >
                <Filter size={16} />
              </IconButton>
            </div>
            <MarkSelect
              backup={backup}
              kind={id}
              search={search}
              onChange={(marks) => onChange((now) => withMarks(now, marks))}
            />
            {filters ? (
              <ColumnFilterBar columns={kind.columns} nameOf={nameOf} search={search} onChange={onChange} />
            ) : null}
          </>
        )
      }
      headingOf={({ at }) => (byTime ? (at === null ? t.records.undated : formatTime(at, 'date', zone)) : null)}
      render={(record) => (
        <RecordRow
          backup={backup}
          kind={kind}
          record={record}
          people={people}
          search={search}
          time={byTime ? 'time' : 'day'}
        />
      )}
    />
  );
}
