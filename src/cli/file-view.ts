import type { FileView } from '../contract/files.ts';
import type { ListedEntry } from '../sessions/types.ts';

/** An entry of the manifest in the shape of the API. Numbers that JSON cannot hold exactly are left out. */
export function fileView({ entry, missing }: ListedEntry): FileView {
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
