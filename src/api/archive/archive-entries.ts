import { posix } from 'node:path';
import type { BackupEntry, BackupFile } from '../../backup/types.ts';
import type { ArchiveRequest, NamedFile } from '../../contract/export.ts';
import { isCompressible, SafePaths, type ZipEntry } from '../../media/index.ts';
import { isDomainError } from '../../model/errors.ts';
import type { BackupHandle, ListedEntry } from '../../sessions/index.ts';
import { ProblemList } from './problem-list.ts';

/** Files of one archive: its writer goes through those that are done before each one. */
const MAX_FILES = 200_000;

/** Name of the list of what is missing; no domain is called so, and if one were, it would get another name. */
const PROBLEMS = 'MISSING.txt';

/** One thing that is to be packed. */
interface Requested {
  readonly fileID: string;
  /** Null where the backup lists no such file. */
  readonly listed: ListedEntry | null;
  /** Where it is to lie; null for its own domain and path. */
  readonly place: NamedFile | null;
}

/** The entries a request names, in its order or by domain and path. */
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
 * What an archive of these entries holds: every file as `<domain>/<relativePath>`, or as it is to be called, with safe names
 * and its own time, decrypted when it is read, and `MISSING.txt` where one could not be put in, or not whole.
 * @throws BACKUP_LOCKED, CANCELLED when the backup is locked meanwhile
 */
export async function* archiveEntries(
  handle: BackupHandle,
  request: ArchiveRequest,
): AsyncGenerator<ZipEntry, void, undefined> {
  const paths = new SafePaths();
  const problems = new ProblemList();
  paths.place(PROBLEMS, '', 'directory');
  let count = 0;
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
      problems.add(entry.domain, entry.relativePath, 'is a link, which archives of this kind do not hold.');
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
    } finally {
      // Here rather than in its contents: nobody may ever begin to read them.
      await file.close();
    }
  }
  if (problems.isEmpty) return;
  yield { path: PROBLEMS, modifiedAt: null, compress: true, contents: oneText(problems.text()) };
}

function pathOf(paths: SafePaths, { fileID, domain, relativePath }: BackupEntry, place: NamedFile | null): string {
  if (place === null) return paths.place(domain, relativePath, 'file');
  return paths.placeAs(place.folder, `${place.name}${posix.extname(relativePath)}`, fileID);
}

async function openOrNull(handle: BackupHandle, entry: BackupEntry, problems: ProblemList): Promise<BackupFile | null> {
  try {
    return await handle.open(entry);
  } catch (error) {
    problems.add(entry.domain, entry.relativePath, aboutOneFile(error));
    return null;
  }
}

/** A file that turns out to be damaged ends where it does; the list says so. */
async function* contentsOf(file: BackupFile, problems: ProblemList): AsyncGenerator<Uint8Array, void, undefined> {
  const { domain, relativePath } = file.entry;
  try {
    if (file.integrity !== 'ok') problems.add(domain, relativePath, 'is damaged at its end; what is there was packed.');
    yield* file.stream();
  } catch (error) {
    problems.add(domain, relativePath, aboutOneFile(error));
  }
}

/** What is wrong with one file. @throws what is about the backup as a whole, or about us */
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

async function* oneText(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}
