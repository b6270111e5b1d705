import type { LedgerEntryView } from '../../contract/backups.ts';
import type { SourceFile } from '../../model/outcome.ts';

/** View of a source file of an artifact. */
export function sourceFileView(file: SourceFile): LedgerEntryView['sources'][number] {
  const { store, fileID, domain, relativePath, size, sha256 } = file;
  return { store, fileID, domain, relativePath, size, sha256 };
}
