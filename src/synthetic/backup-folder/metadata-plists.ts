import { writeBplist } from '../encoders/bplist-writer.ts';
import { gradient, writePng } from '../encoders/images.ts';
import type { PlistDictionary } from '../encoders/plist-value.ts';
import { writeXmlPlist } from '../encoders/xml-plist-writer.ts';
import { derivedBytes, derivedUuid, type Seed } from '../random.ts';
import type { BackupSpec, MetadataFile, SyntheticApp } from './backup-spec.ts';

/** Identity of the device of a synthetic backup. */
export interface Device {
  readonly seed: Seed;
  readonly udid: string;
  readonly deviceName: string;
  readonly productType: string;
  readonly iosVersion: string;
  readonly buildVersion: string;
  readonly serialNumber: string;
  readonly date: Date;
}

/** Width and height of a generated app icon in pixels. */
const ICON_SIZE = 60;

/** Default time of the backup: a Sunday in the time of iOS 18. */
const DEFAULT_DATE = Date.UTC(2025, 5, 15, 8, 30, 0);

/** `length` digits derived from the seed. */
function derivedDigits(seed: Seed, label: string, length: number): string {
  return [...derivedBytes(seed, label, length)].map((byte) => String(byte % 10)).join('');
}

/** The device of a spec, with defaults. */
export function deviceOf(spec: BackupSpec): Device {
  const seed = spec.seed ?? 0;
  const hex = derivedBytes(seed, 'udid', 12).toString('hex').toUpperCase();
  return {
    seed,
    udid: spec.udid ?? `0000${hex.slice(0, 4)}-${hex.slice(8, 24)}`,
    deviceName: spec.deviceName ?? 'Synthetic iPhone',
    productType: spec.productType ?? 'iPhone15,2',
    iosVersion: spec.iosVersion ?? (spec.manifest === 'mbdb' ? '9.3.5' : '18.5'),
    buildVersion: spec.manifest === 'mbdb' ? '13G36' : '22F76',
    serialNumber: derivedBytes(seed, 'serial', 5).toString('hex').toUpperCase(),
    date: new Date(spec.date ?? DEFAULT_DATE),
  };
}

function appEntry(app: SyntheticApp): PlistDictionary {
  return {
    ApplicationSINF: Buffer.from(`synthetic ${app.bundleId}`),
    IsDemotedApp: false,
    PlaceholderIcon: writePng(ICON_SIZE, ICON_SIZE, gradient(app.hue ?? app.name.length * 37, ICON_SIZE)),
    iTunesMetadata: writeBplist({
      artistName: app.seller ?? 'Synthetic Software',
      bundleShortVersionString: app.version ?? '1.0',
      genre: 'Utilities',
      itemName: app.name,
      releaseDate: '2020-01-01T00:00:00Z',
      softwareVersionBundleId: app.bundleId,
    }),
  };
}

function infoPlist(device: Device, apps: readonly SyntheticApp[]): PlistDictionary {
  return {
    Applications: Object.fromEntries(apps.map((app) => [app.bundleId, appEntry(app)])),
    'Build Version': device.buildVersion,
    'Device Name': device.deviceName,
    'Display Name': device.deviceName,
    GUID: derivedUuid(device.seed, 'guid').replaceAll('-', ''),
    ICCID: `8949${derivedDigits(device.seed, 'iccid', 16)}`,
    IMEI: `35${derivedDigits(device.seed, 'imei', 13)}`,
    'Installed Applications': apps.map((app) => app.bundleId),
    'Last Backup Date': device.date,
    'Phone Number': '+1 (555) 010-0000',
    'Product Type': device.productType,
    'Product Version': device.iosVersion,
    'Serial Number': device.serialNumber,
    'Target Identifier': device.udid,
    'Target Type': 'Device',
    'Unique Identifier': device.udid.toUpperCase(),
    'iTunes Files': {},
    'iTunes Settings': {},
    'macOS Build Version': '24F74',
    'macOS Version': '15.5',
  };
}

/** Parts of Manifest.plist that depend on the encryption. */
interface ManifestSecrets {
  readonly keybag: Uint8Array;
  readonly manifestKey: Uint8Array | undefined;
}

function manifestPlist(device: Device, spec: BackupSpec, secrets: ManifestSecrets): PlistDictionary {
  return {
    ...(secrets.manifestKey === undefined ? {} : { ManifestKey: secrets.manifestKey }),
    BackupKeyBag: secrets.keybag,
    Version: spec.manifest === 'mbdb' ? '9.1' : '10.0',
    Date: device.date,
    SystemDomainsVersion: spec.manifest === 'mbdb' ? '20.0' : '24.0',
    WasPasscodeSet: true,
    Lockdown: {
      'com.apple.MobileDeviceCrashCopy': {},
      'com.apple.TerminalFlashr': {},
      'com.apple.mobile.data_sync': { Contacts: { AccountNames: ['iCloud'], Sources: ['iCloud'] } },
      ProductVersion: device.iosVersion,
      ProductType: device.productType,
      BuildVersion: device.buildVersion,
      'com.apple.mobile.iTunes.accessories': {},
      'com.apple.mobile.wireless_lockdown': {},
      UniqueDeviceID: device.udid,
      SerialNumber: device.serialNumber,
      DeviceName: device.deviceName,
    },
    Applications: Object.fromEntries(
      (spec.apps ?? []).map((app) => [
        app.bundleId,
        {
          CFBundleIdentifier: app.bundleId,
          CFBundleVersion: app.version ?? '1.0',
          ContainerContentClass: 'Data/Application',
          Path: `/var/containers/Bundle/Application/${derivedUuid(device.seed, app.bundleId)}/${app.name}.app`,
        },
      ]),
    ),
    IsEncrypted: spec.encrypted !== undefined,
  };
}

function statusPlist(device: Device): PlistDictionary {
  return {
    IsFullBackup: false,
    Version: '3.3',
    UUID: derivedUuid(device.seed, 'status'),
    Date: device.date,
    BackupState: 'new',
    SnapshotState: 'finished',
  };
}

/** The three metadata files in their usual encodings: XML (written by the host), binary, binary. */
export function metadataFiles(
  device: Device,
  spec: BackupSpec,
  secrets: ManifestSecrets,
): Readonly<Record<MetadataFile, Buffer>> {
  return {
    'Info.plist': writeXmlPlist({ ...infoPlist(device, spec.apps ?? []), ...spec.info }),
    'Manifest.plist': writeBplist({ ...manifestPlist(device, spec, secrets), ...spec.manifestPlist }),
    'Status.plist': writeBplist({ ...statusPlist(device), ...spec.status }),
  };
}
