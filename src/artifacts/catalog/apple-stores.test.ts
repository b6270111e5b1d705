import { describe, expect, it } from 'vitest';
import { readStores } from '../../../test/support/artifacts/read-stores.ts';
import { Embedded } from '../../model/example.ts';
import { books } from './books.ts';
import { medicalId } from './medical-id.ts';
import { phoneFavorites } from './phone-favorites.ts';
import { shortcuts } from './shortcuts.ts';
import { walletPayments } from './wallet-payments.ts';

// Stores of Apple's apps as older systems write them, and with values that are missing.

describe('favorites of Phone', () => {
  const FILE = 'HomeDomain/Library/Preferences/com.apple.mobilephone.speeddial.plist';

  it('have no address where it is an account of another app, and no app where nothing says which', () => {
    const account = Buffer.from('bplist00…').toString('base64');
    const { tables, notes } = readStores(phoneFavorites, {
      [FILE]: { xml: [{ Name: 'Ida', Value: account, EntryType: -1 }, { Value: '112' }, 'not an entry'] },
    });
    expect(tables['phone_favorites']).toMatchObject([
      { position: 1, name: 'Ida', address: null, action: null, app: null },
      { position: 2, name: null, address: '112', label: null },
    ]);
    expect(tables['phone_favorites']).toHaveLength(2);
    expect(notes).toEqual({});
  });
});

describe('payments of Wallet', () => {
  const FILE = 'HomeDomain/Library/Passes/passes23.sqlite';

  it('are in hundredths if one of them is no multiple of 100', () => {
    const { tables } = readStores(walletPayments, {
      [FILE]: {
        tables: { payment_transaction: `pid | amount | currency_code \n 1 | 1245 | EUR \n 2 | 500 | EUR \n 3 | | EUR` },
      },
    });
    expect(tables['wallet_payments']).toMatchObject([
      { amount: 12.45, storedAmount: 1245, currency: 'EUR', paidAt: null, card: null, latitude: null },
      { amount: 5, storedAmount: 500 },
      { amount: null, storedAmount: null },
    ]);
  });
});

describe('shortcuts', () => {
  const FILE = 'HomeDomain/Library/Shortcuts/Shortcuts.sqlite';
  const steps = (...ids: string[]) => ids.map((id) => ({ WFWorkflowActionIdentifier: id }));

  it('have their steps in a dictionary, too; what cannot be read costs the steps only', () => {
    const { tables, notes } = readStores(shortcuts, {
      [FILE]: {
        tables: {
          ZSHORTCUT: `Z_PK | ZNAME \n 1 | Wrapped \n 2 | Damaged \n 3 | Empty`,
          ZSHORTCUTACTIONS: [
            { Z_PK: 1, ZSHORTCUT: 1, ZDATA: new Embedded({ plist: { WFWorkflowActions: steps('a.b', '') } }) },
            { Z_PK: 2, ZSHORTCUT: 2, ZDATA: Buffer.from('bplist00') },
            { Z_PK: 3, ZSHORTCUT: 3, ZDATA: null },
          ],
        },
      },
    });
    expect(tables['shortcuts']).toMatchObject([
      { name: 'Wrapped', actions: ['a.b'], links: [], usedAt: null },
      { name: 'Damaged', actions: null, links: null },
      { name: 'Empty', actions: [] },
    ]);
    expect(notes).toEqual({ 'unreadable-value:shortcuts.actions': 1, 'unreadable-value:shortcuts.links': 1 });
  });
});

describe('books', () => {
  it('are not needed for their highlights, which have the id of the book then', () => {
    const { tables } = readStores(books, {
      'AppDomain-com.apple.iBooks/Documents/AEAnnotation/AEAnnotation_v1.sqlite': {
        tables: { ZAEANNOTATION: `Z_PK | ZANNOTATIONASSETID | ZANNOTATIONNOTE \n 1 | B1 | Look up` },
      },
    });
    expect(tables['book_highlights']).toMatchObject([
      { book: 'B1', note: 'Look up', words: null, kind: null, colour: null, isDeleted: null, createdAt: null },
    ]);
    expect(tables['books']).toEqual([]);
  });

  it('have no progress that is none', () => {
    const { tables } = readStores(books, {
      'AppDomain-com.apple.iBooks/Documents/BKLibrary/BKLibrary-1.sqlite': {
        tables: { ZBKLIBRARYASSET: `Z_PK | ZTITLE | ZREADINGPROGRESS \n 1 | A | -1 \n 2 | B | 0 \n 3 | C |` },
      },
    });
    expect(tables['books']?.map(({ progress }) => progress)).toEqual([null, 0, null]);
  });
});

describe('the Medical ID', () => {
  const FILE = 'HealthDomain/MedicalID/MedicalIDData.archive';

  it('has the day of birth of a midnight west and east of Greenwich, and no blood type that is not set', () => {
    const born = (at: string) => {
      const archive = { HKMedicalIDDataBirthdateKey: new Date(at), HKMedicalIDDataBloodTypeKey: 0 };
      return readStores(medicalId, { [FILE]: { archive } }).tables['medical_ids'];
    };
    expect(born('1991-03-03T22:00:00Z')).toMatchObject([{ birthday: '1991-03-04', bloodType: null, height: null }]);
    expect(born('1991-03-04T08:00:00Z')).toMatchObject([{ birthday: '1991-03-04', name: null }]);
  });

  it('is there without contacts, and with contacts that have no number', () => {
    const { tables, notes } = readStores(medicalId, {
      [FILE]: { archive: { HKMedicalIDDataEmergencyContactsKey: [{ HKEmergencyContactNameKey: 'Ida' }] } },
    });
    expect(tables['emergency_contacts']).toMatchObject([{ name: 'Ida', number: null, relation: null }]);
    expect(notes).toEqual({});
  });
});
