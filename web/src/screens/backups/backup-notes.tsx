import type { ReactNode } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { formatTime } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useZone } from '../../preferences/zone.tsx';

/** Notes about a backup before opening it; none if all is well. */
export function BackupNotes({ backup }: { readonly backup: BackupView }): ReactNode {
  const {
    backups: { explain },
    server,
  } = useText();
  const zone = useZone();
  const { vanishedAt, state, status, stale, staleReason, staleReasonCode, lastRun, remarks, remarkCodes } = backup;
  const notes: (string | null)[] = [
    vanishedAt === null ? null : explain.vanished({ date: formatTime(vanishedAt, 'day', zone) }),
    state === 'in-progress' ? explain.inProgress : null,
    state === 'incomplete' ? explain.incomplete : null,
    state === 'unsupported' ? explain.unsupported : null,
    ...remarks.map((remark, index) => server(remark, remarkCodes[index])),
    stale && status === 'INDEXED' && staleReason !== null ? server(staleReason, staleReasonCode) : null,
    lastRunNote(),
  ];
  const shown = notes.filter((note) => note !== null);
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-sm text-muted">
      {shown.map((note) => (
        <li key={note} className="hostile">
          {note}
        </li>
      ))}
    </ul>
  );

  function lastRunNote(): string | null {
    switch (lastRun?.outcome) {
      case 'failed':
        return explain.failed({
          reason: lastRun.reason === null ? (lastRun.code ?? '') : server(lastRun.reason, lastRun.reasonCode),
        });
      case 'cancelled':
        return explain.cancelled;
      case 'interrupted':
        return explain.interrupted;
      case 'locked':
        return explain.lockedRun;
      case 'running':
      case 'succeeded':
      case 'partial':
      case undefined:
        break;
    }
    return null;
  }
}
