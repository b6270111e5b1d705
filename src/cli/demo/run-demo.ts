import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../app.ts';
import { plain } from '../../locales/messages.ts';
import { openApp } from '../../main.ts';
import { DomainError, ERROR_TABLE } from '../../model/errors.ts';
import { readSettings, type Settings } from '../../settings.ts';
import type { BackupRecord } from '../../storage/index.ts';
import { writeDemoBackup } from '../../synthetic/demo-backup.ts';
import { DEMO, DEMO_PASSWORD } from '../../synthetic/demo-spec.ts';
import { getBackup, getLedger, search } from '../../views/index.ts';
import { formatCount, plural } from '../format.ts';
import { indexBackup } from '../index-backup.ts';
import { formatLedger } from '../ledger-text.ts';
import type { Output } from '../output.ts';
import { serveUntilStopped } from '../serve-until-stopped.ts';
import { onStopSignal, stopStatus } from '../stop-signals.ts';
import { visible } from '../terminal-text.ts';
import { DEMO_EXAMPLES } from './demo-examples.ts';

const QUERY = 'dinner OR photo OR 好';

/** Options of the demo. */
export interface DemoRun {
  /** Exit after printing. */
  readonly once: boolean;
  readonly messages: number;
}

/** Writes, indexes and searches a synthetic backup in `folder`, and serves it unless `once`. */
export async function runDemo(folder: string, { once, messages }: DemoRun, out: Output): Promise<void> {
  if (!out.json) await out.text('Writing a synthetic encrypted backup …\n');
  const spec = { ...DEMO, story: true, messages, examples: DEMO_EXAMPLES };
  await removedOnInterrupt(folder, () => writeDemoBackup(join(folder, 'backups', 'demo'), spec));
  const app = await openApp(demoSettings(folder));
  try {
    await app.catalog.refresh();
    const [record] = await app.store.backups.list();
    if (record === undefined) throw new DomainError('INTERNAL', plain('The backup of the demo was not found.'));
    const session = await app.sessions.unlock({ id: record.publicId, path: record.path }, DEMO_PASSWORD);
    const shown = await showDemo(app, record, out);
    if (once) return await (out.json ? out.document({ ...shown, url: null, loginUrl: null }) : out.text('Done.\n'));
    const opened = [{ backup: record.publicId, cookie: session.cookie }];
    await serveUntilStopped(
      app,
      async ({ url, loginUrl }) => {
        if (out.json) return out.document({ ...shown, url, loginUrl });
        await out.text(`\nServing at ${url} until Ctrl-C.\nOpen ${loginUrl}\n(once, within ten minutes)\n`);
      },
      opened,
    );
  } finally {
    await app.close();
  }
}

/** Removes the folder and exits on interrupt, because writing cannot be cancelled. */
async function removedOnInterrupt(folder: string, write: () => Promise<unknown>): Promise<void> {
  const onInterrupt = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    process.exit(stopStatus() ?? ERROR_TABLE.CANCELLED.exit);
  };
  const off = onStopSignal(onInterrupt);
  try {
    await write();
  } finally {
    off();
  }
}

/** Settings that use only the folder of the demo, without environment variables and files of the user. */
function demoSettings(folder: string): Settings {
  const own = {
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'data', 'demo.db')}`,
    APPLE_JUICER_API__PORT: '0',
    APPLE_JUICER_LOG__LEVEL: 'warn',
    APPLE_JUICER_SESSIONS__TTL_MINUTES: String(24 * 60),
  };
  const settings = readSettings(own, join(folder, '.env'));
  settings.backup_paths.base_path.push(join(folder, 'backups'));
  return settings;
}

/** Indexes and searches the unlocked backup and prints the results. */
async function showDemo(app: App, record: BackupRecord, out: Output) {
  const ref = { id: record.publicId, path: record.path };
  const run = await indexBackup(app, { ref, keys: await app.sessions.keys(ref) }, out);
  const backup = await getBackup(app.views, ref.id, await app.sessions.apps(ref));
  const ledger = await getLedger(app.views, ref.id);
  const result = await search(app.views, { q: QUERY, sort: 'newest', limit: 3 });
  if (!out.json) {
    const { name, device, apps } = backup;
    await out.text(
      `${name} (${device.productName ?? 'iPhone'}, iOS ${device.productVersion ?? '?'}): unlocked with the password ` +
        `“${DEMO_PASSWORD}”, ${plural(apps.length, 'app')}\n\n${formatLedger(ledger)}\n` +
        `Search for ${QUERY}: ${result.totalIsExact ? '' : 'more than '}${formatCount(result.total)} hits, the newest:\n`,
    );
    for (const { title, snippet } of result.items) {
      await out.text(`  ${visible(title)}${snippet === title ? '' : `: ${visible(snippet)}`}\n`);
    }
  }
  return { backup, run, ledger, search: result, password: DEMO_PASSWORD };
}
