import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { App } from '../../app.ts';
import type { CitedItem, PackReport } from '../../export/index.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError, ERROR_TABLE, type ErrorCode } from '../../model/errors.ts';
import type { BackupHandle } from '../../sessions/index.ts';
import { outputOf, settingsOf, withApp } from '../context.ts';
import { findBackupOnDisk } from '../find-backup.ts';
import { examples } from '../help.ts';
import type { Output } from '../output.ts';
import { visible } from '../terminal-text.ts';
import { type PasswordOptions, unlock } from '../unlock.ts';

interface VerifyOptions extends PasswordOptions {
  readonly against?: string;
  readonly key?: string;
  readonly caFile?: string;
}

/** A cited source file that has changed. */
interface SourceFinding {
  readonly path: string;
  readonly finding: 'changed' | 'missing';
}

/** What `verify` found. */
interface Outcome {
  readonly report: PackReport;
  /** Null if it was not looked up. */
  readonly sources: {
    readonly checked: number;
    readonly findings: readonly SourceFinding[];
    /** Rows that PDFs cite, and which of them are gone, by PDF and number of the item. */
    readonly rows: { readonly checked: number; readonly missing: readonly string[] };
  } | null;
}

type CitedRow = CitedItem['rows'][number];

/** Why a cited row cannot be looked up: its file, table or column is not there. */
const GONE: ReadonlySet<ErrorCode> = new Set([
  'NOT_FOUND',
  'PAYLOAD_MISSING',
  'UNSUPPORTED_SCHEMA',
  'MALFORMED_DATABASE',
]);

/** `apple-juicer verify PACK --against BACKUP` */
export function verifyCommand(): Command {
  return new Command('verify')
    .summary('check an export with proof')
    .description(
      'Checks the signature, the list and every file of an export that was made with --pack, in a folder or ZIP. ' +
        `Exits with status ${ERROR_TABLE.MALFORMED_FILE.exit} if anything was changed, added or removed.`,
    )
    .argument('<PACK>', 'folder or ZIP')
    .option('--against <BACKUP>', 'looks up each file and row that it cites in this backup')
    .option('--key <KEY>', 'the public key that has to have signed it, as `doctor` shows it')
    .option('--ca-file <PEM>', 'certificates, one of which has to have issued that of the time stamp service')
    .option('--password-stdin', 'read the password from the first line of the standard input')
    .addHelpText('after', examples('verify case', 'verify "iPhone conversations.zip" --against k3v9'))
    .action(async (path: string, options: VerifyOptions, command: Command) => {
      const { verifyPack } = await import('../../export/index.ts');
      const { against, caFile } = options;
      const report = await verifyPack(path, caFile === undefined ? undefined : await readCertificates(caFile));
      const out = outputOf(command);
      if (against === undefined) await print(command, out, options, { report, sources: null });
      else {
        await withApp(command, against, async ({ app }) =>
          print(command, out, options, {
            report,
            sources: await compareSources(app, path, report, against, options, out),
          }),
        );
      }
    });
}

/** @throws BAD_REQUEST */
async function readCertificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DomainError('BAD_REQUEST', msg('detail.no-certificates'), { cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new DomainError('BAD_REQUEST', msg('detail.no-certificates'));
}

async function print(
  command: Command,
  out: Output,
  options: VerifyOptions,
  { report, sources }: Outcome,
): Promise<void> {
  const { existingSigningKey, packWord, publicKeyText } = await import('../../export/index.ts');
  const { dataFolder } = await import('../../storage/dsn.ts');
  const { postgres } = await settingsOf(command);
  const own = await existingSigningKey(dataFolder(postgres.dsn));
  const { manifest, findings, stamp, noStamp } = report;
  const key = manifest?.key.publicKey ?? null;
  const isOwnKey = own !== null && publicKeyText(own) === key;
  const isWantedKey = options.key === undefined || options.key === key;
  const isVerified =
    findings.length === 0 &&
    isWantedKey &&
    (sources?.findings.length ?? 0) === 0 &&
    (sources?.rows.missing.length ?? 0) === 0;
  if (!isVerified) process.exitCode = ERROR_TABLE.MALFORMED_FILE.exit;
  const lists = (manifest?.files ?? []).map(({ path }) => path).filter((path) => LISTS.has(path));
  if (out.json) {
    const facts = manifest === null ? null : { ...manifest, files: manifest.files.length };
    await out.document({
      verified: isVerified,
      key,
      isOwnKey,
      isWantedKey,
      findings,
      sources,
      stamp,
      noStamp,
      lists,
      manifest: facts,
    });
    return;
  }
  const line = (path: string, text: string): Promise<void> => out.text(`${visible(path)}: ${text}\n`);
  for (const { path, finding } of findings) await line(path, packWord(finding));
  for (const { path, finding } of sources?.findings ?? []) await line(path, `in the backup: ${packWord(finding)}`);
  for (const place of sources?.rows.missing ?? []) await line(place, 'its row is not in the backup');
  const isPack = !findings.some(({ path, finding }) => path === 'MANIFEST.json' && finding === 'missing');
  await out.text(isPack ? `${packWord(findings.length === 0 ? 'whole' : 'broken')}\n` : NO_PACK);
  if (manifest === null) return;
  await line(packWord('signer'), `${key}${isOwnKey ? ' (this installation)' : ''}`);
  if (!isWantedKey) await line('--key', 'another key has signed it');
  else if (!isOwnKey && options.key === undefined) await out.text(`${packWord('signerHint')}\n`);
  await line(packWord('exported'), visible(`${manifest.about.exportedAt}, ${manifest.madeBy}`));
  await line(packWord('backup'), visible(manifest.about.backup.name));
  await line(packWord('files'), String(manifest.files.length));
  for (const list of lists) await line(list, 'files that the export does not have as the backup lists them');
  if (noStamp !== null)
    await line(packWord('timeStamp'), `${packWord('noStamp')}: ${visible(noStamp.trim().split(/\r?\n/).at(-1) ?? '')}`);
  if (stamp !== null) {
    const trust = stamp.isTrusted === true ? ` (${packWord('stampTrusted')})` : '';
    await line(packWord('timeStamp'), visible(`${stamp.at}, ${stamp.signer}${trust}`));
    if (trust === '') await out.text(`${packWord('stampUnchecked')}\n`);
  }
  if (sources === null) return;
  const { checked, findings: changed, rows } = sources;
  await line('Sources in the backup', `${checked - changed.length} of ${checked} as cited`);
  if (rows.checked > 0)
    await line('Cited rows in the backup', `${rows.checked - rows.missing.length} of ${rows.checked} found`);
}

/** Lists in an export of what it does not have, or not whole: the proof holds for these files as they are. */
const LISTS: ReadonlySet<string> = new Set(['MISSING.txt', 'DAMAGED.txt', 'NOT-CONVERTED.txt', 'SOURCES-MISSING.txt']);

/** Of an export without proof, or the folder around or inside of one. */
const NO_PACK =
  'Only exports with proof can be checked: made with `export --pack`, with a MANIFEST.json in their folder.\n';

/** Looks up each cited source file. @throws BACKUP_NOT_FOUND, BACKUP_LOCKED, WRONG_PASSWORD */
async function compareSources(
  app: App,
  pack: string,
  { manifest }: PackReport,
  wanted: string,
  options: VerifyOptions,
  out: Output,
): Promise<Outcome['sources']> {
  const record = await findBackupOnDisk(app, wanted);
  const handle = await app.sessions.handle(await unlock(app, record, options, out));
  const { digestOf } = await import('../../export/index.ts');
  const { exportFiles } = await import('../../api/export-files.ts');
  const files = exportFiles(record.publicId, handle, app.media);
  const cited = new Map(
    (manifest?.about.sources ?? []).flatMap(({ sources }) =>
      sources.map((source) => [`${source.fileID} ${source.sha256}`, source] as const),
    ),
  );
  const findings: SourceFinding[] = [];
  for (const { fileID, domain, relativePath, sha256 } of cited.values()) {
    const path = `${domain}/${relativePath}`;
    const file = await files.open(fileID);
    if (file === null) findings.push({ path, finding: 'missing' });
    else {
      try {
        if ((await digestOf(file.contents)) !== sha256) findings.push({ path, finding: 'changed' });
      } finally {
        await file.close();
      }
    }
  }
  return { checked: cited.size, findings, rows: await lookUpRows(handle, pack) };
}

/** Looks up each row that PDFs of a pack cite. */
async function lookUpRows(handle: BackupHandle, pack: string): Promise<NonNullable<Outcome['sources']>['rows']> {
  const { citedItems } = await import('../../export/index.ts');
  const missing: string[] = [];
  let checked = 0;
  for await (const { pdf, cited } of citedItems(pack)) {
    for (const row of cited.rows) {
      // A whole file, whose digest has been compared.
      if (row.tables.length === 0) continue;
      checked++;
      if (!(await isThere(handle, row))) missing.push(`${pdf} #${cited.item}`);
    }
  }
  return { checked, missing };
}

/** @throws BACKUP_LOCKED, CANCELLED */
async function isThere(handle: BackupHandle, { domain, relativePath, tables, where }: CitedRow): Promise<boolean> {
  try {
    return (await handle.readRow({ domain, relativePath }, { tables, where })) !== null;
  } catch (error) {
    if (error instanceof DomainError && GONE.has(error.code)) return false;
    throw error;
  }
}
