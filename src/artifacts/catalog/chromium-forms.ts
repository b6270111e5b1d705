import { columns, hasTable } from '../../backup/source-database/schema.ts';
import { BROWSER, chromiumStore } from '../kit/records/chromium.ts';
import type { QueryRows } from '../kit/records/declaration.ts';
import { defineRecords, f } from '../kit/records/index.ts';

/** Parts of an address, as Chromium numbers them (`field_types.h`). */
const PARTS = {
  full_name: 7,
  email: 9,
  number: 14,
  city: 33,
  state: 34,
  zipcode: 35,
  country_code: 36,
  company_name: 60,
  street_address: 77,
};

/** Addresses whose parts are rows of `table`, with the uses in `of`. */
function addressesIn(table: string, of: string): QueryRows {
  return {
    tables: [table],
    *rows(db) {
      const known = columns(db, table);
      if (!['guid', 'type', 'value'].every((name) => known.has(name))) return;
      const parts = Object.entries(PARTS).map(
        ([name, type]) => `max(CASE WHEN type = ${type} THEN nullif(value, '') END) AS ${name}`,
      );
      const uses = hasTable(db, of) ? columns(db, of) : new Set<string>();
      const ofUse = ['use_count', 'use_date', 'date_modified'].map((name) =>
        uses.has(name) && uses.has('guid')
          ? `(SELECT "${name}" FROM "${of}" AS o WHERE o.guid = t.guid) AS ${name}`
          : `NULL AS ${name}`,
      );
      const select = `SELECT guid, ${[...parts, ...ofUse].join(', ')} FROM "${table}" AS t GROUP BY guid ORDER BY guid`;
      for (const row of db.prepare(select).iterate()) yield row;
    },
  };
}

/** What Chrome, Edge and Brave fill into forms: what was typed before, addresses and cards. */
export const chromiumForms = defineRecords({
  id: 'chromium-forms',
  title: 'Forms in Chrome, Edge and Brave',
  area: 'web',
  version: 1,
  needs: 'any',
  absent: 'This backup does not hold what Chrome, Edge or Brave fill into forms.',
  seenOn: ['files of Chrome, Edge and Brave in backups, as another tool reads them', 'synthetic'],
  stores: { forms: chromiumStore('Web Data') },
  kinds: {
    chromium_entries: {
      id: 'form-entry',
      name: ['Form entry', 'Form entries'],
      icon: 'keyboard',
      privacy: 'P2',
      rows: { store: 'forms', of: 'autofill' },
      fields: {
        field: f.text('name', 'Name of the field of the form.', { label: 'Field' }),
        words: f.text('value', 'What was typed.'),
        createdAt: f.unixTime('date_created', 'When it was first typed.', { label: 'First used' }),
        usedAt: f.unixTime('date_last_used', 'When it was last used.', { label: 'Last used' }),
        uses: f.integer('count', 'How often it was used.', { label: 'Uses' }),
        browser: BROWSER,
      },
      show: { at: 'usedAt', title: 'words', text: ['field'] },
    },
    chromium_addresses: {
      id: 'form-address',
      name: ['Address for forms', 'Addresses for forms'],
      icon: 'contact-round',
      privacy: 'P2',
      rows: [
        { store: 'forms', of: addressesIn('address_type_tokens', 'addresses') },
        { store: 'forms', of: addressesIn('local_addresses_type_tokens', 'local_addresses') },
        { store: 'forms', of: addressesIn('contact_info_type_tokens', 'contact_info') },
        {
          store: 'forms',
          of: 'autofill_profiles',
          join: {
            named: { table: 'autofill_profile_names', on: 'guid', key: 'guid' },
            mail: { table: 'autofill_profile_emails', on: 'guid', key: 'guid' },
            phone: { table: 'autofill_profile_phones', on: 'guid', key: 'guid' },
          },
        },
      ],
      key: 'guid',
      merge: {},
      fields: {
        name: f.text(['full_name', 'named.full_name'], 'Name of the person.'),
        company: f.text('company_name', 'Company.'),
        street: f.text('street_address', 'Street and number.'),
        postcode: f.text('zipcode', 'Postcode.'),
        city: f.text('city', 'Town.'),
        state: f.text('state', 'State or canton.'),
        country: f.text('country_code', 'Country.'),
        email: f.handle(['email', 'mail.email'], 'E-mail address.'),
        phone: f.handle(['number', 'phone.number'], 'Phone number.'),
        changedAt: f.unixTime('date_modified', 'When it was last changed.', { label: 'Last changed' }),
        usedAt: f.unixTime('use_date', 'When it was last used.', { label: 'Last used' }),
        uses: f.integer('use_count', 'How often it was used.', { label: 'Uses' }),
        browser: BROWSER,
      },
      show: {
        at: 'usedAt',
        title: ['name', 'street', 'email'],
        text: ['company', 'street', 'city'],
        with: ['email', 'phone'],
        called: { email: 'name', phone: 'name' },
      },
    },
    chromium_cards: {
      id: 'form-card',
      name: ['Card for forms', 'Cards for forms'],
      icon: 'credit-card',
      privacy: 'P2',
      rows: { store: 'forms', of: ['masked_credit_cards', 'credit_cards'] },
      fields: {
        owner: f.text('name_on_card', 'Name on the card.'),
        network: f.text('network', 'Kind of card.'),
        lastDigits: f.text(
          'last_four',
          'Last digits of its number; those of a card kept on the phone only are encrypted.',
          {
            label: 'Last digits',
          },
        ),
        expiryMonth: f.integer(['exp_month', 'expiration_month'], 'Month in which it expires.', {
          label: 'Expires (month)',
        }),
        expiryYear: f.integer(['exp_year', 'expiration_year'], 'Year in which it expires.', {
          label: 'Expires (year)',
        }),
        nickname: f.text('nickname', 'What the owner calls it.'),
        usedAt: f.unixTime('use_date', 'When it was last used.', { label: 'Last used' }),
        browser: BROWSER,
      },
      show: { at: 'usedAt', title: ['owner', 'network'], text: ['network', 'lastDigits', 'nickname'] },
    },
  },
  example: {
    store: {
      tables: {
        autofill: `
          name       | value            | value_lower      | date_created | date_last_used | count
          street     | Quay 7           | quay 7           | 1748000000   | 1749200000     | 3
          searchterm | second-hand boat | second-hand boat | 1749203600   | 1749203600     | 1`,
        addresses: `guid | use_count | use_date | date_modified \n 5e1f | 4 | 1749200000 | 1748000000`,
        address_type_tokens: `
          guid | type | value
          5e1f | 7    | Robin Quist
          5e1f | 9    | robin@example.org
          5e1f | 14   | +4915112345671
          5e1f | 33   | Bremen
          5e1f | 34   | HB
          5e1f | 35   | '28195'
          5e1f | 36   | DE
          5e1f | 77   | Quay 7
          5e1f | 3    | Robin`,
        autofill_profiles: `
          guid | company_name | street_address | city    | zipcode | country_code | use_count | use_date   | date_modified
          77aa | Old Mill Ltd | Mill Lane 2    | Lincoln | LN1     | GB           | 1         | 1700000000 | 1690000000`,
        autofill_profile_names: `guid | full_name \n 77aa | R. Quist`,
        masked_credit_cards: `
          id    | status | name_on_card | network | last_four | exp_month | exp_year | nickname
          14    | FULL   | Robin Quist  | VISA    | '4242'    | 4         | 2028     | Holidays`,
        credit_cards: `
          guid | name_on_card | expiration_month | expiration_year | use_date   | card_number_encrypted
          cc01 | R Quist      | 11               | 2026            | 1749203600 | x'763130aa'`,
      },
    },
    rows: {
      chromium_entries: `
        field      | words            | createdAt            | usedAt               | uses | browser
        street     | Quay 7           | 2025-05-23T11:33:20Z | 2025-06-06T08:53:20Z | 3    | com.google.chrome.ios
        searchterm | second-hand boat | 2025-06-06T09:53:20Z | 2025-06-06T09:53:20Z | 1    | com.google.chrome.ios`,
      chromium_addresses: `
        name        | company      | street      | postcode | city    | state | country | email             | phone          | changedAt            | usedAt               | uses | browser
        Robin Quist |              | Quay 7      | 28195    | Bremen  | HB    | DE      | robin@example.org | +4915112345671 | 2025-05-23T11:33:20Z | 2025-06-06T08:53:20Z | 4    | com.google.chrome.ios
        R. Quist    | Old Mill Ltd | Mill Lane 2 | LN1      | Lincoln |       | GB      |                   |                | 2023-07-22T04:26:40Z | 2023-11-14T22:13:20Z | 1    | com.google.chrome.ios`,
      chromium_cards: `
        owner       | network | lastDigits | expiryMonth | expiryYear | nickname | usedAt               | browser
        Robin Quist | VISA    | 4242       | 4           | 2028       | Holidays |                      | com.google.chrome.ios
        R Quist     |         |            | 11          | 2026       |          | 2025-06-06T09:53:20Z | com.google.chrome.ios`,
    },
  },
});
