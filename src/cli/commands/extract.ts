import { Command } from 'commander';
import { BY_CLI } from '../../model/access.ts';
import { ERROR_TABLE, type ErrorCode } from '../../model/errors.ts';
import type { FileIntegrity } from '../../model/file-integrity.ts';
import { withApp } from '../context.ts';
import type { ExtractedItem } from '../extract/extract.ts';
import { FILE_PATTERN_HELP, NOTHING_MATCHES, parseFilePattern } from '../file-pattern.ts';
import { findBackupOnDisk } from '../find-backup.ts';
import { formatBytes, formatLeftovers, plural } from '../format.ts';
import { examples } from '../help.ts';
import { printItems } from '../item-list.ts';
import { BACKUP } from '../options.ts';
import { ignoreClosedStdout } from '../output.ts';
import { onStopSignal } from '../stop-signals.ts';
import { visible } from '../terminal-text.ts';
import { type PasswordOptions, unlock } from '../unlock.ts';

interface ExtractOptions extends PasswordOptions {
  readonly to: string;
}

/** Totals of an extraction. */
interface Summary {
  written: number;
  bytes: number;
  folders: number;
  renamed: number;
  missing: number;
  symlinks: number;
  failed: number;
  /** Files that are damaged at their end. */
  damaged: number;
  /** Files with fewer bytes than the manifest lists. */
  shorter: number;
  /** Error code of the first failure. */
  firstFailure: ErrorCode | null;
}

const NOTHING: Summary = {
  written: 0,
  bytes: 0,
  folders: 0,
  renamed: 0,
  missing: 0,
  symlinks: 0,
  failed: 0,
  damaged: 0,
  shorter: 0,
  firstFailure: null,
};

/** `apple-juicer extract ID GLOB --to DIR` */
export function extractCommand(): Command {
  return new Command('extract')
    .summary('copy and decrypt files of a backup')
    .description(
      'Writes files to DIR/<domain>/<path>. Unsafe names are changed and reported. Symbolic links are reported but not ' +
        'created; links inside DIR are not followed. Existing files are replaced. ' +
        `Exits with status ${ERROR_TABLE.PAYLOAD_MISSING.exit} if contents of files are missing.`,
    )
    .argument('<ID>', BACKUP)
    .argument('<GLOB>', FILE_PATTERN_HELP)
    .requiredOption('--to <DIR>', 'target folder; created if missing')
    .option('--password-stdin', 'read the password from the first line of the standard input')
    .addHelpText(
      'after',
      examples("extract k3v9 'CameraRollDomain:' --to photos", "extract k3v9 '*.pdf' --to documents --json"),
    )
    .action((id: string, glob: string, options: ExtractOptions, command: Command) =>
      withApp(command, id, async ({ app, out }) => {
        ignoreClosedStdout();
        const [{ extractEntries }, { TargetFolder }] = await Promise.all([
          import('../extract/extract.ts'),
          import('../extract/target-folder.ts'),
        ]);
        const record = await findBackupOnDisk(app, id);
        const backups = (await app.store.backups.list()).map(({ path }) => path);
        const handle = await app.sessions.handle(await unlock(app, record, options, out));
        const target = await TargetFolder.open(options.to, backups);
        const { domain, path } = parseFilePattern(glob);
        const access = { backup: record.publicId, action: 'extracted', format: 'file' } as const;
        const entry = await app.store.accesses.add(BY_CLI, access);
        const interrupt = new AbortController();
        const onInterrupt = (): void => interrupt.abort();
        const off = onStopSignal(onInterrupt);
        try {
          await printItems(out, async (print) => {
            const summary = { ...NOTHING };
            let isEmpty = true;
            for await (const item of extractEntries(handle, handle.match(domain, path), target, interrupt.signal)) {
              isEmpty = false;
              count(item, summary);
              await print(item, formatItem);
            }
            await app.store.accesses.setCount(entry, summary.written);
            if (!out.json) out.info(isEmpty ? NOTHING_MATCHES : formatSummary(summary));
            if (target.leftovers > 0) out.info(formatLeftovers(target.leftovers));
            process.exitCode = exitStatus(summary);
            return { summary };
          });
        } finally {
          off();
        }
      }),
    );
}

/** Missing contents take precedence over other failures. */
function exitStatus({ missing, firstFailure }: Summary): number {
  if (missing > 0) return ERROR_TABLE.PAYLOAD_MISSING.exit;
  return firstFailure === null ? 0 : ERROR_TABLE[firstFailure].exit;
}

function count({ status, bytes, renamed, code, integrity }: ExtractedItem, summary: Summary): void {
  summary.bytes += bytes ?? 0;
  if (status === 'written') summary.written++;
  if (status === 'created') summary.folders++;
  if (status === 'missing') summary.missing++;
  if (integrity === 'truncated' || integrity === 'padding-invalid') summary.damaged++;
  if (integrity === 'shorter') summary.shorter++;
  if (status === 'symlink') summary.symlinks++;
  if (status === 'failed') {
    summary.failed++;
    summary.firstFailure ??= code;
  }
  if (renamed && (status === 'written' || status === 'created')) summary.renamed++;
}

const INTEGRITY_WORDS: Readonly<Record<Exclude<FileIntegrity, 'ok'>, string>> = {
  truncated: 'truncated',
  'padding-invalid': 'padding-invalid',
  shorter: 'shorter than listed',
};

function formatItem(item: ExtractedItem): string {
  const from = `${visible(item.domain)}:${visible(item.relativePath)}`;
  const where = item.renamed && item.path !== null ? ` => ${visible(item.path)}` : '';
  const facts = [
    item.target === null ? null : `-> ${visible(item.target)}`,
    item.integrity === null || item.integrity === 'ok' ? null : `(${INTEGRITY_WORDS[item.integrity]})`,
    item.status === 'failed' ? `(${item.code}: ${visible(item.message ?? '')})` : null,
  ].filter((fact) => fact !== null);
  return `${item.status.padEnd(8)} ${[from + where, ...facts].join(' ')}\n`;
}

function formatSummary(summary: Summary): string {
  const parts = [
    `${plural(summary.written, 'file')} written (${formatBytes(summary.bytes)})`,
    summary.folders > 0 ? plural(summary.folders, 'folder') : null,
    summary.renamed > 0 ? `${summary.renamed} renamed` : null,
    summary.missing > 0 ? `${summary.missing} missing in the backup` : null,
    summary.symlinks > 0 ? `${plural(summary.symlinks, 'link')} skipped` : null,
    summary.failed > 0 ? `${summary.failed} failed` : null,
    summary.damaged > 0 ? `${summary.damaged} damaged at the end` : null,
    summary.shorter > 0 ? `${summary.shorter} shorter than the backup lists` : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
