import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../../src/contract/overview.ts';
import { Count } from '../../components/figures.tsx';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { artifactLink } from '../../records/artifact-link.ts';
import { artifactName } from '../../records/artifact-name.ts';
import { RecordIcon } from '../../records/record-kinds.tsx';

type Artifact = OverviewView['artifacts'][number];

/** How much there is of each kind, leading into its view; where there is nothing, why, leading to the ledger. */
export function ArtifactTiles({
  backup,
  artifacts,
}: {
  readonly backup: string;
  readonly artifacts: readonly Artifact[];
}): ReactNode {
  const t = useText();
  // What there is much of comes first; what there is nothing of, last.
  const sorted = [...artifacts].sort((one, other) => mainCount(other) - mainCount(one));
  return (
    <section aria-label={t.overview.found}>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {sorted.map((artifact) => (
          <li key={artifact.artifact}>
            <Tile backup={backup} artifact={artifact} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tile({ backup, artifact }: { readonly backup: string; readonly artifact: Artifact }): ReactNode {
  const t = useText();
  const { outcome, skipped, types } = artifact;
  const wasRead = outcome === 'indexed' || outcome === 'partial';
  const link = wasRead
    ? artifactLink(backup, artifact.artifact)
    : { to: '/b/$backupId/ledger' as const, params: { backupId: backup }, search: { open: artifact.artifact } };
  return (
    <Link
      {...link}
      className="flex h-full items-center gap-3 rounded-lg border border-line bg-surface p-3.5 shadow-card transition-colors hover:bg-sunken"
    >
      <RecordIcon type={types[0]?.type ?? TYPE_OF[artifact.artifact] ?? artifact.artifact} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm text-muted">{artifactName(artifact, t)}</span>
        {wasRead ? (
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="text-xl font-semibold">
              <Count value={mainCount(artifact)} />
            </span>
            {skipped === 0 && outcome === 'indexed' ? null : (
              <span className="text-sm text-warning">
                {skipped === 0 ? t.ledger.outcome.partial : t.overview.partial(formatCount(skipped))}
              </span>
            )}
          </span>
        ) : (
          <span className="block text-sm font-medium">{t.overview.notRead[outcome]}</span>
        )}
      </span>
    </Link>
  );
}

/** Icons of artifacts of which nothing was read. */
const TYPE_OF: Readonly<Record<string, string>> = {
  messages: 'message',
  whatsapp: 'whatsapp',
  calls: 'call',
  photos: 'photo',
  notes: 'note',
  calendar: 'event',
  contacts: 'contact',
};

/** What people would count: messages rather than chats, photos rather than albums. */
function mainCount({ artifact, types, parsed }: Artifact): number {
  const type = TYPE_OF[artifact];
  return types.find((candidate) => candidate.type === type)?.count ?? parsed;
}
