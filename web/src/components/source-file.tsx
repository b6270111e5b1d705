import type { ReactNode } from 'react';
import type { RecordSourceView } from '../../../src/contract/tables.ts';
import { useText } from '../i18n/text.tsx';
import { CopyButton } from './copy-button.tsx';
import { Bytes } from './figures.tsx';

/** A file that something was read from. */
export type SourceFileView = RecordSourceView['rows'][number]['file'];

/** A file of the backup with path and hash. */
export function SourceFile({ file }: { readonly file: SourceFileView }): ReactNode {
  const words = useText().records.source;
  const { domain, relativePath, size, fileID, sha256 } = file;
  return (
    <div className="rounded-md border border-line">
      <div className="border-b border-line px-3 py-2">
        <p className="hostile font-medium">{relativePath}</p>
        <p className="hostile text-sm text-muted">
          {domain}
          {size === null ? null : ' · '}
          {size === null ? null : <Bytes value={size} />}
        </p>
      </div>
      <dl className="flex flex-col px-3 py-1.5">
        <Identifier name={words.fileID} value={fileID} />
        {sha256 === null ? null : <Identifier name={words.sha256} value={sha256} />}
      </dl>
    </div>
  );
}

function Identifier({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  const words = useText().records.source;
  return (
    <div className="flex items-center gap-2 py-0.5">
      <dt className="w-16 shrink-0 text-sm text-muted">{name}</dt>
      <dd className="hostile flex min-w-0 flex-1 items-center gap-1 font-mono text-xs">
        <span className="min-w-0 flex-1">{value}</span>
        <CopyButton text={value} label={words.copy({ what: name })} />
      </dd>
    </div>
  );
}
