import { defineRecords, f, from, lookup, sqlite } from '../kit/records/index.ts';

/** Amounts are whole numbers: ten-thousandths of the unit in newer databases, hundredths in those of about iOS 13 and before. */
const NEWER = 10_000;
const OLDER = 100;
const money = (column: string) =>
  from([column, lookup('finerAmounts', '@table')], (amount, finer) =>
    amount === null ? null : Number(amount) / (finer === null ? NEWER : OLDER),
  );
const EXCHANGE = 'foreign_exchange_information_destination';
/** Only of payments with a person; 0 in others. */
const DIRECTION = from(['peer_payment_type'], (type) => (type === 0 ? null : type));
/** Others are under way or were paid. */
const [DECLINED, REFUNDED] = [2, 3];
const OUTCOME = from(['transaction_status'], (status) => (status === DECLINED || status === REFUNDED ? status : null));
const PLACE = { latitude: 'latitude', longitude: 'longitude', accuracy: 'accuracy', name: 'locality' } as const;

/** Payments with Apple Pay and Apple Cash that Wallet lists. */
export const walletPayments = defineRecords({
  id: 'wallet-payments',
  area: 'money',
  version: 4,
  needs: 'any',
  absent: 'This backup holds no database of Wallet.',
  seenOn: [
    'iOS 16 and 18 (columns as another tool reads them)',
    'iOS 26 (schema in the code of the phone)',
    'synthetic',
  ],
  store: sqlite('HomeDomain', 'Library/Passes/passes23.sqlite'),
  lookups: {
    // In ten-thousandths, cents are multiples of 100: one amount that is not shows that all are in hundredths.
    finerAmounts: {
      store: 'store',
      of: 'payment_transaction',
      where: from(['amount'], (amount) => amount !== null && Number(amount) % OLDER !== 0),
      key: '@table',
      value: 'amount',
    },
  },
  table: 'wallet_payments',
  name: ['Payment with the phone', 'Payments with the phone'],
  icon: 'credit-card',
  privacy: 'P2',
  rows: 'payment_transaction',
  join: {
    pass: { table: 'pass', on: 'pass_pid', key: 'pid' },
    source: { table: 'transaction_source', on: 'source_pid', key: 'pid' },
  },
  fields: {
    paidAt: f.cocoaTime('transaction_date', 'When it was paid.', { label: 'Paid' }),
    merchant: f.text('merchant_name', 'Who was paid, as the shop calls itself.'),
    shop: f.text('merchant_raw_name', 'The shop as the bank names it.', { label: 'Shop at the bank' }),
    title: f.text(['merchant_provided_title', 'merchant_provided_description'], 'What the shop wrote to it.', {
      label: 'Text of the shop',
    }),
    category: f.text('merchant_industry_category', 'Line of business of the shop.'),
    amount: f.real(money('amount'), 'Amount, in units of the currency.'),
    currency: f.text('currency_code', 'Currency.'),
    storedAmount: f.integer(
      'amount',
      'Amount as the database has it: in ten-thousandths, or in hundredths if some amount is no multiple of 100.',
      { label: 'Stored amount' },
    ),
    kind: f.code('transaction_type', 'Kind of payment.', {
      0: ['purchase', 'Purchase'],
      1: ['refund', 'Refund'],
      2: ['transit', 'Public transport'],
      3: ['person', 'With a person'],
      4: ['fee', 'Fee'],
      5: ['withdrawal', 'Transfer to a bank'],
      6: ['top-up', 'Top-up'],
      7: ['adjustment', 'Adjustment'],
      10: ['bill', 'Payment of a bill'],
      11: ['interest', 'Interest'],
    }),
    outcome: f.code(OUTCOME, 'What became of it, if it was declined or refunded.', {
      [DECLINED]: ['declined', 'Declined'],
      [REFUNDED]: ['refunded', 'Refunded'],
    }),
    direction: f.code(DIRECTION, 'Whether the owner of the phone sent or received the money, with Apple Cash.', {
      1: ['sent', 'Sent'],
      2: ['received', 'Received'],
      3: ['requested', 'Requested'],
    }),
    foreignAmount: f.real(money(`${EXCHANGE}_amount`), 'Amount in the currency that it was exchanged to.', {
      label: 'Exchanged amount',
    }),
    foreignCurrency: f.text(`${EXCHANGE}_currency_code`, 'Currency that it was exchanged to.', {
      label: 'Exchanged currency',
    }),
    fromStation: f.text('start_station', 'Where a ride with public transport began.', { label: 'From' }),
    toStation: f.text('end_station', 'Where it ended.', { label: 'To' }),
    changedAt: f.cocoaTime('transaction_status_changed_date', 'When its state last changed.', {
      label: 'Last changed',
    }),
    card: f.text(['pass.organization_name', 'source.display_name'], 'Card or pass that was used.'),
    person: f.handle('peer_payment_counterpart_handle', 'Who sent or received the money, with Apple Cash.'),
    memo: f.text('peer_payment_memo', 'What was written to it.'),
    locality: f.text(['locality', 'administrative_area'], 'Town of the shop.', { label: 'Town' }),
    area: f.text('administrative_area', 'State or province of the shop.'),
    locatedAt: f.cocoaTime('location_date', 'When the phone was at the place.'),
    latitude: f.latitude('location_latitude', 'Where the phone was.'),
    longitude: f.longitude('location_longitude', 'Where the phone was.'),
    accuracy: f.metres('location_horizontal_accuracy', 'How exact that is.'),
  },
  show: {
    at: 'paidAt',
    title: ['merchant', 'shop', 'person', 'card'],
    text: ['outcome', 'direction', 'amount', 'currency', 'memo', 'locality', 'card'],
    with: 'person',
    place: PLACE,
  },
  example: {
    store: {
      tables: {
        pass: `pid | unique_id | organization_name \n 7 | a7Kq= | Lemon Bank`,
        transaction_source: `pid | display_name \n 9 | Travel card`,
        payment_transaction: `
          pid | pass_pid | source_pid | transaction_date | merchant_name | merchant_raw_name | merchant_provided_description | merchant_industry_category | amount | currency_code | foreign_exchange_information_destination_amount | foreign_exchange_information_destination_currency_code | start_station | end_station | transaction_status_changed_date | transaction_type | transaction_status | peer_payment_type | peer_payment_counterpart_handle | peer_payment_memo | locality | administrative_area | location_date | location_latitude | location_longitude | location_horizontal_accuracy
          1   | 7        |            | 770900000        | Ice parlour   | ICE*PARLOUR 0042  | Two scoops                    | Restaurants                | 124500 | EUR           | 140000                                          | USD                                                    |               |             | 770900060                       | 0                | 1                  | 0                 |                                 |                   | Padova   | Veneto              | 770900003     | 45.4064           | 11.8768            | 24
          2   |          | 9          | 770903600        |               |                   |                               |                            | 20000  | EUR           |                                                 |                                                        | Harbour       | Lemon Ridge |                                 | 2                | 2                  | 0                 |                                 |                   |          |                     |               |                   |                    |
          3   |          |            | 770990000        |               |                   |                               |                            | 500000 | USD           |                                                 |                                                        |               |             |                                 | 3                | 1                  | 1                 | ida@example.org                 | Boat trip         |          |                     |               |                   |                    |`,
      },
    },
    rows: `
      paidAt               | merchant    | shop             | title      | category    | amount | currency | storedAmount | kind     | outcome  | direction | foreignAmount | foreignCurrency | fromStation | toStation   | changedAt            | card        | person          | memo      | locality | area   | locatedAt            | latitude | longitude | accuracy
      2025-06-06T10:53:20Z | Ice parlour | ICE*PARLOUR 0042 | Two scoops | Restaurants | 12.45  | EUR      | 124500       | purchase |          |           | 14            | USD             |             |             | 2025-06-06T10:54:20Z | Lemon Bank  |                 |           | Padova   | Veneto | 2025-06-06T10:53:23Z | 45.4064  | 11.8768   | 24
      2025-06-06T11:53:20Z |             |                  |            |             | 2      | EUR      | 20000        | transit  | declined |           |               |                 | Harbour     | Lemon Ridge |                      | Travel card |                 |           |          |        |                      |          |           |
      2025-06-07T11:53:20Z |             |                  |            |             | 50     | USD      | 500000       | person   |          | sent      |               |                 |             |             |                      |             | ida@example.org | Boat trip |          |        |                      |          |           |`,
  },
});
