import type { ReactNode } from 'react';
import { useBackup } from '../../api/backups.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { withMarks } from '../../marks/mark-search.ts';
import { MarkSelect } from '../../marks/mark-select.tsx';
import { CALL_KINDS, type CallSearch, readCallSearch, toCall } from './call-search.ts';

/** Kinds in WhatsApp's log. */
const OF_WHATSAPP: readonly string[] = ['missed', 'incoming', 'outgoing', 'video'];

/** Filters for person, log and kind. */
export function CallFilters({ backup, search }: { readonly backup: string; readonly search: CallSearch }): ReactNode {
  const t = useText();
  const address = useAddress(readCallSearch);
  const { data } = useBackup(backup);
  const { log, kind, q } = search;
  // The open call may not be in the changed list.
  const change = (next: (now: CallSearch) => CallSearch): void =>
    void address.change((now) => toCall(next(now)), { replace: true });
  const hasWhatsapp = data?.ledger.some(({ artifact, parsed }) => artifact === 'whatsapp' && parsed > 0) === true;
  const kinds = CALL_KINDS.filter((value) => log === undefined || OF_WHATSAPP.includes(value));
  return (
    <>
      <SearchField
        label={t.calls.search}
        placeholder={t.calls.searchHint}
        clearLabel={t.calls.clear}
        value={q ?? ''}
        onSearch={(text) => change(({ q: _q, ...rest }) => (text === '' ? rest : { ...rest, q: text }))}
      />
      <div className="flex gap-2">
        {hasWhatsapp || log !== undefined ? (
          <Select
            label={t.calls.log}
            hideLabel
            className="min-w-0 flex-1"
            value={log ?? 'phone'}
            options={(['phone', 'whatsapp'] as const).map((value) => ({ value, label: t.calls.logs[value] }))}
            onChange={(value) =>
              change(({ log: _log, kind: _kind, starred: _starred, tag: _tag, ...rest }) =>
                value === 'phone' ? rest : { ...rest, log: value },
              )
            }
          />
        ) : null}
        <Select
          label={t.calls.kind}
          hideLabel
          className="min-w-0 flex-1"
          value={kind ?? 'all'}
          options={(['all', ...kinds] as const).map((value) => ({ value, label: t.calls.kinds[value] }))}
          onChange={(value) =>
            change(({ kind: _kind, ...rest }) => (value === 'all' ? rest : { ...rest, kind: value }))
          }
        />
        <MarkSelect
          backup={backup}
          kind={log === undefined ? 'call' : 'whatsapp-call'}
          search={search}
          className="min-w-0 flex-1"
          onChange={(marks) => change((now) => withMarks(now, marks))}
        />
      </div>
    </>
  );
}
