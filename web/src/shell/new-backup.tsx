import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupsQuery } from '../api/backups.ts';
import { Button } from '../components/button.tsx';
import { Bytes } from '../components/figures.tsx';
import { formatAge } from '../format/dates.ts';
import { useText } from '../i18n/text.tsx';
import { useStore } from '../store.ts';
import { decline, declinedOffers, findOffer } from './offers.ts';

/** Offers to read a backup that was made or found meanwhile. */
export function NewBackup(): ReactNode {
  const t = useText();
  const { offer: words } = t.folders;
  const { data } = useQuery(backupsQuery);
  const declined = useStore(declinedOffers);
  const { backupId } = useParams({ strict: false });
  const offer = findOffer(data?.backups ?? [], declined);
  // Whoever looks at it has its buttons there.
  if (offer === null || (offer.kind === 'new' && offer.backup.id === backupId)) return null;
  const { backup, kind } = offer;
  const { name, backedUpAt, sizeBytes } = backup;
  return (
    <section
      aria-label={words.label}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-info-soft px-4 py-2"
    >
      <Smartphone size={18} aria-hidden className="text-info" />
      <p role="status" className="hostile min-w-0 flex-1 basis-60">
        <strong className="font-semibold">{words[kind]({ name })}</strong>
        {backedUpAt === null ? null : ` · ${t.folders.age({ when: formatAge(backedUpAt) })}`}
        {sizeBytes === null ? null : (
          <>
            {' · '}
            <Bytes value={sizeBytes} />
          </>
        )}
      </p>
      <div className="flex gap-2">
        <Button asChild size="sm" kind="primary">
          {kind === 'new' ? (
            <Link to="/b/$backupId/start" params={{ backupId: backup.id }}>
              {words.index}
            </Link>
          ) : (
            <Link to="/" search={{ dialog: 'index', backup: backup.id }}>
              {words.indexAgain}
            </Link>
          )}
        </Button>
        <Button size="sm" onClick={() => decline(backup)}>
          {words.later}
        </Button>
      </div>
    </section>
  );
}
