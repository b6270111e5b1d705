import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import { useBackup } from '../api/backups.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { whyUnread } from '../records/ledger-words.ts';
import { whyAbsent } from '../records/why-absent.ts';
import { BeingRead, isBeingRead } from './being-read.tsx';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { ReadNow } from './read-now.tsx';

const BackupWindows = lazy(() => import('./backup-windows.tsx').then((module) => ({ default: module.BackupWindows })));

/** Explains by the ledger why a backup has no records of some kind: “not in this backup” is not “none”. */
export function NoRecords({
  backup,
  artifact,
  icon,
  title,
}: {
  readonly backup: string;
  readonly artifact: string;
  readonly icon: ReactNode;
  /** Title if the backup was read and has none: `No notes`. */
  readonly title: string;
}): ReactNode {
  const t = useText();
  const { data } = useBackup(backup);
  if (data === undefined) return null;
  const entry = data.ledger.find((line) => line.artifact === artifact);
  if (isBeingRead(data, entry)) return <BeingRead backup={backup} icon={icon} />;
  if (entry === undefined) {
    return (
      <EmptyState icon={icon} title={t.records.none.notIndexed} text={t.records.none.notIndexedText}>
        <Button asChild kind="primary">
          <Link to="/b/$backupId/start" params={{ backupId: backup }}>
            {t.records.none.index}
          </Link>
        </Button>
      </EmptyState>
    );
  }
  const reason = reasonOf(entry, title, t);
  return (
    <>
      <EmptyState icon={icon} title={reason.title} text={<span className="hostile">{reason.text}</span>}>
        {entry.outcome === 'not-chosen' ? <ReadNow backup={backup} artifact={artifact} /> : null}
        <Button asChild>
          <Link to="/b/$backupId/ledger" params={{ backupId: backup }} search={{ open: artifact }}>
            {t.records.none.ledger}
          </Link>
        </Button>
      </EmptyState>
      {entry.outcome === 'needs-encrypted-backup' ? <HowToEncrypt /> : null}
    </>
  );
}

/** Where encryption is switched on, for the next backup. */
function HowToEncrypt(): ReactNode {
  const { clear: words } = useText().start;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="mx-auto max-w-130 px-6 pb-8" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="text-center text-sm font-medium text-muted hover:text-ink">{words.how}</summary>
      <div className="mt-3 flex flex-col gap-3">
        <p>{words.text2}</p>
        {isOpen ? (
          <Suspense>
            <BackupWindows />
          </Suspense>
        ) : null}
      </div>
    </details>
  );
}

function reasonOf(entry: LedgerEntryView, title: string, t: Texts): { readonly title: string; readonly text: string } {
  const { outcome } = entry;
  const { none } = t.records;
  if (outcome === 'indexed' || outcome === 'empty') return { title, text: none.empty };
  if (outcome === 'absent') return { title: none.absent, text: whyAbsent(entry, t) };
  if (outcome === 'not-chosen') return { title: none.notChosen, text: none.notChosenText };
  if (outcome === 'needs-encrypted-backup') return { title: none.encrypted, text: none.encryptedText };
  return { title: none.unread, text: whyUnread(entry, t) };
}
