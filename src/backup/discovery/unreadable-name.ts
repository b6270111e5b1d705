import { lstat, readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { systemErrorCode } from '../file/io-error.ts';

/** Decoding replaces bytes that are not UTF-8 with this character. */
const REPLACEMENT = '\ufffd';
const MANIFESTS = ['Manifest.db', 'Manifest.mbdb', 'Manifest.plist'];

/**
 * The name of a backup folder in `root` whose bytes are not UTF-8, as it can be shown; null if there is none. Such names
 * come from old systems and archives. The path cannot be written as text, so the backup cannot be registered.
 */
export async function backupWithUnreadableName(root: string): Promise<string | null> {
  // File systems of Windows and macOS have Unicode names only.
  if (process.platform === 'win32' || process.platform === 'darwin') return null;
  try {
    for (const name of await readdir(root, { encoding: 'buffer' })) {
      const text = name.toString();
      if (text.includes(REPLACEMENT) && !Buffer.from(text).equals(name) && (await hasManifest(root, name))) return text;
    }
  } catch (error) {
    if (systemErrorCode(error) === null) throw error;
  }
  return null;
}

async function hasManifest(root: string, name: Buffer): Promise<boolean> {
  for (const manifest of MANIFESTS) {
    const path = Buffer.concat([Buffer.from(root + sep), name, Buffer.from(sep + manifest)]);
    const exists = await lstat(path).then(
      (file) => file.isFile(),
      () => false,
    );
    if (exists) return true;
  }
  return false;
}
