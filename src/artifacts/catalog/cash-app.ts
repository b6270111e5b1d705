import { parseProtobuf } from '../../formats/protobuf.ts';
import { defineRecords, f, from, sqlite, textOf } from '../kit/records/index.ts';
import { step } from '../kit/records/value.ts';

const LIMITS = { maxDepth: 8, maxFields: 10_000 };

/** A text in the first field of a message, which holds all others. */
const textIn = (column: string, field: number) =>
  from([column], (bytes) =>
    bytes instanceof Uint8Array && bytes.length > 0
      ? (parseProtobuf(bytes, LIMITS).message(1)?.string(field) ?? null)
      : null,
  );
const PAYMENT = textIn('ZSYNCPAYMENT', 16);
const PERSON = textIn('person.ZSYNCCUSTOMER', 15);
const paid = (...path: string[]) => from([PAYMENT], (json) => path.reduce<ReturnType<typeof step>>(step, json) ?? null);
/** Amounts are in the smallest unit of the currency, a hundredth in those that the app has. */
const AMOUNT = from([paid('amount', 'amount')], (cents) => (typeof cents === 'number' ? cents / 100 : null));

/** Messages of the example, encoded in Python. */
const CUSTOMER =
  'ClwaCUlkYSBNYXJzaCoZaHR0cHM6Ly9jYXNoLmFwcC9pZGFtYXJzaEIIaWRhbWFyc2h6KnsiaWQiOiAiQ18xIiwgImZ1bGxfbmFtZSI6ICJJZGEgTS4gTWFyc2gifQ==';
const SENT =
  'CqMBggGfAXsicm9sZSI6ICJTRU5ERVIiLCAiYW1vdW50IjogeyJhbW91bnQiOiAxMjUwLCAiY3VycmVuY3lfY29kZSI6ICJVU0QifSwgIm5vdGUiOiAiTGVtb24gdHJlZXMiLCAic3RhdGUiOiAiQ09NUExFVEVEIiwgInRyYW5zYWN0aW9uX2lkIjogIkQtNzciLCAidG9rZW4iOiAidG9rLTEifQ==';
const RECEIVED =
  'CpEBggGNAXsicm9sZSI6ICJSRUNJUElFTlQiLCAiYW1vdW50IjogeyJhbW91bnQiOiAzMDAsICJjdXJyZW5jeV9jb2RlIjogIlVTRCJ9LCAic3RhdGUiOiAiUEVORElORyIsICJ0b2tlbiI6ICJ0b2stMiIsICJkaXNwbGF5X2RhdGUiOiAxNzQ5MjAzNjAwMDAwfQ==';

/** Payments of Cash App. */
export const cashApp = defineRecords({
  id: 'cash-app',
  title: 'Cash App',
  area: 'money',
  version: 2,
  needs: 'any',
  absent: 'This backup holds no payments of Cash App.',
  seenOn: ['iOS 16 and 18 (tables and columns as another tool reads them, a payment each)', 'synthetic'],
  store: sqlite('AppDomainGroup-*', [
    'CCEntitySync-*.sqlite',
    'Environments/Production/Accounts/*/CCEntitySync.sqlite',
  ]),
  table: 'cash_app_payments',
  name: ['Payment of Cash App', 'Payments of Cash App'],
  icon: 'receipt',
  privacy: 'P2',
  rows: 'ZPAYMENT',
  join: { person: { table: 'ZCUSTOMER', on: 'ZREMOTECUSTOMERID', key: 'ZCUSTOMERTOKEN' } },
  fields: {
    paidAt: f.unixAnyTime(['ZDISPLAYDATE', paid('display_date')], 'When.', { label: 'When' }),
    person: f.text(
      [textIn('person.ZSYNCCUSTOMER', 3), from([PERSON], (json) => step(json, 'full_name') ?? null)],
      'The other person.',
    ),
    account: f.handle(textIn('person.ZSYNCCUSTOMER', 8), 'The account of the other person ($Cashtag).'),
    role: f.code(paid('role'), 'What the owner of the phone did.', {
      SENDER: ['sender', 'Paid'],
      RECIPIENT: ['recipient', 'Received'],
    }),
    amount: f.real(AMOUNT, 'Amount.'),
    currency: f.text(paid('amount', 'currency_code'), 'Currency.'),
    note: f.text(paid('note'), 'What it was for.'),
    state: f.text(paid('state'), 'What became of it, as the app calls it.'),
    id: f.text(
      from([[paid('transaction_id'), paid('token')]], (id) => textOf(id) || null),
      'Its number.',
    ),
  },
  show: {
    at: 'paidAt',
    title: ['person', 'account'],
    text: ['note', 'amount', 'currency'],
    with: 'account',
    called: { account: 'person' },
  },
  example: {
    files: {
      'AppDomainGroup-group.com.squareup.cash/CCEntitySync-api.squareup.com.sqlite': {
        tables: {
          ZCUSTOMER: [{ Z_PK: 1, ZCUSTOMERTOKEN: 'C_1', ZSYNCCUSTOMER: Buffer.from(CUSTOMER, 'base64') }],
          ZPAYMENT: [
            {
              Z_PK: 1,
              ZREMOTECUSTOMERID: 'C_1',
              ZDISPLAYDATE: 1_749_200_000_000,
              ZSYNCPAYMENT: Buffer.from(SENT, 'base64'),
            },
            { Z_PK: 2, ZREMOTECUSTOMERID: 'C_2', ZDISPLAYDATE: null, ZSYNCPAYMENT: Buffer.from(RECEIVED, 'base64') },
          ],
        },
      },
    },
    rows: `
      paidAt               | person    | account  | role      | amount | currency | note        | state     | id
      2025-06-06T08:53:20Z | Ida Marsh | idamarsh | sender    | 12.5   | USD      | Lemon trees | COMPLETED | D-77
      2025-06-06T09:53:20Z |           |          | recipient | 3      | USD      |             | PENDING   | tok-2`,
  },
});
