import type { ReactNode } from 'react';
import type { FileView } from '../../../../../src/contract/files.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { Bytes } from '../../../components/figures.tsx';
import { Time } from '../../../components/time.tsx';
import { useText } from '../../../i18n/text.tsx';

/** Manifest entry of a file. */
export function FileDetails({ file }: { readonly file: FileView }): ReactNode {
  const { preview, missing } = useText().files;
  const { domain, relativePath, fileID, sizeHint, modifiedAt, createdAt, protectionClass } = file;
  return (
    <div className="flex flex-col gap-4">
      {file.missing ? <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">{missing}</p> : null}
      <DefinitionList
        entries={[
          [preview.domain, domain],
          [preview.path, relativePath],
          [preview.size, sizeHint === null ? null : <Bytes key="size" value={sizeHint} />],
          [preview.modified, modifiedAt === null ? null : <Time key="modified" at={modifiedAt} />],
          [preview.created, createdAt === null ? null : <Time key="created" at={createdAt} />],
          [preview.protection, protectionClass],
          [
            preview.fileID,
            <span key="id" className="font-mono text-sm">
              {fileID}
            </span>,
          ],
        ]}
      />
      <div className="flex items-center gap-1">
        <CopyButton text={`${domain}/${relativePath}`} label={preview.copyPath} />
        <span className="text-muted">{preview.copyPath}</span>
      </div>
    </div>
  );
}
