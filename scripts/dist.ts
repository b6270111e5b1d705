/**
 * Makes the archives for people without Node, on any system and for all of them, from npm packages alone:
 *
 *     npm run dist -- [--only linux-x64]… [--to release] [--no-image]
 *
 * Writes an archive and a bill of materials for each platform, the context of the container image, and `SHA256SUMS`.
 * The result depends on the commit and on the version of Node that runs this, not on the time or the machine.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type App, buildCommonApp, manifest, platformApp } from './portable/app.ts';
import { withCompressedTypesetter } from './portable/compress-typesetter.ts';
import { fileEntry, inFolder, sorted, textEntry } from './portable/entry.ts';
import { LICENCES_FILE, licenceText } from './portable/licences.ts';
import { PLATFORMS, type Platform } from './portable/platforms.ts';
import { billOfEverything, billOfMaterials } from './portable/sbom.ts';
import { uniquePackages } from './portable/shipped-package.ts';
import { withStartFiles } from './portable/start-files.ts';
import { writeTarGz, writeZip } from './portable/write-archive.ts';

// ZIP archives have local times.
process.env.TZ = 'UTC';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    to: { type: 'string', default: 'release' },
    'no-image': { type: 'boolean', default: false },
  },
});
const chosen = PLATFORMS.filter(({ id }) => values.only === undefined || values.only.includes(id));
const unknown = (values.only ?? []).filter((id) => !PLATFORMS.some((platform) => platform.id === id));
if (unknown.length > 0)
  throw new Error(`No such platform: ${unknown.join(', ')}. There are ${PLATFORMS.map(({ id }) => id).join(', ')}.`);

const MEGABYTE = 1e6;
const CHANGES =
  'Symbol tables were removed from programs and libraries in ELF format, and some files are compressed;\n' +
  'they are otherwise unchanged.';
const root = resolve(import.meta.dirname, '..');
const target = resolve(values.to);
const { version } = manifest();
const time = timeOfCommit();
const sums: string[] = [];

mkdirSync(target, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'apple-juicer-dist-'));
try {
  const common = await buildCommonApp(join(scratch, 'common'));
  const everything = billOfEverything(root);
  const linux: { readonly platform: Platform; readonly app: App }[] = [];
  for (const platform of chosen) {
    const own = platformApp(platform, join(scratch, platform.id));
    const app = { entries: [...common.entries, ...own.entries], packages: [...common.packages, ...own.packages] };
    // Containers have the typesetter as it is: their temporary folders often run no programs, and their layers are compressed.
    if (platform.os === 'linux') linux.push({ platform, app });
    const packages = uniquePackages(app.packages);
    const bill = billOfMaterials(everything, packages, time);
    const entries = sorted([
      ...(await withStartFiles(await withCompressedTypesetter(app.entries), platform, version)),
      fileEntry('LICENSE', join(root, 'LICENSE')),
      textEntry(LICENCES_FILE, licenceText(packages, CHANGES)),
      textEntry('sbom.cdx.json', bill),
    ]);
    const name = `apple-juicer-${version}-${platform.id}`;
    const path = join(target, `${name}.${platform.form}`);
    const write = platform.form === 'zip' ? writeZip : writeTarGz;
    await write(inFolder(`apple-juicer-${version}`, entries), { path, time });
    writeFileSync(join(target, `${name}.cdx.json`), bill);
    report(`${name}.${platform.form}`, entries);
    addSum(`${name}.cdx.json`);
  }
  if (!values['no-image'] && linux.length > 0) {
    const name = `apple-juicer-${version}-image.tar.gz`;
    const entries = sorted([
      fileEntry('Dockerfile', join(root, 'docker/portable.Dockerfile')),
      fileEntry('LICENSE', join(root, 'LICENSE')),
      textEntry(LICENCES_FILE, licenceText(uniquePackages(linux.flatMap(({ app }) => app.packages)), CHANGES)),
      ...linux.flatMap(({ platform, app }) =>
        inFolder(platform.cpu === 'x64' ? 'linux-amd64' : 'linux-arm64', app.entries),
      ),
    ]);
    await writeTarGz(entries, { path: join(target, name), time });
    report(name, entries);
  }
  writeFileSync(join(target, 'SHA256SUMS'), sums.toSorted().join(''));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The time of the commit, which two builds of it have in common. */
function timeOfCommit(): Date {
  const seconds =
    process.env['SOURCE_DATE_EPOCH'] ??
    execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim();
  return new Date(Number(seconds) * 1000);
}

function addSum(name: string): void {
  const digest = createHash('sha256')
    .update(readFileSync(join(target, name)))
    .digest('hex');
  sums.push(`${digest}  ${name}\n`);
}

function report(name: string, entries: ReturnType<typeof sorted>): void {
  addSum(name);
  const unpacked = entries.reduce((bytes, entry) => bytes + entry.bytes().length, 0);
  const megabytes = (bytes: number): string => `${Math.round(bytes / MEGABYTE)} MB`;
  const packed = statSync(join(target, name)).size;
  process.stdout.write(`${name}: ${megabytes(packed)}, unpacked ${megabytes(unpacked)}, ${entries.length} files\n`);
}
