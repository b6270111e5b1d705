import { defineRecords, documents, Embedded, f, from, sqlite, textOf } from '../kit/records/index.ts';
import { asList, asRecord, decodeValue, type MaybeValue } from '../kit/records/value.ts';
import { IS_NOT_TAKEN_OVER, takenOverInto } from '../kit/taken-over.ts';

/** A value computed from properties of the account, which are archives by name. */
const properties = (compute: (property: (name: string) => MaybeValue) => MaybeValue) =>
  from(['properties.ZKEY', 'properties.ZVALUE'], (names, values) =>
    compute((name) => {
      const value = asList(values)?.[asList(names)?.indexOf(name) ?? -1];
      return value instanceof Uint8Array && value.length > 0 ? decodeValue(value) : value;
    }),
  );
/** The first of several properties. */
const property = (...names: readonly string[]) =>
  properties((valueOf) => names.map((name) => textOf(valueOf(name))).find((text) => text !== ''));
const FULL_NAME = properties((valueOf) => {
  const parts = ['firstName', 'lastName'].map((name) => textOf(valueOf(name))).filter((text) => text !== '');
  return parts.length === 0 ? null : parts.join(' ');
});
/** `EmailAliases` is `[{EmailAddresses: [{EmailAddress, IsDefault}]}]`. */
const ALIAS = properties((valueOf) => {
  const addresses = (asList(valueOf('EmailAliases')) ?? []).flatMap(
    (alias) => asList(asRecord(alias)?.['EmailAddresses']) ?? [],
  );
  const main = addresses.find((each) => asRecord(each)?.['IsDefault'] === true) ?? addresses[0];
  return asRecord(main)?.['EmailAddress'];
});

/** Accounts that are set up on the phone: mail, calendars, iCloud, shops, apps. */
export const accounts = defineRecords({
  id: 'accounts',
  area: 'system',
  version: 3,
  needs: 'any',
  absent: 'This backup holds no list of accounts.',
  seenOn: ['iOS 15 (19 accounts, in the WAL)', 'iOS 5 and earlier (keys as other tools read them)', 'synthetic'],
  stores: {
    store: sqlite('HomeDomain', 'Library/Accounts/Accounts3.sqlite'),
    older: documents('HomeDomain', 'Library/Preferences/com.apple.accountsettings.plist'),
  },
  lookups: takenOverInto('store', 'ZACCOUNT'),
  table: 'accounts',
  name: ['Account', 'Accounts'],
  icon: 'key-round',
  privacy: 'P1',
  rows: [
    {
      store: 'store',
      of: 'ZACCOUNT',
      join: {
        type: { table: 'ZACCOUNTTYPE', on: 'ZACCOUNTTYPE' },
        parent: { table: 'ZACCOUNT', on: 'ZPARENTACCOUNT' },
        parentType: { table: 'ZACCOUNTTYPE', on: 'parent.ZACCOUNTTYPE' },
      },
      lists: { properties: { table: 'ZACCOUNTPROPERTY', owner: 'ZOWNER' } },
    },
    { store: 'older', of: 'Accounts/*', where: IS_NOT_TAKEN_OVER },
  ],
  fields: {
    service: f.text(['type.ZACCOUNTTYPEDESCRIPTION', 'type.ZIDENTIFIER', 'Class'], 'What it is for.'),
    account: f.handle(['ZUSERNAME', 'parent.ZUSERNAME', 'Username', 'EmailAddresses/0'], 'Name of the account.'),
    label: f.text(['ZACCOUNTDESCRIPTION', 'DisplayName'], 'What its owner calls it.'),
    email: f.handle([property('IdentityEmailAddress'), ALIAS, property('primaryEmail')], 'Its e-mail address.', {
      label: 'E-mail',
    }),
    person: f.text([property('ACPropertyFullName'), FULL_NAME], 'Name of its owner, as entered.', { label: 'Owner' }),
    server: f.text(property('Hostname', 'DAAccountHost'), 'Server.', { label: 'Server' }),
    partOf: f.text(['parent.ZACCOUNTDESCRIPTION', 'parentType.ZIDENTIFIER'], 'The account it belongs to.'),
    addedAt: f.cocoaTime('ZDATE', 'When it was added.', { label: 'Added' }),
    isActive: f.flag('ZACTIVE', 'It is in use.', { label: 'Active' }),
    isSignedIn: f.flag('ZAUTHENTICATED', 'The password was accepted.', { label: 'Signed in' }),
    isVisible: f.flag('ZVISIBLE', 'It is shown in Settings.', { label: 'In Settings' }),
    app: f.text('ZOWNINGBUNDLEID', 'Bundle id of the app that made it.'),
    identifier: f.text(['ZIDENTIFIER', 'Identifier'], 'Identifier of the account.'),
  },
  show: { at: 'addedAt', title: ['account', 'label', 'service'], text: ['service', 'label'], order: '-addedAt' },
  example: {
    store: {
      tables: {
        ZACCOUNT: `
          Z_PK | ZUSERNAME       | ZACCOUNTDESCRIPTION | ZIDENTIFIER | ZDATE     | ZACTIVE | ZAUTHENTICATED | ZVISIBLE | ZOWNINGBUNDLEID       | ZPARENTACCOUNT | ZACCOUNTTYPE
          1    | ada@example.org | Home                | 8D3A41F0    | 700000000 | 1       | 1              | 1        | com.apple.Preferences |                | 1
          2    |                 |                     | 5C27B9E4    | 700000060 | 1       | 0              | 0        |                       | 1              | 2`,
        ZACCOUNTPROPERTY: [
          { Z_PK: 1, ZOWNER: 1, ZKEY: 'primaryEmail', ZVALUE: new Embedded({ archive: 'ada@mail.example' }) },
          { Z_PK: 2, ZOWNER: 1, ZKEY: 'ACPropertyFullName', ZVALUE: new Embedded({ archive: 'Ada Berg' }) },
          { Z_PK: 3, ZOWNER: 2, ZKEY: 'DAAccountHost', ZVALUE: new Embedded({ archive: 'caldav.example.org' }) },
        ],
        ZACCOUNTTYPE: `
          Z_PK | ZACCOUNTTYPEDESCRIPTION | ZIDENTIFIER
          1    | iCloud                  | com.apple.account.AppleAccount
          2    |                         | com.apple.account.CalDAV`,
      },
    },
    rows: `
      service                  | account         | label | email            | person   | server             | partOf | addedAt              | isActive | isSignedIn | isVisible | app
      iCloud                   | ada@example.org | Home  | ada@mail.example | Ada Berg |                    |        | 2023-03-08T20:26:40Z | true     | true       | true      | com.apple.Preferences
      com.apple.account.CalDAV | ada@example.org |       |                  |          | caldav.example.org | Home   | 2023-03-08T20:27:40Z | true     | false      | false     |`,
  },
});
