/**
 * Exporting photos as originals, from an encrypted backup and one that is not, against copying the exported files with
 * `cp -r`. Both read from the page cache: all sources are read once before each command, and what was written before is
 * flushed, so that no command pays for the writes of another. Another process holds the memory that each needs and frees
 * it when the first file is there: where free memory is not ready for use, as in a virtual machine that gives it back
 * within two seconds, either takes up to four times as long, and what is compared is that.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { builtCli } from '../test/support/bundled-cli.ts';
import { photoEntries, type SyntheticEntry, writeBackup, writePhotosDatabase } from '../test/synthetic/index.ts';
import { type BenchRow, printRows } from './bench.ts';
import { indexBackup } from './index-backup.ts';
import { PASSWORD, SHARED_VARIABLE } from './phone.ts';
import { cpuSecondsOfChildren, MemoryWatch } from './processes.ts';

/** Photos and films of the library. Some are in iCloud only, and some have a second file. */
const PHOTOS = Number(process.env.BENCH_PHOTOS ?? 1000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
/**
 * Number of files that the goal is about. Times of a library that is much smaller are extended to it by what each file of
 * the second half takes: the start counts once, and the first files take longer, as their code is compiled meanwhile.
 */
const GOAL_FILES = 10_000;
/** From this many files on, times are compared as measured. */
const MANY_FILES = 2500;
/** Least speed relative to copying. */
const GOAL = 0.8;
const MAX_RSS_MIB = 512;
/** Sizes of pictures and films in bytes. */
const SMALLEST = 1_200_000;
const LARGEST = 2_800_000;
/** The last day of an export of about half of them. */
const HALF = '2024-06-17';
/** Memory that is made ready, relative to the bytes that are written, and relative to that of the machine at most. */
const MEMORY = 1.5;
const MEMORY_AT_MOST = 0.5;
/** Source of a program that allocates a number of bytes and exits when a folder has a file, or after a minute. */
const HOLDS_MEMORY = `
  const [bytes, folder] = process.argv.slice(1);
  const memory = new Uint8Array(Number(bytes)).fill(1);
  console.log('ready');
  setTimeout(() => process.exit(), 60_000);
  setInterval(() => {
    try {
      if (require('node:fs').readdirSync(folder).length > 0) process.exit(memory[0] - 1);
    } catch {}
  }, 2);`;

/** Files of an export that do not come from the backup. */
const BESIDES = new Set(['ABOUT.json', 'export-plan.json', 'MISSING.txt']);

interface Size {
  readonly files: number;
  readonly bytes: number;
}

/** A command, from the start of its process to its end. */
interface Timing {
  readonly seconds: number;
  /** Processor time in seconds. */
  readonly cpu: number;
  readonly mib: number;
}

/** Runs a command to its end. @throws Error if it fails */
async function time(command: readonly string[], env: NodeJS.ProcessEnv, input: string): Promise<Timing> {
  const [program = '', ...args] = command;
  const cpu = cpuSecondsOfChildren();
  const start = performance.now();
  const child = spawn(program, args, { env, stdio: ['pipe', 'ignore', 'inherit'] });
  const memory = new MemoryWatch(child.pid as number);
  child.stdin.end(input);
  const [status] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  const { own } = memory.stop();
  if (status !== 0) throw new Error(`${command.join(' ')} failed.`);
  return { seconds, cpu: cpuSecondsOfChildren() - cpu, mib: own };
}

/** The best times of several rounds, because other programs only ever take time; the highest memory of all. */
function best(rounds: readonly Timing[]): Timing {
  return {
    seconds: Math.min(...rounds.map(({ seconds }) => seconds)),
    cpu: Math.min(...rounds.map(({ cpu }) => cpu)),
    mib: Math.max(...rounds.map(({ mib }) => mib)),
  };
}

/** The files of a library, with as many bytes as those of a phone. The same each time. */
function* libraryFiles(database: string): Generator<SyntheticEntry, void, undefined> {
  const truth = writePhotosDatabase(database, { seed: 'photos', size: PHOTOS });
  yield {
    domain: 'CameraRollDomain',
    relativePath: 'Media/PhotoData/Photos.sqlite',
    kind: 'file',
    contents: { path: database },
  };
  const noise = createHash('shake256', { outputLength: LARGEST }).digest();
  let index = 0;
  for (const entry of photoEntries(truth)) {
    const size = SMALLEST + ((index++ * 7919) % 1000) * ((LARGEST - SMALLEST) / 1000);
    const { contents } = entry;
    if (entry.relativePath.includes('/Thumbnails/') || !(contents instanceof Uint8Array)) yield entry;
    else yield { ...entry, contents: Buffer.concat([contents, noise.subarray(0, size - contents.length)]) };
  }
}

/** Writes a backup of a photo library, if it is not there yet. */
async function writeLibrary(folder: string, isEncrypted: boolean): Promise<void> {
  if (existsSync(folder)) return;
  const database = `${folder}.sqlite`;
  // An unfinished backup must not be mistaken for a complete one.
  await writeBackup(`${folder}.part`, {
    seed: isEncrypted ? 'encrypted' : 'plain',
    manifest: 'db',
    layout: 'sharded',
    files: libraryFiles(database),
    ...(isEncrypted ? { encrypted: { password: PASSWORD } } : {}),
  });
  await rm(database);
  await rename(`${folder}.part`, folder);
}

/** The digests of the files that the backups have. */
function digestsOfLibrary(folder: string): ReadonlySet<string> {
  const database = join(folder, 'library.sqlite');
  const digests = new Set<string>();
  for (const { contents } of libraryFiles(database)) {
    if (contents instanceof Uint8Array) digests.add(hash('sha256', contents));
  }
  rmSync(database);
  return digests;
}

/** Number and bytes of the exported files. @throws Error if the bytes of one are not those of a file of the library */
function check(folder: string, digests: ReadonlySet<string>): Size {
  const size = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || BESIDES.has(entry.name)) continue;
    const contents = readFileSync(join(entry.parentPath, entry.name));
    if (!digests.has(hash('sha256', contents))) throw new Error(`${entry.name} has other bytes than in the backup.`);
    size.files++;
    size.bytes += contents.length;
  }
  return size;
}

/** Reads all files of a folder, so that they are in the page cache. */
function warm(folder: string): void {
  execFileSync('sh', ['-c', 'find "$0" -type f -exec cat {} + > /dev/null', folder]);
}

/** Allocates memory until a folder has a file. Not as a child of this process, since its processor time would be counted. */
async function holdMemory(bytes: number, folder: string): Promise<void> {
  const command = ['"$0" -e "$@" &', process.execPath, HOLDS_MEMORY, String(bytes), folder];
  // Freeing large pages takes almost no time.
  const env = { ...process.env, GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' };
  const shell = spawn('sh', ['-c', ...command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(shell.stdout, 'data');
}

/** Exports a library and copies what was exported. */
async function measure(
  cli: string,
  backup: string,
  isEncrypted: boolean,
  scratch: string,
  digests: ReadonlySet<string>,
): Promise<BenchRow[]> {
  const variables = {
    APPLE_JUICER_BACKUP_PATHS__BASE_PATH: dirname(backup),
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(scratch, 'temp'),
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(scratch, 'index.db')}`,
  };
  const env = { ...process.env, ...variables };
  const id = await indexBackup(variables, backup);
  const exportTo = (target: string, ...options: readonly string[]): Promise<Timing> => {
    const command = [process.execPath, cli, 'export', id, '--what', 'photos', '--format', 'original', '--to', target];
    return isEncrypted
      ? time([...command, ...options, '--password-stdin'], env, `${PASSWORD}\n`)
      : time([...command, ...options], env, '');
  };
  const [exported, target] = [join(scratch, 'exported'), join(scratch, 'target')];
  await exportTo(exported);
  const size = check(exported, digests);
  const [halves, ours, copies]: [Timing[], Timing[], Timing[]] = [[], [], []];
  let halfFiles = 0;
  const prepare = async (source: string): Promise<void> => {
    rmSync(target, { recursive: true, force: true });
    warm(source);
    execFileSync('sync');
    await holdMemory(Math.round(Math.min(size.bytes * MEMORY, totalmem() * MEMORY_AT_MOST)), target);
  };
  for (let round = 0; round < ROUNDS; round++) {
    await prepare(backup);
    halves.push(await exportTo(target, '--until', HALF));
    halfFiles = check(target, digests).files;
    await prepare(backup);
    ours.push(await exportTo(target));
    check(target, digests);
    await prepare(exported);
    copies.push(await time(['cp', '-r', exported, target], env, ''));
  }
  for (const folder of [exported, target]) rmSync(folder, { recursive: true });
  return rowsOf(isEncrypted, size, { halfFiles, half: best(halves), ours: best(ours), copy: best(copies) });
}

function rowsOf(
  isEncrypted: boolean,
  { files, bytes }: Size,
  {
    halfFiles,
    half,
    ours,
    copy,
  }: { readonly halfFiles: number; readonly half: Timing; readonly ours: Timing; readonly copy: Timing },
): BenchRow[] {
  const name = `${files} photos and films, ${(bytes / 1e6).toFixed(0)} MB, as originals from ${isEncrypted ? 'an encrypted backup' : 'a backup that is not encrypted'}`;
  const each = (ours.seconds - half.seconds) / (files - halfFiles);
  const extended = (copy.seconds * (GOAL_FILES / files)) / (ours.seconds + each * (GOAL_FILES - files));
  const ratio = files < MANY_FILES ? extended : copy.seconds / ours.seconds;
  const text = ({ seconds, cpu }: Timing): string => `${seconds.toFixed(2)} s (${cpu.toFixed(2)} s of processor time)`;
  return [
    {
      name,
      value: `${text(ours)}, ${Math.round(files / ours.seconds)} files/s, the first ${halfFiles} ${text(half)}`,
      limit: `≥ ${GOAL} × \`cp -r\` (${text(copy)})${files < MANY_FILES ? ` for ${GOAL_FILES} files` : ''}`,
      ratio: ratio / GOAL,
      ok: ratio >= GOAL,
      note: `${files < MANY_FILES ? `${ratio.toFixed(2)} × \`cp -r\` for ${GOAL_FILES} files, ` : ''}${(copy.seconds / ours.seconds).toFixed(2)} × as measured`,
    },
    {
      name: 'peak memory of that',
      value: `${Math.round(ours.mib)} MiB`,
      limit: `≤ ${MAX_RSS_MIB} MiB`,
      ratio: MAX_RSS_MIB / ours.mib,
      ok: ours.mib <= MAX_RSS_MIB,
    },
  ];
}

/** Runs the benchmark. */
export async function run(): Promise<BenchRow[]> {
  const cli = await builtCli();
  const scratch = mkdtempSync(join(tmpdir(), 'apple-juicer-bench-'));
  const kept = process.env[SHARED_VARIABLE];
  try {
    const digests = digestsOfLibrary(scratch);
    const rows: BenchRow[] = [];
    for (const isEncrypted of [true, false]) {
      const folder = join(kept ?? scratch, `photos-${PHOTOS}-${isEncrypted ? 'encrypted' : 'plain'}`);
      const backup = join(folder, 'backup');
      mkdirSync(folder, { recursive: true });
      await writeLibrary(backup, isEncrypted);
      rows.push(...(await measure(cli, backup, isEncrypted, scratch, digests)));
      if (kept === undefined) rmSync(folder, { recursive: true });
    }
    return rows;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

if (import.meta.main) printRows(await run());
