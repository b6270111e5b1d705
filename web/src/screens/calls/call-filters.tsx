import type { ReactNode } from 'react';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { isThere } from '../../kinds/by-area.ts';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useKindsOf } from '../../kinds/use-kinds-of.ts';
import { withMarks } from '../../marks/mark-search.ts';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { callLogs, filtersOf } from './call-logs.ts';
import { type CallSearch, DAY_PARTS, readCallSearch, toCall } from './call-search.ts';
import { useCallLog } from './use-call-log.ts';

/** Filters for person, log, kind, time of day and marks. */
export function CallFilters({ backup, search }: { readonly backup: string; readonly search: CallSearch }): ReactNode {
  const t = useText();
  const address = useAddress(readCallSearch);
  const { many } = useKinds();
  const { kinds } = useKindsOf(backup);
  const { log, kind: ofLog } = useCallLog(search);
  const { kind, time, q } = search;
  // The open call may not be in the changed list.
  const change = (next: (now: CallSearch) => CallSearch): void =>
    void address.change((now) => toCall(next(now)), { replace: true });
  // The log that is shown is among them even if this backup has no calls of it.
  const logs = callLogs(kinds.filter((one) => isThere(one) || one.view.id === ofLog?.id).map(({ view }) => view));
  return (
    <>
      <SearchField
        label={t.calls.search}
        placeholder={t.calls.searchHint}
        clearLabel={t.calls.clear}
        value={q ?? ''}
        onSearch={(text) => change(({ q: _q, ...rest }) => (text === '' ? rest : { ...rest, q: text }))}
      />
      <div className="flex flex-wrap gap-2">
        {logs.length > 1 ? (
          <Select
            label={t.calls.log}
            hideLabel
            className="min-w-0 flex-1 basis-32"
            icon={<KindIcon kind={ofLog} size={15} />}
            value={log ?? ''}
            options={logs.map((one) => ({
              value: one.log ?? '',
              label: one.log === undefined ? t.calls.phoneLog : many(one.kind.id),
            }))}
            onChange={(value) =>
              change(({ log: _log, kind: _kind, starred: _starred, tag: _tag, ...rest }) =>
                value === '' ? rest : { ...rest, log: value },
              )
            }
          />
        ) : null}
        <Select
          label={t.calls.kind}
          hideLabel
          className="min-w-0 flex-1 basis-32"
          value={kind ?? 'all'}
          options={(['all', ...filtersOf(ofLog, kind)] as const).map((value) => ({
            value,
            label: t.calls.kinds[value],
          }))}
          onChange={(value) =>
            change(({ kind: _kind, ...rest }) => (value === 'all' ? rest : { ...rest, kind: value }))
          }
        />
        <Select
          label={t.calls.time}
          hideLabel
          className="min-w-0 flex-1 basis-32"
          value={time ?? 'any'}
          options={(['any', ...DAY_PARTS] as const).map((value) => ({ value, label: t.calls.times[value] }))}
          onChange={(value) =>
            change(({ time: _time, ...rest }) => (value === 'any' ? rest : { ...rest, time: value }))
          }
        />
        <MarkSelect
          backup={backup}
          kind={ofLog?.id ?? ''}
          search={search}
          className="min-w-0 flex-1 basis-32"
          onChange={(marks) => change((now) => withMarks(now, marks))}
        />
      </div>
    </>
  );
}
