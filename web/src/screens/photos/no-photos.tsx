import { Link } from '@tanstack/react-router';
import { Images } from 'lucide-react';
import type { ReactNode } from 'react';
import { useBackup } from '../../api/backups.ts';
import { BeingRead, isBeingRead } from '../../components/being-read.tsx';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ReadNow } from '../../components/read-now.tsx';
import { useText } from '../../i18n/text.tsx';

/** Explains by the ledger why there are no photos: "not read" is not "none". */
export function NoPhotos({
  backup,
  whenRead,
}: {
  readonly backup: string;
  /** Content if the library was read and the selection is empty. */
  readonly whenRead: ReactNode;
}): ReactNode {
  const t = useText();
  const { data } = useBackup(backup);
  const words = t.photos.none;
  if (data === undefined) return null;
  const entry = data.ledger.find(({ artifact }) => artifact === 'photos');
  const icon = <Images size={24} />;
  if (isBeingRead(data, entry)) return <BeingRead backup={backup} icon={icon} />;
  if (entry?.outcome === 'indexed' || entry?.outcome === 'partial') return whenRead;
  const { title, text } =
    entry === undefined ? (data.ledger.length === 0 ? words.notIndexed : words.absent) : words[entry.outcome];
  return (
    <EmptyState
      icon={icon}
      title={title}
      text={
        <>
          <span className="block">{text}</span>
          {entry?.reason === undefined || entry.reason === null || entry.outcome === 'not-chosen' ? null : (
            <span className="hostile block">{t.server(entry.reason, entry.reasonCode)}</span>
          )}
        </>
      }
    >
      {data.ledger.length === 0 ? (
        <Button asChild kind="primary">
          <Link to="/b/$backupId/start" params={{ backupId: backup }}>
            {t.records.none.index}
          </Link>
        </Button>
      ) : (
        <>
          {entry?.outcome === 'not-chosen' ? <ReadNow backup={backup} artifact="photos" /> : null}
          <Button asChild>
            <Link to="/b/$backupId/ledger" params={{ backupId: backup }} search={{ open: 'photos' }}>
              {words.ledger}
            </Link>
          </Button>
        </>
      )}
    </EmptyState>
  );
}

/** Shown if a filter has no results or the library is empty. */
export function NothingChosen({
  backup,
  filtered,
}: {
  readonly backup: string;
  readonly filtered: boolean;
}): ReactNode {
  const words = useText().photos.none;
  const { title, text } = filtered ? words.filtered : words.indexed;
  return (
    <EmptyState icon={<Images size={24} />} title={title} text={text}>
      {filtered ? (
        <Button asChild>
          <Link to="/b/$backupId/photos" params={{ backupId: backup }} search={{}}>
            {words.all}
          </Link>
        </Button>
      ) : null}
    </EmptyState>
  );
}
