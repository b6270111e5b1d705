import { useInfiniteQuery } from '@tanstack/react-query';
import { createLazyRoute, getRouteApi, Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { type ReactNode, useMemo, useRef } from 'react';
import type { VListHandle } from 'virtua';
import type { KindView } from '../../../../src/contract/kinds.ts';
import { kindRecordsQuery } from '../../api/kind-records.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page-header.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { marksIn } from '../../marks/mark-search.ts';
import { useZone } from '../../preferences/zone.tsx';
import { rowFilterOf } from '../../records/column-filter.ts';
import type { People } from '../../records/field-cell.tsx';
import { ListAndRecord } from '../../records/list-and-record.tsx';
import { useLoadUntilFull } from '../../records/use-load-until-full.ts';
import { KindRecord } from './kind-record.tsx';
import { RecordsList } from './records-list.tsx';
import { toRecord } from './records-search.ts';
import { toSearch, useRecordsAddress } from './use-records-address.ts';

/** The screen of the records of any kind. */
export const Route = createLazyRoute('/b/$backupId/records/$kind/{-$key}')({ component: RecordsScreen });

const route = getRouteApi('/b/$backupId/records/$kind/{-$key}');

function RecordsScreen(): ReactNode {
  const t = useText();
  const { backupId, kind: id } = route.useParams();
  const kind = useKinds().find(id);
  if (kind !== null) return <KindScreen key={`${backupId} ${id}`} backup={backupId} kind={kind} />;
  return (
    <Page>
      <EmptyState
        heading="h1"
        icon={<Compass size={24} />}
        title={t.records.noKind.title}
        text={<span className="hostile">{t.records.noKind.text({ kind: id })}</span>}
      >
        <Button asChild kind="primary">
          <Link to="/b/$backupId/everything" params={{ backupId }}>
            {t.everything.title}
          </Link>
        </Button>
      </EmptyState>
    </Page>
  );
}

function KindScreen({ backup, kind }: { readonly backup: string; readonly kind: KindView }): ReactNode {
  const t = useText();
  const zone = useZone();
  const kinds = useKinds();
  const filter = route.useSearch();
  const { key } = route.useParams();
  const { change } = useRecordsAddress(backup, kind.id);
  const list = useRef<VListHandle>(null);
  const asked = { ...rowFilterOf(filter, kind.columns, zone), person: filter.person, ...marksIn(filter) };
  const query = useInfiniteQuery(kindRecordsQuery(backup, kind.id, asked));
  const records = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const people = useMemo(
    () => Object.assign({}, ...(query.data?.pages ?? []).map((page) => page.people)) as People,
    [query.data],
  );
  const looksFurther = useLoadUntilFull(query, records.length);
  const keys = useMemo(() => records.map((record) => record.key), [records]);
  const search = toSearch(key, filter);
  const title = kinds.many(kind.id);
  const { step } = useListKeys({ group: title, keys, list, search, change, chosenIn: (now) => now.key, toRecord });
  return (
    <ListAndRecord
      printsList
      title={title}
      close={{ label: t.records.close, run: () => void change((now) => toRecord(now)) }}
      pick={{
        icon: <KindIcon kind={kind} size={24} />,
        title: t.records.pick,
        text: t.records.pickText,
      }}
      list={
        <RecordsList
          backup={backup}
          kind={kind}
          search={search}
          query={query}
          records={records}
          people={people}
          looksFurther={looksFurther}
          list={list}
          onChange={(next) =>
            void change(
              (now) => {
                const after = next(now);
                return after === null ? null : toRecord(after);
              },
              { replace: true },
            )
          }
        />
      }
      record={
        key === undefined ? null : (
          <KindRecord key={key} backup={backup} kind={kind} recordKey={key} keys={keys} search={search} onStep={step} />
        )
      }
    />
  );
}
