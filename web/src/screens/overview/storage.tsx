import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { BackupDetailView } from '../../../../src/contract/backups.ts';
import type { OverviewView } from '../../../../src/contract/overview.ts';
import { Button } from '../../components/button.tsx';
import { formatBytes } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { Panel } from './panel.tsx';
import { storageParts } from './storage-parts.ts';
import { Treemap } from './treemap.tsx';

/** Storage by app and domain, with links to the files. */
export function Storage({
  backup: { id, apps, lastIndexedAt },
  storage,
}: {
  readonly backup: BackupDetailView;
  readonly storage: OverviewView['storage'];
}): ReactNode {
  const t = useText();
  const words = t.overview.storage;
  const parts = useMemo(() => (storage === null ? [] : storageParts(storage.domains, apps)), [storage, apps]);
  return (
    <Panel
      id="storage"
      title={words.title}
      {...(storage === null
        ? {}
        : { text: words.text({ files: t.common.files({ count: storage.files }), size: formatBytes(storage.bytes) }) })}
      action={
        <Button asChild size="sm">
          <Link to="/b/$backupId/files" params={{ backupId: id }}>
            {words.all}
          </Link>
        </Button>
      }
    >
      {storage === null ? (
        <p className="text-muted">{lastIndexedAt === null ? words.counting : words.missing}</p>
      ) : (
        <Treemap backup={id} parts={parts} />
      )}
    </Panel>
  );
}
