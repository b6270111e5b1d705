import { join } from 'node:path';
import { exportContext, exportFiles } from '../../src/api/export-files.ts';
import type { App } from '../../src/app.ts';
import { TargetFolder } from '../../src/cli/extract/target-folder.ts';
import { prepareExport } from '../../src/export/index.ts';
import type { BackupId } from '../../src/model/ids.ts';

/** Exports the records of a kind as HTML with their files into a folder of the kind. */
export async function writeExport(app: App, backup: BackupId, kind: string, folder: string): Promise<void> {
  const { path } = await app.store.backups.get(backup);
  const files = exportFiles(backup, await app.sessions.handle({ id: backup, path }), app.media);
  const request = { what: kind, format: 'html', timeZone: 'Europe/Berlin', files: true, bom: false };
  const prepared = await prepareExport(exportContext(app, files), backup, request);
  const target = await TargetFolder.open(join(folder, kind), [path]);
  for await (const { path: place, modifiedAt, contents } of prepared.files()) {
    await target.writeFile(place, modifiedAt, (file) => file.writeFile(contents));
  }
}
