/** `npm run bench [name…]`: runs the benchmarks one after another, each in its own process, and prints a table. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, relative, sep } from 'node:path';
import { SHARED_VARIABLE } from './phone.ts';

const HELPERS = new Set([
  'run.ts',
  'bench.ts',
  'artifact-rows.ts',
  'web/browser.ts',
  'bare-writer.ts',
  'first-content.ts',
  'message-store.ts',
  'index-backup.ts',
  'installation.ts',
  'phone.ts',
  'processes.ts',
]);
const wanted = process.argv.slice(2);
const memory = Math.round(totalmem() / 2 ** 30);
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GiB, Node ${process.version}\n\n`);
process.stdout.write('| benchmark | measured | limit or peer | ratio | ok |\n|---|---|---|---|---|\n');
const phone = mkdtempSync(join(tmpdir(), 'apple-juicer-phone-'));
const environment = { [SHARED_VARIABLE]: phone, ...process.env };
for (const file of globSync('bench/{,web/}*.ts').toSorted()) {
  const path = relative('bench', file).replaceAll(sep, '/');
  const name = path.replace('/', '-').replace(/\.ts$/, '');
  if (HELPERS.has(path) || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { status } = spawnSync(process.execPath, [file, '--rows'], { stdio: 'inherit', env: environment });
  if (status !== 0) process.exitCode = 1;
}
rmSync(phone, { recursive: true, force: true });
