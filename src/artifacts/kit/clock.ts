import { type Computed, from } from './records/source.ts';
import { sqlite } from './records/stores.ts';

/** Alarms and timers of newer systems, which keep the older property list beside it. */
export const CLOCK_DATABASE = sqlite('AppDomainGroup-group.com.apple.mobiletimerd', 'local.sqlite');

/**
 * The id of an alarm or timer, which the property list has as text and the database as 16 bytes: the same one is in both
 * where Clock keeps both.
 */
export function sameId(inSettings: string, inDatabase: string): Computed {
  return from([inSettings, inDatabase], (text, bytes) => {
    if (typeof text === 'string' && text !== '') return text.toUpperCase().replaceAll('-', '');
    return bytes instanceof Uint8Array && bytes.length === 16 ? Buffer.from(bytes).toString('hex').toUpperCase() : null;
  });
}
