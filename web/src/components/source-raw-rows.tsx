import { useQuery } from '@tanstack/react-query';
import { LockKeyhole, TableProperties } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RawValueView } from '../../../src/contract/tables.ts';
import { useIsLocked } from '../api/backups.ts';
import { recordSourceQuery } from '../api/records.ts';
import { askToUnlock } from '../api/unlock-gate.ts';
import { formatBytes } from '../format/numbers.ts';
import { useText } from '../i18n/text.tsx';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';
import { SkeletonRows } from './skeleton.tsx';

/** The stored source rows, read from the backup on demand, which must be unlocked. */
export function SourceRawRows({
  backup,
  table,
  rowKey,
}: {
  readonly backup: string;
  readonly table: string;
  readonly rowKey: string;
}): ReactNode {
  const t = useText();
  const words = t.records.source;
  const locked = useIsLocked(backup);
  const [wanted, setWanted] = useState(false);
  const { data, error, refetch } = useQuery({
    ...recordSourceQuery(backup, table, rowKey, true),
    enabled: wanted && !locked,
  });
  const show = async (): Promise<void> => {
    if (!locked || (await askToUnlock(backup))) setWanted(true);
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold">{words.raw}</h3>
      {wanted && !locked ? (
        error !== null ? (
          <ErrorState error={error} onRetry={() => void refetch()} backup={backup} />
        ) : data === undefined ? (
          <SkeletonRows rows={3} />
        ) : (
          data.rows.map(({ citation, raw }) =>
            raw === null ? (
              <p key={citation} className="text-muted">
                {words.gone}
              </p>
            ) : (
              <RawRow key={citation} table={raw.table} values={raw.values} />
            ),
          )
        )
      ) : (
        <Button
          className="self-start"
          icon={locked ? <LockKeyhole size={15} /> : <TableProperties size={15} />}
          onClick={() => void show()}
        >
          {words.showRaw}
        </Button>
      )}
    </section>
  );
}

function RawRow({ table, values }: { readonly table: string; readonly values: readonly RawValueView[] }): ReactNode {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <p className="hostile border-b border-line bg-sunken px-3 py-1.5 font-mono text-xs font-medium">{table}</p>
      <dl className="divide-y divide-line">
        {values.map((value) => (
          <div key={value.column} className="px-3 py-1.5">
            <dt className="hostile flex items-baseline justify-between gap-3 text-sm">
              <span className="font-medium">{value.column}</span>
              <span className="shrink-0 text-xs text-muted uppercase">{value.type}</span>
            </dt>
            <dd className="hostile font-mono text-xs leading-5 whitespace-pre-wrap">
              <RawValue value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function RawValue({ value: { type, value, bytes } }: { readonly value: RawValueView }): ReactNode {
  const words = useText().records.source;
  if (type === 'null' || value === null) return null;
  const size = formatBytes(bytes ?? 0);
  const text = String(value);
  const isCut = type === 'text' && bytes !== null && new TextEncoder().encode(text).length < bytes;
  return (
    <>
      {type === 'blob' ? <span className="block font-sans text-muted">{words.bytes({ size })}</span> : null}
      {text}
      {isCut ? <span className="block font-sans text-muted">{words.cut({ size })}</span> : null}
    </>
  );
}
