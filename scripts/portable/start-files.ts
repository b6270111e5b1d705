import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { type Entry, inFolder, textEntry } from './entry.ts';
import { icns } from './icns.ts';
import type { Platform } from './platforms.ts';

/** The icon of the page. */
const ICON = new URL('../../web/src/assets/icon.svg', import.meta.url);

/** Puts the folder `app` into the form of a platform, with what a double click starts and a text on how. */
export async function withStartFiles(
  app: readonly Entry[],
  { os }: Pick<Platform, 'os'>,
  version: string,
): Promise<Entry[]> {
  if (os === 'linux') {
    return [
      ...inFolder('app', app),
      start('apple-juicer', 'linux.sh', version, true),
      start('Apple Juicer.desktop', 'linux.desktop', version, true),
      start('README.txt', 'linux.txt', version),
    ];
  }
  if (os === 'win32') {
    // Batch files with other line ends are misread, and old editors do not show them.
    return [
      ...inFolder('app', app),
      windowsText(start('Apple Juicer.cmd', 'windows.cmd', version)),
      windowsText(start('README.txt', 'windows.txt', version)),
    ];
  }
  return [
    ...inFolder('Apple Juicer.app/Contents', [
      ...inFolder('Resources/app', app),
      start('Info.plist', 'macos-info.plist', version),
      start('MacOS/Apple Juicer', 'macos-app.sh', version, true),
      start('Resources/apple-juicer', 'macos-cli.sh', version, true),
      await macIcon('Resources/icon.icns'),
    ]),
    start('README.txt', 'macos.txt', version),
  ];
}

function start(path: string, source: string, version: string, executable = false): Entry {
  const text = readFileSync(new URL(`start/${source}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  return textEntry(path, text.replaceAll('@VERSION@', version), executable);
}

function windowsText({ path, bytes }: Entry): Entry {
  return textEntry(path, bytes().toString().replaceAll('\n', '\r\n'));
}

async function macIcon(path: string): Promise<Entry> {
  const bytes = await icns(async (size) =>
    sharp(readFileSync(ICON), { density: (72 * size) / 32 })
      .resize(size, size)
      .png()
      .toBuffer(),
  );
  return { path, bytes: () => bytes };
}
