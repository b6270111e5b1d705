import { posix } from 'node:path';
import type { BackupEntry, BackupFile } from '../../backup/types.ts';
import type { ArchiveRequest, NamedFile } from '../../contract/export.ts';
import { isCompressible, ProblemList, SafePaths, type ZipEntry } from '../../media/index.ts';
import { isDomainError } from '../../model/errors.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/index.ts';

/** Maximum number of files per archive: the ZIP writer scans the finished entries for each new one. */
const MAX_FILES = 200_000;

/** Name of the list of missing files; it is reserved, so that a domain of this name would be renamed. */
const PROBLEMS = 'MISSING.txt';

/** Problems of files that are packed all the same. */
const PROBLEMS_AT_END: Readonly<Record<Exclude<FileIntegrity, 'ok'>, string>> = {
  truncated: 'is damaged at its end; what is there was packed.',
  'padding-invalid': 'is damaged at its end; what is there was packed.',
  shorter: "is shorter than the backup's list of files says; what is there was packed.",
};

/** A requested entry. */
interface Requested {
  readonly fileID: string;
  /** Null if the file is not in the manifest. */
  readonly listed: ListedEntry | null;
  /** Folder and name in the archive; null for its domain and path. */
  readonly place: NamedFile | null;
}

/** The requested entries, in the order of the request or by domain and path. */
async function* requestedEntries(
  handle: BackupHandle,
  { files, domain = '*', path = '**', folder }: ArchiveRequest,
): AsyncGenerator<Requested, void, undefined> {
  if (files === undefined) {
    const found = folder === undefined ? handle.match(domain, path) : handle.within(domain, folder);
    for await (const listed of found) yield { fileID: listed.entry.fileID, listed, place: null };
    return;
  }
  const wanted = new Map(files.map((file) => (typeof file === 'string' ? [file, null] : [file.file, file])));
  for (const [fileID, place] of wanted) yield { fileID, listed: await handle.get(fileID), place };
}

/**
 * The ZIP entries of an archive: files as `<domain>/<relativePath>` or under their given names, with safe names and
 * modification times, decrypted lazily; and `MISSING.txt` if files are missing or damaged.
 * `onEnd` gets the number of files once all are packed.
 * @throws BACKUP_LOCKED, CANCELLED if the backup is locked meanwhile
 */
export async function* archiveEntries(
  handle: BackupHandle,
  request: ArchiveRequest,
  onEnd: (files: number) => Promise<void> = async () => {},
): AsyncGenerator<ZipEntry, void, undefined> {
  const paths = new SafePaths();
  const problems = new ProblemList();
  paths.place(PROBLEMS, '', 'directory');
  let [count, packed] = [0, 0];
  for await (const { fileID, listed, place } of requestedEntries(handle, request)) {
    if (listed === null) {
      problems.note(`${fileID}\tThe backup lists no file with this id.`);
      continue;
    }
    const { entry } = listed;
    if (entry.kind === 'directory') continue;
    if (count++ >= MAX_FILES) {
      problems.note(`The archive ends here: it has ${MAX_FILES} files. Use \`apple-juicer extract\` for more.`);
      break;
    }
    if (entry.kind === 'symlink') {
      problems.add(nameOf(entry), 'is a link, which archives of this kind do not hold.');
      continue;
    }
    const file = await openOrNull(handle, entry, problems);
    if (file === null) continue;
    try {
      yield {
        path: pathOf(paths, entry, place),
        modifiedAt: entry.modifiedAt,
        compress: isCompressible(entry.relativePath),
        contents: contentsOf(file, problems),
      };
      packed++;
    } finally {
      // Not in `contents`, which might never be read.
      await file.close();
    }
  }
  await onEnd(packed);
  if (problems.isEmpty) return;
  yield { path: PROBLEMS, modifiedAt: null, compress: true, contents: textContents(problems.text()) };
}

function pathOf(paths: SafePaths, { fileID, domain, relativePath }: BackupEntry, place: NamedFile | null): string {
  if (place === null) return paths.place(domain, relativePath, 'file');
  return paths.placeAs(place.folder, `${place.name}${posix.extname(relativePath)}`, fileID);
}

function nameOf({ domain, relativePath }: BackupEntry): string {
  return `${domain}/${relativePath}`;
}

async function openOrNull(handle: BackupHandle, entry: BackupEntry, problems: ProblemList): Promise<BackupFile | null> {
  try {
    return await handle.open(entry);
  } catch (error) {
    problems.add(nameOf(entry), aboutOneFile(error));
    return null;
  }
}

/** Contents of a file. A damaged file is truncated and added to the list. */
async function* contentsOf(file: BackupFile, problems: ProblemList): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (file.integrity !== 'ok') problems.add(nameOf(file.entry), PROBLEMS_AT_END[file.integrity]);
    yield* file.stream();
  } catch (error) {
    problems.add(nameOf(file.entry), aboutOneFile(error));
  }
}

/** The message of an error that concerns one file. @throws all other errors */
function aboutOneFile(error: unknown): string {
  if (
    isDomainError(
      error,
      'PAYLOAD_MISSING',
      'DAMAGED_BACKUP',
      'UNSAFE_PATH',
      'NOT_A_FILE',
      'NO_ACCESS',
      'LIMIT_EXCEEDED',
    )
  ) {
    return error.message;
  }
  throw error;
}

async function* textContents(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
