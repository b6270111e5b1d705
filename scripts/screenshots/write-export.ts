import { exportContext, exportFiles } from '../../src/api/export-files.ts';
import type { App } from '../../src/app.ts';
import { TargetFolder } from '../../src/cli/extract/target-folder.ts';
import type { ExportPlan } from '../../src/contract/export.ts';
import { prepareExport } from '../../src/export/index.ts';
import type { BackupId } from '../../src/model/ids.ts';

/** Writes an export into a folder. */
export async function writeExport(app: App, backup: BackupId, request: ExportPlan, folder: string): Promise<void> {
  const { path } = await app.store.backups.get(backup);
  const files = exportFiles(backup, await app.sessions.handle({ id: backup, path }), app.media);
  const prepared = await prepareExport(exportContext(app, files), backup, request);
  const target = await TargetFolder.open(folder, [path]);
  for await (const { path: place, modifiedAt, contents } of prepared.files()) {
    await target.writeFile(place, modifiedAt, (file) => file.writeAll(contents));
  }
}
