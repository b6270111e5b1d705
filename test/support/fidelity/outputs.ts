import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exportContext, exportFiles } from '../../../src/api/export-files.ts';
import { NotePasswords } from '../../../src/api/note-passwords.ts';
import { artifactTables } from '../../../src/artifacts/registry.ts';
import { type PreparedExport, prepareExport } from '../../../src/export/prepare-export.ts';
import { openApp } from '../../../src/main.ts';
import { indexNow } from '../index-now.ts';
import { makeWorkspace } from '../workspace.ts';
import { writeFidelityBackup } from './backup.ts';

/** What is exported, and in which formats that the tables have columns for. */
const EXPORTS: readonly (readonly [what: string, formats: readonly string[]])[] = [
  ['conversations', ['html', 'txt', 'json']],
  ['whatsapp', ['html', 'txt', 'json']],
  ['notes', ['html', 'txt', 'jsonl']],
];

/** Password of the locked notes. */
const NOTE_PASSWORD = 'hunter2 ünïcode';

/** Everything that became of one backup, as text: the rows of the index, and exports with the paths of their files. */
export type Outputs = ReadonlyMap<string, string>;

/** Files that are kept as text. */
const TEXT = /\.(?:html|txt|json|jsonl|xmp)$/;

/** Indexes the backup with every feature and exports it. Keys are `db`, `what format`, `photos xmp` and `photos json`. */
export async function makeOutputs(): Promise<Outputs> {
  const workspace = await makeWorkspace();
  try {
    await writeFidelityBackup(join(workspace.backups, 'all'));
    const outputs = new Map<string, string>();
    const app = await openApp(workspace.settings, { queue: 'embedded' });
    try {
      await app.catalog.refresh();
      const [record] = await app.store.backups.list();
      if (record === undefined) throw new Error('The backup was not found.');
      const { publicId: id, path } = record;
      await indexNow(app, id, null);
      const files = exportFiles(id, await app.sessions.handle({ id, path }), app.media);
      const contextOf = (what: string) => ({
        ...exportContext(app, files),
        openNote: what === 'notes' ? new NotePasswords([NOTE_PASSWORD]).open : undefined,
      });
      const plan = { files: true, timeZone: 'UTC', bom: false, exportedAt: 0 };
      for (const [what, formats] of EXPORTS) {
        for (const format of formats) {
          const made = await filesOf(await prepareExport(contextOf(what), id, { ...plan, what, format }));
          outputs.set(`${what} ${format}`, made.join(''));
        }
      }
      const photos = {
        versions: 'both' as const,
        folders: 'album',
        sidecars: ['xmp' as const, 'json' as const],
        quality: 90,
      };
      const made = await filesOf(
        await prepareExport(contextOf('photos'), id, { ...plan, what: 'photos', format: 'original', photos }),
      );
      for (const ending of ['xmp', 'json']) {
        const sidecars = made.filter((file) => file.split('\n', 1)[0]?.endsWith(`.${ending}`));
        outputs.set(`photos ${ending}`, sidecars.join(''));
      }
    } finally {
      await app.close();
    }
    outputs.set('db', rowsOf(join(workspace.path, 'data', 'index.db')));
    return outputs;
  } finally {
    await workspace.remove();
  }
}

/** The files of an export, each after a line with its path. */
async function filesOf(prepared: PreparedExport): Promise<string[]> {
  const files: string[] = [];
  for await (const { path, contents } of prepared.files()) {
    const chunks = (await Array.fromAsync(contents)).map((chunk) => Buffer.from(chunk));
    files.push(`== ${path}\n${TEXT.test(path) ? Buffer.concat(chunks).toString() : ''}\n`);
  }
  return files;
}

/** The rows of all artifacts, a line each. */
function rowsOf(path: string): string {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return Object.keys(artifactTables)
      .flatMap((table) =>
        db
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          .map(
            (row) =>
              `${table} ${Object.entries(row)
                .map(([name, value]) => `${name}=${String(value)}`)
                .join('|')}`,
          ),
      )
      .join('\n');
  } finally {
    db.close();
  }
}
