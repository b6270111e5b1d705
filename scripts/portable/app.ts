import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FONTS } from '../../src/export/pdf/fonts.ts';
import { bundle, INSIDE } from '../bundle.ts';
import { compressFonts, packFonts } from '../pack-fonts.ts';
import { buildPage, STYLES_OF_PAGE } from '../page.ts';
import { bundledPackages } from './bundled-packages.ts';
import { compressedFile } from './compressed-file.ts';
import { type Entry, fileEntry, textEntry } from './entry.ts';
import { keepFile } from './keep-file.ts';
import { neededFolders, readLockFile } from './lock-file.ts';
import { installLibraries, nodeTerms } from './npm.ts';
import type { Platform } from './platforms.ts';
import { type ShippedPackage, shippedPackage } from './shipped-package.ts';
import { stripElf } from './strip-elf.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Files of a folder `app`, and the packages that they come from. */
export interface App {
  readonly entries: readonly Entry[];
  readonly packages: readonly ShippedPackage[];
}

/** Builds what is the same on every platform: the bundle, the fonts and the page. `folder` is for files in between. */
export async function buildCommonApp(folder: string): Promise<App> {
  const modules = [...(await bundle(join(folder, 'dist'))), ...(await buildPage(join(folder, 'web/dist')))];
  packFonts(join(folder, 'dist/fonts'));
  await compressFonts(join(folder, 'dist/fonts'));
  const { name, version, license } = manifest();
  const entries = [
    textEntry('package.json', `${JSON.stringify({ name, version, license, type: 'module' }, null, 2)}\n`),
    ...withoutOriginals(filesIn(folder)).map((path) => fileEntry(path, join(folder, path))),
  ];
  const fonts = FONTS.map(([, file]) =>
    join(ROOT, 'node_modules/@expo-google-fonts', file.slice(0, file.indexOf('/'))),
  );
  return { entries, packages: bundledPackages(modules, [STYLES_OF_PAGE, ...fonts]) };
}

/** Paths without the files of the page that have compressed copies, of which the server sends one. */
function withoutOriginals(paths: readonly string[]): string[] {
  const all = new Set(paths);
  return paths.filter((path) => !(path.startsWith('web/dist/') && all.has(`${path}.br`) && all.has(`${path}.gz`)));
}

/** Installs what differs between platforms: Node and the libraries. `folder` is for files in between. */
export function platformApp(platform: Platform, folder: string): App {
  installLibraries(ROOT, folder, platform);
  const needed = neededFolders(readLockFile(join(ROOT, 'package-lock.json')), new Set(INSIDE));
  const packages = [...needed].toSorted().flatMap((path) => shippedPackage(join(folder, path)) ?? []);
  const entries = packages.flatMap(({ name, folder: home }) => {
    const where = home
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    return filesIn(home)
      .filter((path) => !path.startsWith('node_modules/') && keepFile(name, path))
      .map((path) => libraryEntry(name, `${where}/${path}`, join(home, path)));
  });
  return { entries, packages: packages.map((each) => withNodeTerms(each, platform, `${folder}-terms`)) };
}

/** The package of Node for Windows lacks the terms that those for other systems have. */
function withNodeTerms(each: ShippedPackage, { os }: Platform, folder: string): ShippedPackage {
  if (os !== 'win32' || !each.name.startsWith('node-win-')) return each;
  return { ...each, terms: nodeTerms(each.version, folder) };
}

/** The version of this checkout. */
export function manifest(): { readonly name: string; readonly version: string; readonly license: string } {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as ReturnType<typeof manifest>;
}

/** A file of a package; Node itself goes to a place that is the same for all platforms. */
function libraryEntry(name: string, path: string, source: string): Entry {
  const program = /^node_modules\/node-[^/]+\/(bin\/node(?:\.exe)?)$/.exec(path)?.[1];
  if (program !== undefined) return stripped(program, source, true);
  const compressed = compressedFile(path, source);
  if (compressed !== null) return compressed;
  return /\.(?:node|so)(?:\.[\d.]+)?$/.test(path)
    ? stripped(path, source)
    : fileEntry(path, source, isScript(name, path));
}

function stripped(path: string, source: string, executable = false): Entry {
  return { path, executable, bytes: () => stripElf(readFileSync(source)) };
}

/** `open` runs a script that it brings along. */
function isScript(name: string, path: string): boolean {
  return name === 'open' && path.endsWith('/xdg-open');
}

/** Paths of all files below a folder, with `/`. */
function filesIn(folder: string): string[] {
  return globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .toSorted();
}
