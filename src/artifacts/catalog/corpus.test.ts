import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../../test/corpus.ts';
import { extractFiles } from '../../../test/support/artifacts/extract-files.ts';
import { corpusArchive } from '../../../test/support/corpus-archive.ts';
import { overlayWal, toRollbackHeader } from '../../formats/sqlite-wal.ts';
import { accounts } from './accounts.ts';
import { cloudBackups } from './cloud-backups.ts';
import { controlCenter } from './control-center.ts';
import { cookies } from './cookies.ts';
import { dataUsage } from './data-usage.ts';
import { gmailSearch } from './gmail-search.ts';
import { idLookups } from './id-lookups.ts';
import { mastodon } from './mastodon.ts';
import { simCards } from './sim-cards.ts';
import { typedWords } from './typed-words.ts';
import { voicemail } from './voicemail.ts';
import { wifi } from './wifi.ts';
import { wifiPrivateAddresses } from './wifi-private-addresses.ts';

/** The file whose path has this suffix. */
function fileAt(files: ReadonlyMap<string, Buffer>, end: string): Buffer {
  for (const [path, bytes] of files) if (path.endsWith(end)) return bytes;
  throw new Error(`The corpus has no ${end}.`);
}

/** A database with its write-ahead log applied. */
function withWal(main: Buffer, wal: Buffer): Uint8Array {
  const { database } = overlayWal(main, wal);
  toRollbackHeader(database);
  return database;
}

/** A database without a write-ahead log, as the backup opens it. */
function alone(main: Uint8Array): Uint8Array {
  const database = Uint8Array.from(main);
  toRollbackHeader(database);
  return database;
}

const count = (rows: readonly object[], column: string): number =>
  rows.filter((row) => (row as Readonly<Record<string, unknown>>)[column] !== null).length;

// The figures come from Python's sqlite3, plistlib and from the notes of those who published the files.
describeCorpus('declarations on real data', () => {
  it('accounts: 19, all of them in the write-ahead log', async () => {
    const files = await corpusArchive('testdata.accountData.accountData.josh_ios15_ffs');
    const bytes = withWal(fileAt(files, 'Accounts3.sqlite'), fileAt(files, 'Accounts3.sqlite-wal'));
    const { rows, losses } = extractFiles(accounts, [
      { domain: 'HomeDomain', relativePath: 'Library/Accounts/Accounts3.sqlite', bytes },
    ]);
    expect(rows['accounts']).toHaveLength(19);
    expect(rows['accounts']?.filter(({ isActive }) => isActive === true)).toHaveLength(17);
    expect(rows['accounts']?.filter(({ service }) => service === 'CalDAV')).toHaveLength(2);
    expect(losses).toEqual({});
  });

  it('Wi-Fi: 5 networks with 37 access points, 28 of them with a place', async () => {
    const files = await corpusArchive('testdata.appleWifiPlist.appleWifiKnownNetworks.mvs_ios_2023');
    const { rows, losses } = extractFiles(wifi, [
      {
        domain: 'SystemPreferencesDomain',
        relativePath: 'com.apple.wifi.known-networks.plist',
        bytes: fileAt(files, 'com.apple.wifi.known-networks.plist'),
      },
      {
        domain: 'SystemPreferencesDomain',
        relativePath: 'SystemConfiguration/com.apple.wifi.plist',
        bytes: fileAt(files, 'com.apple.wifi.plist'),
      },
    ]);
    // Four of the five were last joined by the phone itself, later than by hand.
    const joined = rows['wifi_networks']?.map(({ name, joinedAt }) => [name, new Date(Number(joinedAt)).toISOString()]);
    expect(joined?.toSorted()).toEqual([
      ['Airport-Frankfurt', '2023-01-05T12:21:29.708Z'],
      ['ChamplainPSK', '2022-11-29T17:49:25.821Z'],
      ['Hotel Bonaventure', '2022-12-15T22:43:20.831Z'],
      ['NETGEAR-345', '2023-01-03T13:12:37.159Z'],
      ['Spinner Place', '2023-01-06T21:37:07.648Z'],
    ]);
    expect(rows['wifi_access_points']).toHaveLength(37);
    expect(count(rows['wifi_access_points'] ?? [], 'latitude')).toBe(28);
    expect(losses).toEqual({});
  });

  it('private Wi-Fi addresses: 5 networks, each with the address that it saw', async () => {
    const files = await corpusArchive('testdata.appleWifiPlist.appleWifiScannedPrivate.mvs_ios_2023');
    const { rows, losses, notes } = extractFiles(wifiPrivateAddresses, [
      {
        domain: 'SystemPreferencesDomain',
        relativePath: 'SystemConfiguration/com.apple.wifi-private-mac-networks.plist',
        bytes: fileAt(files, 'com.apple.wifi-private-mac-networks.plist'),
      },
    ]);
    const addresses = rows['wifi_private_addresses'] ?? [];
    expect(addresses).toHaveLength(5);
    expect(addresses[0]).toMatchObject({
      network: 'Spinner Place',
      address: '1a:7b:f1:c6:aa:bc',
      accessPoint: '44:1e:98:43:cd:0c',
      joinedAt: Date.UTC(2023, 0, 6, 21, 37, 11, 377),
      firstJoinedAt: Date.UTC(2022, 10, 21, 1, 25, 10, 109),
      isOpen: true,
      hasPortal: true,
      isKnown: true,
    });
    expect(count(addresses, 'joinedAt')).toBe(5);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
  });

  it('Control Center: 6 chosen controls, and one of the system', async () => {
    const files = await corpusArchive('testdata.controlCenter.controlcenter.josh_ios15_ffs');
    const { rows, losses } = extractFiles(controlCenter, [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/ControlCenter/ModuleConfiguration.plist',
        bytes: fileAt(files, 'ModuleConfiguration.plist'),
      },
    ]);
    expect(rows['control_center']).toHaveLength(7);
    expect(rows['control_center']?.[1]).toMatchObject({
      module: 'com.apple.control-center.FlashlightModule',
      position: 2,
      state: 'chosen',
    });
    expect(rows['control_center']?.[6]).toMatchObject({ module: 'com.apple.Home.ControlCenter', state: 'fixed' });
    expect(losses).toEqual({});
  });

  it('SIM cards: two with their numbers, and one of another phone', async () => {
    const files = await corpusArchive('testdata.celWireless.celWireless.mvs_ios_2023');
    const at = (relativePath: string, bytes: Uint8Array) => ({ domain: 'WirelessDomain', relativePath, bytes });
    const { rows, losses } = extractFiles(simCards, [
      at('Library/Preferences/com.apple.commcenter.plist', fileAt(files, 'com.apple.commcenter.plist')),
      at(
        'Library/Preferences/com.apple.commcenter.data.plist',
        readFileSync(corpusPath('breadth/plaso/com.apple.commcenter.data.plist')),
      ),
    ]);
    expect(rows['sim_cards']?.map(({ iccid }) => iccid).toSorted()).toEqual([
      '8901260971148676693',
      '89014102270842269970',
      '89148000008588244776',
    ]);
    expect(count(rows['sim_cards'] ?? [], 'number')).toBeGreaterThanOrEqual(2);
    expect(losses).toEqual({});
  });

  it('data usage: 887 counts of 336 processes, and 35 processes without one', () => {
    const { rows, losses } = extractFiles(dataUsage, [
      {
        domain: 'WirelessDomain',
        relativePath: 'Library/Databases/DataUsage.sqlite',
        bytes: alone(readFileSync(corpusPath('breadth/plaso/DataUsage.sqlite'))),
      },
    ]);
    const usage = rows['data_usage'] ?? [];
    expect(usage).toHaveLength(887 + 35);
    expect(usage.reduce((sum, { cellularIn }) => sum + Number(cellularIn), 0)).toBe(2_185_117_868);
    expect(usage.reduce((sum, { cellularOut }) => sum + Number(cellularOut), 0)).toBe(186_516_208);
    expect(losses).toEqual({});
  });

  it('typed words: 482 of an English keyboard', async () => {
    const files = await corpusArchive('testdata.keyboard.keyboardLexicon.josh_ios15_ffs');
    const { rows, losses } = extractFiles(typedWords, [
      {
        domain: 'KeyboardDomain',
        relativePath: 'Library/Keyboard/en-dynamic.lm/dynamic-lexicon.dat',
        bytes: fileAt(files, 'en-dynamic.lm/dynamic-lexicon.dat'),
      },
    ]);
    expect(rows['typed_words']).toHaveLength(482);
    expect(rows['typed_words']?.every(({ language }) => language === 'en')).toBe(true);
    expect(losses).toEqual({});
  });

  it('cookies: 409 in 33 files, of 68 hosts', async () => {
    const files = await corpusArchive('testdata.appCookies.appCookies.josh_ios17_ffs');
    const stores = [...files].filter(([path]) => path.endsWith('.binarycookies'));
    expect(stores).toHaveLength(33);
    const { rows, losses } = extractFiles(
      cookies,
      stores.map(([, bytes], index) => ({
        domain: `AppDomain-com.example.app${index}`,
        relativePath: 'Library/Cookies/Cookies.binarycookies',
        bytes,
      })),
    );
    expect(rows['cookies']).toHaveLength(409);
    expect(new Set(rows['cookies']?.map(({ site }) => site)).size).toBe(68);
    expect(losses).toEqual({});
  });

  it('voicemail: none, of a phone that has both tables', async () => {
    const files = await corpusArchive('testdata.voicemail.voicemail.belkasoft_ctf6_ios_device1');
    const { rows, refused, losses } = extractFiles(voicemail, [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/Voicemail/voicemail.db',
        bytes: alone(fileAt(files, 'voicemail.db')),
      },
    ]);
    expect([rows['voicemails'], refused, losses]).toEqual([[], 0, {}]);
  });

  it('Gmail: 21 mails of one account', async () => {
    const files = await corpusArchive('testdata.gmail.gmailOfflineSearch.mvs_ios_2023');
    const { rows, losses } = extractFiles(gmailSearch, [
      {
        domain: 'AppDomain-com.google.Gmail',
        relativePath: 'Library/Application Support/data/mborchardt@kurvalis.com/searchsqlitedb',
        bytes: alone(fileAt(files, 'searchsqlitedb')),
      },
    ]);
    const mails = rows['gmail_mails'] ?? [];
    expect([mails.length, count(mails, 'from'), count(mails, 'subject'), count(mails, 'body')]).toEqual([
      21, 20, 20, 20,
    ]);
    expect(mails[0]).toMatchObject({
      sentAt: 1_669_648_755_417,
      senderName: 'The Google Workspace Team',
      from: 'workspace@google.com',
      account: 'mborchardt@kurvalis.com',
    });
    expect(losses).toEqual({});
  });

  it('addresses asked about: 39 of 10 services, of which 12 are registered', () => {
    const { rows, losses } = extractFiles(idLookups, [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/Preferences/com.apple.identityservices.idstatuscache.plist',
        bytes: readFileSync(corpusPath('breadth/plaso/com.apple.identityservices.idstatuscache.plist')),
      },
    ]);
    const lookups = rows['id_lookups'] ?? [];
    expect(lookups.filter(({ isRegistered }) => isRegistered === true)).toHaveLength(12);
    expect([lookups.length, new Set(lookups.map((row) => row['service'] ?? row['otherService'])).size]).toEqual([
      39, 10,
    ]);
    expect(losses).toEqual({});
  });

  it('backups to iCloud: 10, all of which succeeded', () => {
    const { rows, losses } = extractFiles(cloudBackups, [
      {
        domain: 'HomeDomain',
        relativePath: 'Library/Preferences/com.apple.MobileBackup.plist',
        bytes: readFileSync(corpusPath('breadth/plaso/com.apple.MobileBackup.plist')),
      },
    ]);
    const backups = rows['cloud_backups'] ?? [];
    expect(backups.filter(({ hasFailed }) => hasFailed === false)).toHaveLength(10);
    expect(backups[0]).toMatchObject({ madeAt: 1_683_076_313_195, outcome: 'Backup succeeded' });
    expect(losses).toEqual({});
  });

  it('Mastodon: 114 posts, most of them in the write-ahead log', async () => {
    const files = await corpusArchive('testdata.mastodon.mastodonStatuses.josh_ios17_ffs');
    const bytes = withWal(fileAt(files, 'shared.sqlite'), fileAt(files, 'shared.sqlite-wal'));
    const { rows, losses } = extractFiles(mastodon, [
      { domain: 'AppDomainGroup-group.org.joinmastodon.app', relativePath: 'Databases/shared.sqlite', bytes },
    ]);
    const posts = rows['mastodon_posts'] ?? [];
    expect([posts.length, count(posts, 'account'), count(posts, 'url')]).toEqual([114, 114, 114]);
    expect(losses).toEqual({});
  });
});
