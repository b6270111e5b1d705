import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { recordSourceQuery } from '../api/records.ts';
import { useText } from '../i18n/text.tsx';
import { useKinds } from '../kinds/kinds-context.tsx';
import { Badge } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';
import { ErrorState } from './error-state.tsx';
import { SkeletonRows } from './skeleton.tsx';
import { SourceFile, type SourceFileView } from './source-file.tsx';
import { SourceRawRows } from './source-raw-rows.tsx';

/** Identifies a record: artifact, table and key. */
export interface RecordPlace {
  readonly backup: string;
  readonly artifact: string;
  readonly table: string;
  readonly rowKey: string;
}

/** Source of a record for citations: file, table, key and hash, and the stored row if the backup is unlocked. */
export function SourceDetails({ backup, table, rowKey }: RecordPlace): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const words = t.records.source;
  const { data, error, refetch } = useQuery(recordSourceQuery(backup, table, rowKey, false));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} backup={backup} />;
  if (data === undefined) return <SkeletonRows rows={4} />;
  const { rows, files, version } = data;
  const citation = rows.length > 0 ? rows.map(({ citation }) => citation).join('\n') : citationOf(backup, data);
  const used =
    rows.length > 0 ? distinct(rows.flatMap(({ file, wal }) => (wal === null ? [file] : [file, wal]))) : files;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col items-start gap-2">
        <p className="text-muted">{t.common.source.intro}</p>
        <Badge>{words.readBy({ title: kinds.artifactName(data.artifact, data.title), version })}</Badge>
      </div>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{rows.length > 0 ? words.file : words.files}</h3>
        {rows.length > 0 || files.length === 0 ? null : <p className="text-muted">{words.many}</p>}
        {used.map((file) => (
          <SourceFile key={file.fileID} file={file} />
        ))}
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="font-semibold">{words.record}</h3>
        <ul className="flex flex-col gap-1">
          {rows.map(({ file, tables, where, citation }) => (
            <li key={citation} className="hostile font-mono text-xs leading-5">
              {tables.length === 0 ? file.relativePath : tables.join(' / ')}
              {Object.entries(where).map(([column, value]) => (
                <span key={column} className="text-muted">{` · ${column} = ${value}`}</span>
              ))}
            </li>
          ))}
          {rows.length > 0 ? null : (
            <li className="hostile font-mono text-xs leading-5">
              {table} <span className="text-muted">{rowKey}</span>
            </li>
          )}
        </ul>
      </section>
      <section className="flex flex-col gap-2">
        <div className="flex items-center justify-between">
          <h3 className="font-semibold">{words.citation}</h3>
          <CopyButton text={citation} label={words.copyCitation} />
        </div>
        <p
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
          tabIndex={0}
          className="hostile max-h-40 overflow-y-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap select-all"
        >
          {citation}
        </p>
        <p className="text-sm text-muted">{words.stays}</p>
      </section>
      {rows.every(({ tables }) => tables.length === 0) ? null : (
        <SourceRawRows backup={backup} table={table} rowKey={rowKey} />
      )}
    </div>
  );
}

/** Citation of a record without a single source row: files, and its table and key in the index. */
function citationOf(
  backup: string,
  { files, table, key }: { readonly files: readonly SourceFileView[]; readonly table: string; readonly key: string },
): string {
  const places = files.map(({ domain, relativePath, fileID, sha256 }) => {
    const sum = sha256 === null ? '' : `, SHA-256 ${sha256}`;
    return `${domain} ${relativePath} (fileID ${fileID}${sum})`;
  });
  return [`Backup ${backup}`, ...places, `${table} ${key}`].join(', ');
}

function distinct(files: readonly SourceFileView[]): readonly SourceFileView[] {
  return [...new Map(files.map((file) => [file.fileID, file])).values()];
}
