import type { SourceTable } from '../../../kit/source-table.ts';
import type { SourceFacts } from '../message-source.ts';
import type { RawFacts } from '../tables.ts';

/**
 * Bits of `message.flags` of an SMS or MMS. Values seen: 0 unread, 2 received, 3 sent, 33 and 35 failed, 129 deleted,
 * 131 not sent to that recipient.
 */
const SMS = { outgoing: 1, done: 2, failed: 32, removed: 128 } as const;

/**
 * Bits of `madrid_flags` of an iMessage, as in IMCore's message items. Values seen: 12289 received, 77825 received with
 * detected data, 36869 and 45061 sent, 102405 sent with detected data, 32773 sent and not delivered.
 */
const MADRID = { finished: 1, fromMe: 4, delivered: 0x1000, read: 0x2000, sent: 0x8000, detected: 0x1_0000 } as const;

/** Bits whose meaning is in other columns of the message. */
const IN_COLUMNS = {
  sms: SMS.outgoing | SMS.done,
  madrid: Object.values(MADRID).reduce((sum, bit) => sum | bit, 0),
} as const;

function madrid(table: SourceTable, bit: number): string {
  return `(ifnull(${table.integer('madrid_flags')}, 0) & ${bit} <> 0)`;
}

function sms(table: SourceTable, mask: number, value = mask): string {
  return `(ifnull(${table.integer('flags')}, 0) & ${mask} = ${value})`;
}

function either(table: SourceTable, ofMadrid: string, ofSms: string): string {
  return `iif(${table.flag('is_madrid')}, ${ofMadrid}, ${ofSms})`;
}

/** SQL that is 1 for a message sent by the owner. */
export function isFromMe(table: SourceTable): string {
  return either(table, madrid(table, MADRID.fromMe), sms(table, SMS.outgoing));
}

/** SQL for the bits of `commonFlags`: sent, delivered, read. */
export function statusBits(table: SourceTable): string {
  const bits = [madrid(table, MADRID.sent), madrid(table, MADRID.delivered), madrid(table, MADRID.read)];
  const ofMadrid = bits.map((bit, index) => `${bit} * ${2 ** index}`).join(' + ');
  const isSent = sms(table, SMS.outgoing | SMS.done | SMS.failed | SMS.removed, SMS.outgoing | SMS.done);
  const isRead = `(${sms(table, SMS.outgoing, 0)} AND (${sms(table, SMS.done)} OR ${table.flag('read')}))`;
  return either(table, ofMadrid, `${isSent} + ${isRead} * 4`);
}

/** SQL for an error code: `madrid_error`, or the flags of an SMS that was not sent; otherwise 0. */
export function errorCode(table: SourceTable): string {
  const outgoing = SMS.outgoing | SMS.done | SMS.removed;
  const hasFailed = `(${sms(table, SMS.outgoing | SMS.failed)} OR ${sms(table, outgoing)})`;
  const ofMadrid = `ifnull(${table.integer('madrid_error')}, 0)`;
  return either(table, ofMadrid, `iif(${hasFailed}, ${table.integer('flags')}, 0)`);
}

/** Information in the flags of a row that no column has; null for ordinary flags. */
export function factsOfFlags(isMadrid: boolean, smsFlags: number, madridFlags: number): SourceFacts | null {
  const smsRest = isMadrid ? 0 : smsFlags & ~IN_COLUMNS.sms;
  const madridRest = isMadrid ? madridFlags & ~IN_COLUMNS.madrid : 0;
  if (smsRest === 0 && madridRest === 0) return null;
  const isRemoved = (smsRest & SMS.removed) !== 0 && (smsFlags & SMS.done) === 0;
  const raw: RawFacts = {
    ...(smsRest === 0 ? {} : { smsFlags }),
    ...(madridRest === 0 ? {} : { madridFlags }),
  };
  return { flags: isRemoved ? ['deleted'] : [], raw };
}
