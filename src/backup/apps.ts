import { parsePlist } from '../formats/plist.ts';
import { asArray, asBytes, asDict, asString, type MaybePlistValue, type PlistDict } from '../formats/plist-value.ts';
import type { BackupFolder } from '../model/backup-folder.ts';
import { isDomainError } from '../model/errors.ts';
import { readLayout } from './discovery/layout.ts';
import { readPlistFile } from './discovery/metadata-file.ts';
import type { AppInfo } from './types.ts';

/** No device has more apps than this. */
const MAX_APPS = 5000;
/** A home-screen icon takes tens of kilobytes. */
const MAX_ICON_BYTES = 1024 * 1024;
/** A receipt (`iTunesMetadata`) takes a few kilobytes. */
const MAX_RECEIPT_BYTES = 1024 * 1024;
const MAX_TEXT = 500;
const PNG_MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');
const NO_RECEIPT: PlistDict = Object.freeze(Object.create(null) as PlistDict);

/**
 * The apps in a backup by bundle id: those listed in Info.plist (with names and icons of App Store apps) and those with
 * containers in Manifest.plist. Needs no password.
 */
export async function readApps(folder: BackupFolder): Promise<AppInfo[]> {
  const { manifest: place } = await readLayout(folder.path);
  const info = (await readPlistFile(folder.path, 'Info.plist')).dict;
  const manifest = (await readPlistFile(place?.directory ?? folder.path, 'Manifest.plist')).dict;
  const details = asDict(info?.Applications);
  const containers = asDict(manifest?.Applications);
  const ids = new Set([
    ...(asArray(info?.['Installed Applications']) ?? []).filter((id) => typeof id === 'string'),
    ...Object.keys(details ?? {}),
    ...Object.entries(containers ?? {}).flatMap(([id, container]) => (isApp(id, asDict(container)) ? [id] : [])),
  ]);
  return [...ids]
    .filter((id) => id !== '' && id.length <= MAX_TEXT)
    .sort()
    .slice(0, MAX_APPS)
    .map((id) => readApp(id, asDict(details?.[id]), asDict(containers?.[id])));
}

/** Groups and extensions have containers as well. The class that distinguishes them may be missing. */
function isApp(id: string, container: PlistDict | null): boolean {
  const containerClass = asString(container?.ContainerContentClass);
  return containerClass === null ? !id.startsWith('group.') : containerClass === 'Data/Application';
}

function readApp(bundleId: string, details: PlistDict | null, container: PlistDict | null): AppInfo {
  const receipt = readReceipt(details?.iTunesMetadata);
  return {
    bundleId,
    name: text(receipt.itemName),
    version: text(receipt.bundleShortVersionString) ?? text(container?.CFBundleVersion),
    icon: png(details?.PlaceholderIcon),
  };
}

/** `iTunesMetadata` is a property list inside the property list. If it is damaged, the app only loses its name. */
function readReceipt(value: MaybePlistValue): PlistDict {
  const bytes = asBytes(value);
  if (bytes === null || bytes.length > MAX_RECEIPT_BYTES) return asDict(value) ?? NO_RECEIPT;
  try {
    return asDict(parsePlist(bytes)) ?? NO_RECEIPT;
  } catch (error) {
    if (isDomainError(error)) return NO_RECEIPT;
    throw error;
  }
}

function png(value: MaybePlistValue): Uint8Array | null {
  const bytes = asBytes(value);
  if (bytes === null || bytes.length > MAX_ICON_BYTES) return null;
  return PNG_MAGIC.equals(bytes.subarray(0, PNG_MAGIC.length)) ? bytes : null;
}

function text(value: MaybePlistValue): string | null {
  const found = asString(value)?.trim() ?? '';
  return found === '' || found.length > MAX_TEXT ? null : found;
}
