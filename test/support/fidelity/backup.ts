import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writeContactsDatabase } from '../../../src/synthetic/contacts/contacts-database.ts';
import { photoEntries } from '../../../src/synthetic/photos/files.ts';
import {
  attachmentContents,
  NOTES_DOMAIN,
  type SyntheticEntry,
  WHATSAPP_DOMAINS,
  writeBackup,
  writeBplist,
  writeMessagesDatabase,
  writeNotesDatabase,
  writePhotosDatabase,
  writeWhatsappDatabases,
} from '../../synthetic/index.ts';
import { makeFastFolder } from '../fast-folder.ts';
import { writeEveryMessage } from './every-message.ts';

const SEED = 'fidelity';
const PEOPLE = 12;
/** Pictures that others sent, which Photos keeps in a library of its own. */
const SHARED = 12;

/** Writes a backup that has every feature of docs/fidelity.md at least once, and is not encrypted. */
export async function writeFidelityBackup(folder: string): Promise<void> {
  const scratch = await makeFastFolder('apple-juicer-fidelity-');
  const at = (name: string): string => join(scratch, name);
  try {
    const messages = writeMessagesDatabase(at('sms.db'), { seed: SEED, size: 150, people: PEOPLE });
    const { attachments, chat } = writeEveryMessage(at('sms.db'), messages);
    writeContactsDatabase(at('AddressBook.sqlitedb'), at('AddressBookImages.sqlitedb'), { seed: SEED, people: PEOPLE });
    const library = writePhotosDatabase(at('Photos.sqlite'), { seed: SEED, size: 80, people: PEOPLE });
    const paths = {
      chats: at('ChatStorage.sqlite'),
      contacts: at('ContactsV2.sqlite'),
      calls: at('CallHistory.sqlite'),
      lids: at('LID.sqlite'),
    };
    const whatsapp = writeWhatsappDatabases(paths, { seed: SEED, size: 400, people: PEOPLE });
    mentionSomebody(paths.chats);
    writePhotosDatabase(at('Syndication.sqlite'), { seed: 'shared', size: SHARED });
    const notes = writeNotesDatabase(at('NoteStore.sqlite'), { seed: SEED, size: 40 });
    const stored = (domain: string, relativePath: string, name: string): SyntheticEntry => ({
      domain,
      relativePath,
      kind: 'file',
      contents: { path: at(name) },
    });
    const files: SyntheticEntry[] = [
      stored('HomeDomain', 'Library/SMS/sms.db', 'sms.db'),
      stored('HomeDomain', 'Library/AddressBook/AddressBook.sqlitedb', 'AddressBook.sqlitedb'),
      stored('CameraRollDomain', 'Media/PhotoData/Photos.sqlite', 'Photos.sqlite'),
      stored(
        'HomeDomain',
        'Library/Photos/Libraries/Syndication.photoslibrary/database/Photos.sqlite',
        'Syndication.sqlite',
      ),
      stored(NOTES_DOMAIN, 'NoteStore.sqlite', 'NoteStore.sqlite'),
      ...['ChatStorage.sqlite', 'ContactsV2.sqlite', 'CallHistory.sqlite', 'LID.sqlite'].map((name) =>
        stored(WHATSAPP_DOMAINS.whatsapp, name, name),
      ),
      ...[...messages.attachments, ...attachments].map(
        ({ relativePath, kind, variant, missing, contents }): SyntheticEntry => ({
          domain: 'MediaDomain',
          relativePath,
          kind: 'file',
          contents: contents ?? attachmentContents(kind, variant),
          missing,
        }),
      ),
      ...whatsapp.files.flatMap(({ relativePath, kind, variant, missing }): SyntheticEntry[] =>
        relativePath === null
          ? []
          : [
              {
                domain: WHATSAPP_DOMAINS.whatsapp,
                relativePath,
                kind: 'file',
                contents: attachmentContents(kind, variant),
                missing,
              },
            ],
      ),
      ...[0, 1, 2].map(
        (group): SyntheticEntry => ({
          domain: WHATSAPP_DOMAINS.whatsapp,
          relativePath: `Media/Profile/12036300000000000${group}-1700000000.jpg`,
          kind: 'file',
          contents: attachmentContents('photo', group),
        }),
      ),
      ...notes.files.map(
        ({ domain, relativePath, contents }): SyntheticEntry => ({
          domain,
          relativePath,
          kind: 'file',
          contents,
        }),
      ),
      ...photoEntries(library),
      {
        domain: 'HomeDomain',
        relativePath: `Library/SMS/Drafts/${chat.identifier}/composition.plist`,
        kind: 'file',
        contents: writeBplist({ text: 'typed and not sent' }),
      },
    ];
    await writeBackup(folder, { seed: SEED, iosVersion: '18.5', manifest: 'db', layout: 'sharded', files });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Text of the message with a mention, after the mention. */
export const MENTIONING = 'have you seen the lemon tree?';

/** Turns a text of a group into one that mentions a member with a name. */
function mentionSomebody(path: string): void {
  const db = new DatabaseSync(path);
  try {
    const found = db
      .prepare(
        `SELECT message.Z_PK AS pk, substr(member.ZMEMBERJID, 1, instr(member.ZMEMBERJID, '@') - 1) AS number
         FROM ZWAMESSAGE message
         JOIN ZWAGROUPMEMBER member ON member.ZCHATSESSION = message.ZCHATSESSION
         JOIN ZWACHATSESSION partner ON partner.ZCONTACTJID = member.ZMEMBERJID AND partner.ZPARTNERNAME <> ''
         WHERE message.ZMESSAGETYPE = 0 AND message.ZTEXT IS NOT NULL LIMIT 1`,
      )
      .get();
    if (found === undefined) throw new Error('No group has a text and a member with a name.');
    db.prepare('UPDATE ZWAMESSAGE SET ZTEXT = ? WHERE Z_PK = ?').run(
      `@${String(found['number'])} ${MENTIONING}`,
      found['pk'] ?? null,
    );
  } finally {
    db.close();
  }
}
