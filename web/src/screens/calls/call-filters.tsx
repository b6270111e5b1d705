import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useBackup } from '../../api/backups.ts';
import { SearchField } from '../../components/search-field.tsx';
import { Select } from '../../components/select.tsx';
import { useText } from '../../i18n/text.tsx';
import { CALL_KINDS, type CallSearch } from './call-search.ts';

/** Kinds that the log of WhatsApp knows. */
const OF_WHATSAPP: readonly string[] = ['missed', 'incoming', 'outgoing', 'video'];

/** Who, which log, which kind. */
export function CallFilters({ backup, search }: { readonly backup: string; readonly search: CallSearch }): ReactNode {
  const t = useText();
  const navigate = useNavigate();
  const { data } = useBackup(backup);
  const { log, kind, q } = search;
  const change = ({ log, kind, q, order }: CallSearch): void =>
    void navigate({
      to: '/b/$backupId/calls',
      params: { backupId: backup },
      search: {
        ...(log === undefined ? {} : { log }),
        ...(kind === undefined ? {} : { kind }),
        ...(q === undefined || q === '' ? {} : { q }),
        ...(order === undefined ? {} : { order }),
      },
      replace: true,
    });
  const hasWhatsapp = data?.ledger.some(({ artifact, parsed }) => artifact === 'whatsapp' && parsed > 0) === true;
  const kinds = CALL_KINDS.filter((value) => log === undefined || OF_WHATSAPP.includes(value));
  return (
    <>
      <SearchField
        label={t.calls.search}
        placeholder={t.calls.searchHint}
        clearLabel={t.calls.clear}
        value={q ?? ''}
        onSearch={(text) => change({ ...search, q: text })}
      />
      <div className="flex gap-2">
        {hasWhatsapp || log !== undefined ? (
          <Select
            label={t.calls.log}
            hideLabel
            className="min-w-0 flex-1"
            value={log ?? 'phone'}
            options={(['phone', 'whatsapp'] as const).map((value) => ({ value, label: t.calls.logs[value] }))}
            onChange={(value) => {
              const { log: _log, kind: _kind, ...rest } = search;
              change(value === 'phone' ? rest : { ...rest, log: value });
            }}
          />
        ) : null}
        <Select
          label={t.calls.kind}
          hideLabel
          className="min-w-0 flex-1"
          value={kind ?? 'all'}
          options={(['all', ...kinds] as const).map((value) => ({ value, label: t.calls.kinds[value] }))}
          onChange={(value) => {
            const { kind: _kind, ...rest } = search;
            change(value === 'all' ? rest : { ...rest, kind: value });
          }}
        />
      </div>
    </>
  );
}
