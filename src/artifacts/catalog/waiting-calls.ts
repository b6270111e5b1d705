import { unarchive } from '../../formats/keyed-archive.ts';
import { isDomainError } from '../../model/errors.ts';
import { Embedded } from '../../model/example.ts';
import { defineRecords, f, lengthPrefixedPlists } from '../kit/records/index.ts';
import { asList, asRecord, type Value } from '../kit/records/value.ts';

const FOLDER = 'Library/CallHistoryTransactions';
const HANDLE = 'record/remoteParticipantHandles/0';

/** Lists in the log can be archives themselves. One that is damaged costs its values, not the others. */
function* transactionsIn(log: Value): Generator<Value> {
  for (const transaction of asList(log) ?? []) {
    yield asRecord(transaction)?.['$archiver'] === undefined ? transaction : unarchived(transaction);
  }
}

function unarchived(transaction: Value): Value {
  try {
    return unarchive(transaction);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return transaction;
  }
}

/** Calls that the phone had noted and not yet put into the call history: mostly none, at most the last ones. */
export const waitingCalls = defineRecords({
  id: 'waiting-calls',
  area: 'communication',
  version: 2,
  needs: 'encrypted',
  absent: 'This backup holds no log of calls that are not yet in the call history.',
  seenOn: ['iOS 14 (empty logs in a real backup)', 'keys as another tool reads them', 'synthetic'],
  store: lengthPrefixedPlists('HomeDomain', [`${FOLDER}/transactions.log`, `${FOLDER}/transaction.log`]),
  table: 'waiting_calls',
  name: ['Call not yet in the call history', 'Calls not yet in the call history'],
  icon: 'phone-call',
  privacy: 'P2',
  rows: transactionsIn,
  key: 'record/uniqueId',
  fields: {
    calledAt: f.date('record/date', 'When.', { label: 'When' }),
    person: f.handle(`${HANDLE}/value`, 'The other person.'),
    seconds: f.duration('record/duration', 'How long it was.', { label: 'Duration' }),
    status: f.text('record/callStatus', 'What became of it, as iOS numbers it.'),
  },
  show: { at: 'calledAt', title: 'person', text: ['status'], with: 'person', duration: 'seconds' },
  example: {
    store: {
      log: [
        {
          record: new Embedded({
            archive: {
              date: new Date('2025-06-06T10:53:20Z'),
              duration: 63.5,
              callStatus: 4,
              uniqueId: 'C1',
              remoteParticipantHandles: [{ type: 2, value: '+4915112345670' }],
            },
          }),
        },
      ],
    },
    rows: `
      calledAt             | person         | seconds | status
      2025-06-06T10:53:20Z | +4915112345670 | 63.5    | 4`,
  },
});
