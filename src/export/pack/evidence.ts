import { createHash } from 'node:crypto';
import { foldName, safeName } from '../../media/archive/safe-name.ts';
import type { BackupId } from '../../model/ids.ts';
import type { ViewContext } from '../../views/index.ts';
import { textContents } from '../attachments.ts';
import { wordsIn } from '../language/words.ts';
import type { About, ExportFile, ExportFiles } from '../types.ts';
import { ACCESS_LOG, SOURCES_MISSING } from './manifest.ts';

/** Folder of the source files of a pack. */
const SOURCES_FOLDER = 'sources';

/** Number of entries that are read at once. */
const ENTRIES = 500;

/**
 * The files that an export was read from, decrypted, each at its place in the backup: databases, their write-ahead logs
 * beside them, and files of single records. What is missing or has other contents than cited is named in a list.
 */
export async function* sourceFiles(
  files: ExportFiles,
  { sources }: Pick<About, 'sources'>,
  language: string | undefined,
): AsyncGenerator<ExportFile, void, undefined> {
  const lost: string[] = [];
  const taken = new Set<string>();
  const cited = new Map(sources.flatMap((source) => source.sources).map((file) => [file.fileID, file]));
  for (const { fileID, domain, relativePath, sha256 } of cited.values()) {
    const name = `${domain}/${relativePath}`;
    const opened = await files.open(fileID);
    if (opened === null) {
      lost.push(name);
      continue;
    }
    const digest = createHash('sha256');
    async function* contents(): AsyncGenerator<Uint8Array, void, undefined> {
      if (opened === null) return;
      try {
        for await (const chunk of opened.contents) {
          digest.update(chunk);
          yield chunk;
        }
      } finally {
        await opened.close();
      }
    }
    const path = ownPath(name, fileID, taken);
    yield { path, modifiedAt: opened.modifiedAt, compress: true, contents: contents() };
    if (digest.digest('hex') !== sha256) lost.push(name);
  }
  if (lost.length === 0) return;
  const lines = [wordsIn(language).text.sources.missing, '', ...lost.map((line) => line.replace(/\p{Cc}+/gu, ' ')), ''];
  yield { path: SOURCES_MISSING, modifiedAt: null, compress: true, contents: textContents(lines.join('\r\n')) };
}

/** A path that every file system takes and that no other file has: in the folder of its fileID if another has it. */
function ownPath(name: string, fileID: string, taken: Set<string>): string {
  const safe = name.split('/').map(safeName).join('/');
  const path = taken.has(foldName(safe)) ? `${fileID}/${safe}` : safe;
  taken.add(foldName(path));
  return `${SOURCES_FOLDER}/${path}`;
}

/** The accesses to a backup before an export, oldest first. Internal keys of browsers are left out. */
export async function accessLogFile({ store }: ViewContext, backup: BackupId, before: number): Promise<ExportFile> {
  const entries: object[] = [];
  let last: number | null = null;
  for (;;) {
    const found = await store.accesses.list(last, ENTRIES);
    for (const { at, actor, browserName, action, what, format, count, ...entry } of found) {
      if (entry.backup !== backup || at >= before) continue;
      entries.push({ at: new Date(at).toISOString(), actor, browserName, action, what, format, count });
    }
    last = found.at(-1)?.id ?? null;
    if (found.length < ENTRIES) break;
  }
  const log = { format: 'apple-juicer-access-log', version: 1, backup, entries: entries.toReversed() };
  const text = `${JSON.stringify(log, null, 1)}\n`;
  return { path: ACCESS_LOG, modifiedAt: null, compress: true, contents: textContents(text) };
}
