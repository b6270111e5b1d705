import type { Redaction } from '../../contract/redaction.ts';
import type { ExportFiles } from '../types.ts';

/** Files of a backup as a redacted export may have them. */
export function redactedFiles(files: ExportFiles, _redaction: Redaction): ExportFiles {
  return files;
}
