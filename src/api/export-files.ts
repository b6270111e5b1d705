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
      let isWhole = file.integrity === 'ok';
      async function* contents(): AsyncGenerator<Uint8Array, void, undefined> {
        try {
          if (file !== null) yield* file.stream();
        } catch (error) {
          nullForOneFile(error);
          isWhole = false;
        }
      }
      return {
        name: nameOf(listed.entry.relativePath),
        modifiedAt: listed.entry.modifiedAt,
        contents: contents(),
        isWhole: () => isWhole,
        close: () => file.close(),
      };
    },
    async name(fileID) {
      const listed = await handle.get(fileID);
      return listed === null ? null : nameOf(listed.entry.relativePath);
    },
    async picture(fileID, wanted, signal) {
      const listed = await handle.get(fileID);
      if (listed === null) return null;
      const source = { key: `${id} ${handle.folder.fingerprint} ${fileID}`, open: () => handle.open(listed.entry) };
      return media
        .picture(source, { ...wanted, format: 'jpeg' }, signal ?? new AbortController().signal)
        .catch(nullForOneFile);
    },
    photo: ({ domain, relativePath, ...query }) =>
      handle.readBlob({ domain, relativePath }, query).catch(nullForOneFile),
  };
}

function nameOf(relativePath: string): string {
  return relativePath.slice(relativePath.lastIndexOf('/') + 1);
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
