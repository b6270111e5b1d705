import { asDict, asString, type MaybePlistValue, type PlistDict } from '../formats/plist-value.ts';
import type { DeviceInfo } from '../model/backup-folder.ts';
import { productNameOf } from './product-types.ts';

/** Longer "names" do not come from a device and would only clutter lists. */
const MAX_TEXT = 1000;

/** 40 hex digits, or `00008110-001A0D942EEA401E` since 2018. */
export const UDID = /^(?:[0-9a-f]{40}|[0-9a-f]{8}-[0-9a-f]{16})$/i;

/**
 * Device details from Info.plist (written by the computer), completed from `Lockdown` in Manifest.plist (written by the
 * device).
 */
export function readDeviceInfo(info: PlistDict | null, manifest: PlistDict | null, folderName: string): DeviceInfo {
  const lockdown = asDict(manifest?.Lockdown);
  const either = (infoKey: string, lockdownKey: string): string | null =>
    text(info?.[infoKey]) ?? text(lockdown?.[lockdownKey]);
  const productType = either('Product Type', 'ProductType');
  return {
    udid:
      udid(lockdown?.UniqueDeviceID) ??
      udid(info?.['Target Identifier']) ??
      udid(info?.['Unique Identifier']) ??
      udid(folderName),
    deviceName: text(info?.['Device Name']) ?? either('Display Name', 'DeviceName'),
    productType,
    productName: text(info?.['Product Name']) ?? (productType === null ? null : productNameOf(productType)),
    productVersion: either('Product Version', 'ProductVersion'),
    buildVersion: either('Build Version', 'BuildVersion'),
    serialNumber: either('Serial Number', 'SerialNumber'),
    phoneNumber: either('Phone Number', 'PhoneNumber'),
    imei: either('IMEI', 'InternationalMobileEquipmentIdentity'),
    iccid: either('ICCID', 'IntegratedCircuitCardIdentity'),
    madeBy: madeBy(info),
  };
}

/**
 * The UDID in a value, in the case that Apple uses for folder names, or null. Validated, because it may become part of
 * a path.
 */
function udid(value: MaybePlistValue): string | null {
  const found = text(value);
  if (found === null || !UDID.test(found)) return null;
  return found.includes('-') ? found.toUpperCase() : found.toLowerCase();
}

function madeBy(info: PlistDict | null): string | null {
  const macOs = text(info?.['macOS Version']);
  if (macOs !== null) return `macOS ${macOs}`;
  const iTunes = text(info?.['iTunes Version']);
  return iTunes === null ? null : `iTunes ${iTunes}`;
}

function text(value: MaybePlistValue): string | null {
  const found = asString(value)?.trim() ?? '';
  return found === '' || found.length > MAX_TEXT ? null : found;
}
