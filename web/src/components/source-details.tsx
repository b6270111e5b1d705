import type { ReactNode } from 'react';
import { useBackup } from '../api/backups.ts';
import { useText } from '../i18n/text.tsx';
import { CopyButton } from './copy-button.tsx';
import { DefinitionList } from './definition-list.tsx';
import { ErrorState } from './error-state.tsx';
import { SkeletonRows } from './skeleton.tsx';
import type { RecordPlace } from './source-button.tsx';

/** Where a record comes from: backup, table, key, and the files its artifact was read from, by the ledger. */
export function SourceDetails({ backup, artifact, table, rowKey }: RecordPlace): ReactNode {
  const t = useText();
  const words = t.common.source;
  const { data, error, refetch } = useBackup(backup);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows rows={3} />;
  const sources = data.ledger.find((entry) => entry.artifact === artifact)?.sources ?? [];
  const citation = [
    `${data.name} (${data.udid ?? data.id})`,
    ...sources.map(({ domain, relativePath, sha256 }) => `${domain}-${relativePath}, SHA-256 ${sha256}`),
    `${table} ${rowKey}`,
  ].join('; ');
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{words.intro}</p>
      <DefinitionList
        entries={[
          [words.backup, data.name],
          [words.table, table],
          [words.key, rowKey],
        ]}
      />
      {sources.length === 0 ? <p className="text-muted">{words.noFile}</p> : null}
      {sources.map(({ fileID, domain, relativePath, sha256 }) => (
        <DefinitionList
          key={fileID}
          entries={[
            [words.file, `${domain} · ${relativePath}`],
            [words.fileID, fileID],
            [words.sha256, sha256],
          ]}
        />
      ))}
      <div className="flex items-center gap-1">
        <CopyButton text={citation} label={words.citation} />
        <span className="text-muted">{words.citation}</span>
      </div>
    </div>
  );
}
