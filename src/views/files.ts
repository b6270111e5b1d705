import type { FileView } from '../contract/files.ts';

/** An entry of a manifest as the backup gives it: `ListedEntry` of `sessions/`, which views do not know. */
export interface ListedFile {
  readonly entry: Omit<FileView, 'missing'>;
  readonly missing: boolean;
}

/** An entry as API and CLI show it. Numbers that no JSON number can hold exactly are left out: they are not true anyway. */
export function fileView({ entry, missing }: ListedFile): FileView {
  return {
    fileID: entry.fileID,
    domain: entry.domain,
    relativePath: entry.relativePath,
    kind: entry.kind,
    sizeHint: exact(entry.sizeHint),
    mode: exact(entry.mode) ?? 0,
    modifiedAt: exact(entry.modifiedAt),
    createdAt: exact(entry.createdAt),
    protectionClass: exact(entry.protectionClass),
    target: entry.target,
    missing,
  };
}

function exact(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) ? value : null;
}
