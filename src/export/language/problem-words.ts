import type { ProblemWords } from '../../media/index.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import type { Words } from './words.ts';

/** Texts of a list of missing files. */
export function problemWords({ text }: Words): ProblemWords {
  return { title: text.files.notWhole, more: (count) => text.files.more({ count }) };
}

/** Texts for files of an export that are damaged at their end, or shorter than the backup lists. */
export function integrityWords({ text: { files } }: Words): Readonly<Record<Exclude<FileIntegrity, 'ok'>, string>> {
  return {
    truncated: files.damaged,
    'padding-invalid': files.damaged,
    shorter: files.shorter,
  };
}
