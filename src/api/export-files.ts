import type { ExportFiles } from '../export/index.ts';
import type { Media } from '../media/index.ts';
import { isDomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import type { BackupHandle } from '../sessions/index.ts';

/** File access of exports of a backup. Errors of a single file give null; others, such as a locked backup, are thrown. */
export function exportFiles(id: BackupId, handle: BackupHandle, media: Media): ExportFiles {
  return {
    async open(fileID) {
      const listed = await handle.get(fileID);
      if (listed === null) return null;
      const file = await handle.open(listed.entry).catch(nullForOneFile);
      if (file === null) return null;
      return { modifiedAt: listed.entry.modifiedAt, contents: file.stream(), close: () => file.close() };
    },
    async name(fileID) {
      const listed = await handle.get(fileID);
      return listed === null ? null : listed.entry.relativePath.slice(listed.entry.relativePath.lastIndexOf('/') + 1);
    },
    async picture(fileID, size, signal) {
      const listed = await handle.get(fileID);
      if (listed === null) return null;
      const source = { key: `${id} ${handle.folder.fingerprint} ${fileID}`, open: () => handle.open(listed.entry) };
      return media
        .picture(source, { format: 'jpeg', size }, signal ?? new AbortController().signal)
        .catch(nullForOneFile);
    },
    photo: ({ domain, relativePath, ...query }) =>
      handle.readBlob({ domain, relativePath }, query).catch(nullForOneFile),
  };
}

function nullForOneFile(error: unknown): null {
  const isAboutIt = isDomainError(
    error,
    'PAYLOAD_MISSING',
    'DAMAGED_BACKUP',
    'UNSAFE_PATH',
    'NOT_A_FILE',
    'NOT_FOUND',
    'LIMIT_EXCEEDED',
    'MALFORMED_DATABASE',
    'UNSUPPORTED_SCHEMA',
    'UNSUPPORTED_MEDIA',
    'MALFORMED_MEDIA',
    'CONVERTER_MISSING',
  );
  if (isAboutIt) return null;
  throw error;
}
