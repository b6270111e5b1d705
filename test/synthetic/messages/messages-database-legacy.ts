import { writeDatabase } from '../../../src/synthetic/encoders/database-writer.ts';
import { RowWriter } from '../../../src/synthetic/encoders/row-writer.ts';
import { LegacyMessageWriter } from './legacy-message-writer.ts';
import type { LegacyKind, LegacyMessagesSpec, LegacyMessagesTruth } from './messages-legacy-truth.ts';
import { legacyIndexes, legacyTables } from './messages-schema-legacy.ts';

/** The kinds of a release, repeated by frequency. */
const KINDS: Readonly<Record<3 | 5, readonly LegacyKind[]>> = {
  3: [
    'sms',
    'sms',
    'sms-failed',
    'sms',
    'mms',
    'sms-other-spelling',
    'sms',
    'sms-deleted',
    'mms-group',
    'sms-without-group',
  ],
  5: [
    'imessage',
    'sms',
    'imessage-group',
    'mms',
    'imessage-photo',
    'sms-failed',
    'imessage',
    'sms-deleted',
    'imessage-failed',
    'mms-group',
    'sms-other-spelling',
    'sms-without-group',
  ],
};

/**
 * Writes sms.db of iOS 5 or earlier at `path`, replacing an existing file. Dates of SMS are seconds since 1970 and
 * those of iMessages since 2001; text and pictures of MMS are separate parts; phone numbers are in national format. The
 * same spec gives the same bytes.
 */
export function writeLegacyMessagesDatabase(path: string, spec: LegacyMessagesSpec): LegacyMessagesTruth {
  const generation = spec.generation ?? 5;
  return writeDatabase(path, legacyTables(generation), (db) => {
    new RowWriter(db, '_SqliteDatabaseProperties').insert({
      key: '_ClientVersion',
      value: generation === 3 ? '13' : '21',
    });
    const writer = new LegacyMessageWriter(db, spec.seed);
    const kinds = KINDS[generation];
    for (let index = 0; index < spec.size; index++) writer.write(kinds[index % kinds.length] as LegacyKind, index);
    for (const statement of legacyIndexes()) db.exec(statement);
    return { messages: writer.messages, attachments: writer.attachments };
  });
}
