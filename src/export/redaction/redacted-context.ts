import type { Redaction } from '../../contract/redaction.ts';
import type { ExportFiles, PlanContext } from '../types.ts';
import { isLeftOut, redactedName } from './file-class.ts';
import type { Redactor } from './redactor.ts';

/** Views and files of a redacted export: files by the fileIDs of the copy, with redacted names, without those left out. */
export function redactedContext(
  context: PlanContext,
  redactor: Redactor,
  redaction: Redaction,
  views: PlanContext['views'],
): PlanContext {
  const { files } = context;
  /** The file of the backup; null for one that is left out. */
  const original = async (fileID: string): Promise<string | null> => {
    const found = redactor.originalFile(fileID);
    const name = found === null ? null : ((await files?.name(found)) ?? null);
    return name === null || isLeftOut(name, redaction) ? null : found;
  };
  const redacted: ExportFiles | null = files && {
    ...files,
    async open(fileID, as, signal) {
      const found = await original(fileID);
      const file = found === null ? null : await files.open(found, as, signal);
      return file === null ? null : withName(file, redactedName(redactor.text(file.name), redaction));
    },
    async needsFilm(fileID) {
      const found = await original(fileID);
      return found !== null && ((await files.needsFilm?.(found)) ?? false);
    },
    leavesOut: (name) => isLeftOut(name, redaction),
    async name(fileID) {
      const found = redactor.originalFile(fileID);
      const name = found === null ? null : await files.name(found);
      return name === null ? null : redactedName(redactor.text(name), redaction);
    },
    async picture(fileID, wanted, signal) {
      if (redaction.pictures === 'leave-out') return null;
      const found = redactor.originalFile(fileID);
      return found === null ? null : files.picture(found, wanted, signal);
    },
    photo: async (place) => (redaction.pictures === 'leave-out' ? null : files.photo(place)),
  };
  return {
    ...context,
    views,
    files: redacted,
    async readFile(fileID) {
      const found = await original(fileID);
      return found === null ? null : context.readFile(found);
    },
  };
}

function withName<T extends { readonly name: string }>(file: T, name: string): T {
  return { ...file, name };
}
