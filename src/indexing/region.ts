import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { DeviceInfo } from '../model/backup-folder.ts';

/** ISO country of the phone's own number, the default region for numbers without a country code; null if unknown. */
export function ownerRegion(device: DeviceInfo): string | null {
  if (device.phoneNumber === null) return null;
  return parsePhoneNumberFromString(device.phoneNumber)?.country ?? null;
}
