import { Command } from 'commander';
import type { BackupDetailView } from '../../contract/backups.ts';
import { isFolder, SHORT, withApp } from '../context.ts';
import { findBackup } from '../find-backup.ts';
import { formatBytes, formatTime, plural } from '../format.ts';
import { examples } from '../help.ts';
import { formatLedger } from '../ledger-text.ts';
import { BACKUP } from '../options.ts';
import { visible } from '../terminal-text.ts';

/** `apple-juicer info ID` */
export function infoCommand(): Command {
  return new Command('info')
    .summary('show the metadata and the ledger of a backup')
    .argument('<ID>', BACKUP)
    .addHelpText('after', examples('info k3v9', 'info "Anna’s iPhone"', 'info ./00008110-001A0D942EEA401E --json'))
    .action((id: string, _options: unknown, command: Command) =>
      withApp(
        command,
        id,
        async ({ app, out }) => {
          const { getBackup } = await import('../../views/index.ts');
          const record = await findBackup(app, id);
          const ref = { id: record.publicId, path: record.path };
          const apps = isFolder(record.path) ? await app.sessions.apps(ref) : [];
          const backup = await getBackup(app.views, record.publicId, apps);
          await (out.json ? out.document(backup) : out.text(formatBackup(backup)));
        },
        SHORT,
      ),
    );
}

function formatBackup(backup: BackupDetailView): string {
  const { device } = backup;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Id', backup.id],
    ['Name', backup.name],
    ['Folder', backup.path],
    ['Device', [device.productName, device.productType].filter((part) => part !== null).join(', ') || null],
    ['iOS', device.productVersion === null ? null : `${device.productVersion} (${device.buildVersion ?? '?'})`],
    ['UDID', backup.udid],
    ['Serial number', device.serialNumber],
    ['Phone number', device.phoneNumberText],
    ['IMEI', device.imei],
    ['Made by', device.madeBy],
    ['Backed up', formatTime(backup.backedUpAt)],
    ['Encrypted', backup.encrypted ? 'yes' : 'no'],
    [
      'Kind',
      [backup.archived ? 'archived copy' : 'live backup', backup.manifest].filter((part) => part !== null).join(', '),
    ],
    // Remarks are sentences.
    ['State', backup.remarks.length === 0 ? backup.state : `${backup.state}. ${backup.remarks.join(' ')}`],
    ['Files', backup.damage],
    ['Size', backup.sizeBytes === null ? null : formatBytes(backup.sizeBytes)],
    ['Folder is gone since', isFolder(backup.path) ? null : formatTime(backup.vanishedAt)],
    ['Apps', backup.apps.length === 0 ? null : plural(backup.apps.length, 'app')],
    [
      'Index',
      [backup.status.toLowerCase(), backup.stale ? `stale: index again. ${backup.staleReason ?? ''}`.trim() : null]
        .filter((part) => part !== null)
        .join(', '),
    ],
    ['Last indexed', backup.lastIndexedAt === null ? null : formatTime(backup.lastIndexedAt)],
    [
      'Last run',
      backup.lastRun === null
        ? null
        : [backup.lastRun.outcome, backup.lastRun.reason].filter((part) => part !== null).join(': '),
    ],
  ];
  const lines = facts.flatMap(([name, value]) => (value === null ? [] : `${`${name}:`.padEnd(22)}${visible(value)}\n`));
  const ledger =
    backup.ledger.length === 0
      ? `\nNot indexed yet: apple-juicer index ${backup.id}\n`
      : `\n${formatLedger(backup.ledger)}`;
  return lines.join('') + ledger;
}
