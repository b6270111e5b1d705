import { join } from 'node:path';
import type { ChunkingContext } from 'rolldown';

/**
 * What commands, processes and threads load at once or one after the other: a group for each, of paths below `src`.
 * What the same groups load becomes one file of the bundle. Left to itself, the bundler makes one for each set of the
 * two hundred modules that are loaded on demand: a command loaded 120 files, and each takes half a millisecond to find,
 * read and link.
 */
const GROUPS: readonly (readonly string[])[] = [
  ['cli/run'],
  ['settings'],
  ['main', 'storage/engines/sqlite/sqlite-engine', 'storage/engines/sqlite/own-thread-connection'],
  ['views/backups'],
  // Before the others of an export.
  ['export/thread/start-worker'],
  ['export/index', 'export/prepare-export', 'export/thread/export-thread', 'contract/export', 'api/export-files'],
  ['export/thread/export-worker', 'export/chats/export-chats', 'storage/engines/sqlite/sqlite-snapshot'],
  ['export/thread/part-worker', 'export/chats/export-chats', 'storage/engines/sqlite/sqlite-snapshot'],
  ['indexing/worker/worker-process'],
  [
    'indexing/worker/work-on-job',
    'storage/engines/sqlite/sqlite-engine',
    'storage/engines/sqlite/own-thread-connection',
    'storage/engines/sqlite/sqlite-bulk-writer',
  ],
  ['indexing/worker/read-thread'],
  ['indexing/worker/preview-thread'],
  ['storage/engines/sqlite/statement-thread'],
  ['sessions/manifest-thread'],
  // Before the API, which the link of a server does not wait for.
  ['cli/serve-until-stopped', 'cli/claim-start', 'api/running-server', 'api/auth/api-token'],
  // What other commands take of the API and of exports: some small modules each.
  [
    'api/logging',
    'api/note-passwords',
    'artifacts/rich/notes/locked/open-locked-note',
    'cli/extract/read-plan',
    'contract/backups',
    'contract/export',
    'contract/marks',
    'contract/redaction',
    'export/language/language-of',
    'export/pack/signing-key',
    'indexing/added-folders',
  ],
  ['api/server'],
];

/** Names of the files that modules become parts of; null for a module that no group loads. `root` is the repository. */
export function partNames(root: string): (id: string, context: ChunkingContext) => string | null {
  let loading: ReadonlyMap<string, number> | null = null;
  return (id, context) => {
    loading ??= groupsByModule(root, context);
    const groups = loading.get(id);
    return groups === undefined ? null : `of-${groups.toString(36)}`;
  };
}

/** The groups that load each module, one bit for each group. */
function groupsByModule(root: string, context: ChunkingContext): ReadonlyMap<string, number> {
  const groups = new Map<string, number>();
  for (const [index, paths] of GROUPS.entries()) {
    const waiting = paths.map((path) => join(root, 'src', `${path}.ts`));
    for (const id of waiting) if (context.getModuleInfo(id) === null) throw new Error(`${id} is not in the bundle.`);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const known = groups.get(id) ?? 0;
      const module = context.getModuleInfo(id);
      if (module === null || module.code === null || (known & (1 << index)) !== 0) continue;
      groups.set(id, known | (1 << index));
      waiting.push(...module.importedIds);
    }
  }
  return groups;
}
