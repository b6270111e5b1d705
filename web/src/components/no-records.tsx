import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LedgerEntryView } from '../../../src/contract/backups.ts';
import { useBackup } from '../api/backups.ts';
import { useText } from '../i18n/text.tsx';
import type { Texts } from '../i18n/texts.ts';
import { whyUnread } from '../records/ledger-words.ts';
import { whyAbsent } from '../records/why-absent.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

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
  if (entry === undefined) {
    return (
      <EmptyState icon={icon} title={t.records.none.notIndexed} text={t.records.none.notIndexedText}>
        <Button asChild kind="primary">
          <Link to="/" search={{ dialog: 'index', backup }}>
            {t.records.none.index}
          </Link>
        </Button>
      </EmptyState>
    );
  }
  const reason = reasonOf(entry, title, t);
  return (
    <EmptyState icon={icon} title={reason.title} text={<span className="hostile">{reason.text}</span>}>
      <Button asChild>
        <Link to="/b/$backupId/ledger" params={{ backupId: backup }} search={{ open: artifact }}>
          {t.records.none.ledger}
        </Link>
      </Button>
    </EmptyState>
  );
}

function reasonOf(entry: LedgerEntryView, title: string, t: Texts): { readonly title: string; readonly text: string } {
  const { outcome } = entry;
  const { none } = t.records;
  if (outcome === 'indexed' || outcome === 'empty') return { title, text: none.empty };
  if (outcome === 'absent') return { title: none.absent, text: whyAbsent(entry, t) };
  if (outcome === 'needs-encrypted-backup') return { title: none.encrypted, text: none.encryptedText };
  return { title: none.unread, text: whyUnread(entry, t) };
}
