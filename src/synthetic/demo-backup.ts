import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Example } from '../model/example.ts';
import type { SyntheticApp, SyntheticEntry, WrittenBackup } from './backup-folder/backup-spec.ts';
import { writeBackup } from './backup-folder/backup-writer.ts';
import { writeCalendarDatabase } from './calendar/calendar-database.ts';
import { writeCallsDatabase } from './calls/calls-database.ts';
import { type ContactsTruth, writeContactsDatabase } from './contacts/contacts-database.ts';
import { writeBplist } from './encoders/bplist-writer.ts';
import { gradient, writePng } from './encoders/images.ts';
import { writeJpeg } from './encoders/jpeg-writer.ts';
import { KeyedArchiveWriter } from './encoders/keyed-archive-writer.ts';
import { writeXmlPlist } from './encoders/xml-plist-writer.ts';
import { exampleEntries } from './examples/example-entries.ts';
import { HEALTH_DOMAIN, writeHealthDatabases } from './health/health-databases.ts';
import { attachmentContents } from './messages/message-attachments.ts';
import { writeMessagesDatabase } from './messages/messages-database.ts';
import type { MessagesTruth } from './messages/messages-truth.ts';
import { NOTES_DOMAIN, writeNotesDatabase } from './notes/notes-database.ts';
import { photoEntries } from './photos/files.ts';
import { writePhotosDatabase } from './photos/photos-database.ts';
import type { Seed } from './random.ts';
import { withStoryMedia } from './story/media.ts';
import { WHATSAPP_DOMAINS, writeWhatsappDatabases } from './whatsapp/whatsapp-database.ts';

/** Contents of the demo backup. */
export interface DemoSpec {
  /** If missing, the backup is not encrypted. */
  readonly password?: string;
  readonly seed?: Seed;
  /** Time of the newest messages and photos in UTC milliseconds. Default: summer of 2025. */
  readonly until?: number;
  /** Number of messages. Default: 2,000. */
  readonly messages?: number;
  /** Number of people with a card. Default: 40. */
  readonly contacts?: number;
  /** Number of photos in the library. Default: no library. */
  readonly photos?: number;
  /** Number of WhatsApp messages. Default: no WhatsApp. */
  readonly whatsapp?: number;
  /** Number of notes. Default: no Notes. */
  readonly notes?: number;
  /** Number of calls. Default: no call history. */
  readonly calls?: number;
  /** Number of events. Default: no calendar. */
  readonly events?: number;
  /** Days between two events. Default: 1. */
  readonly eventsEveryDays?: number;
  /** Number of workouts in a year of Health, with sleep, of an encrypted backup. Default: no Health. */
  readonly workouts?: number;
  /**
   * True for a backup that people look at: everyday talk, a trip, and pictures, sounds and films that show and play. Tests
   * look for the texts and files of the others.
   */
  readonly story?: boolean;
  /** Examples of artifacts whose stores are added. */
  readonly examples?: readonly Example[];
}

/** Contents of the written demo, for tests. */
export interface WrittenDemo {
  readonly backup: WrittenBackup;
  readonly messages: MessagesTruth;
  readonly contacts: ContactsTruth;
}

const APPS: readonly SyntheticApp[] = [
  { bundleId: 'com.example.lemonade', name: 'Lemonade Stand', seller: 'Example Games', version: '3.2.1', hue: 50 },
  { bundleId: 'com.example.trails', name: 'Trails & Maps', seller: 'Wanderlust Ltd', version: '12.0', hue: 130 },
  { bundleId: 'com.example.日記', name: '日記', seller: '例社', version: '1.0', hue: 300 },
];

/** Number of messages that are in the `-wal` only. */
const NEWEST_IN_WAL = 25;

const PHOTOS = 12;

/** Default number of people with a card. */
const PEOPLE = 40;

/** The option `story` for the writers of single databases. */
function told({ story }: DemoSpec): { readonly story?: boolean } {
  return story === undefined ? {} : { story };
}

/** Pictures of a camera roll without a library. */
function* loosePhotos(): Generator<SyntheticEntry, void, undefined> {
  for (let index = 1; index <= PHOTOS; index++) {
    yield {
      domain: 'CameraRollDomain',
      relativePath: `Media/DCIM/100APPLE/IMG_${String(index).padStart(4, '0')}.JPG`,
      kind: 'file',
      contents: writeJpeg(160, 120, gradient(index * 30, 160)),
      // For some photos iCloud has the only original.
      ...(index % 6 === 0 ? { missing: true } : {}),
    };
  }
  yield {
    domain: 'CameraRollDomain',
    relativePath: 'Media/DCIM/100APPLE/IMG_0100.PNG',
    kind: 'file',
    contents: writePng(120, 200, gradient(210, 200)),
  };
}

/** Other small files: preferences, app data, a link, and files without a payload. */
function* surroundings(): Generator<SyntheticEntry, void, undefined> {
  const text = (content: string): Buffer => Buffer.from(content, 'utf8');
  yield {
    domain: 'HomeDomain',
    relativePath: 'Library/Preferences/com.apple.MobileSMS.plist',
    kind: 'file',
    contents: writeBplist({ KeepMessageForDays: 0, SSKeepMessages: 0 }),
  };
  yield {
    domain: 'HomeDomain',
    relativePath: 'Library/Preferences/com.apple.springboard.plist',
    kind: 'file',
    contents: writeXmlPlist({ SBShowBatteryPercentage: true }),
  };
  yield {
    domain: 'DatabaseDomain',
    relativePath: 'timezone/localtime',
    kind: 'symlink',
    target: '/var/db/timezone/zoneinfo/America/Los_Angeles',
  };
  for (const { bundleId, name } of APPS) {
    const domain = `AppDomain-${bundleId}`;
    yield {
      domain,
      relativePath: 'Documents/Read me: first.txt',
      kind: 'file',
      contents: text(`Welcome to ${name}!\n`),
    };
    yield { domain, relativePath: 'Documents/empty', kind: 'file' };
    yield {
      domain,
      relativePath: `Library/Preferences/${bundleId}.plist`,
      kind: 'file',
      contents: writeBplist({ launches: 42, name }),
    };
    yield { domain, relativePath: 'Library/Caches', kind: 'directory' };
  }
  yield {
    domain: 'AppDomainGroup-group.com.example.shared',
    relativePath: 'Notes/cafe\u0301 & Größe 🍋.md',
    kind: 'file',
    contents: text('# Shared\n'),
  };
  yield {
    domain: 'AppDomainPlugin-com.example.lemonade.widget',
    relativePath: 'Documents/state.json',
    kind: 'file',
    contents: text('{"score": 7}'),
    missing: true,
  };
}

function* attachmentFiles(truth: MessagesTruth): Generator<SyntheticEntry, void, undefined> {
  for (const { relativePath, kind, variant, missing, contents } of truth.attachments) {
    const bytes = contents ?? attachmentContents(kind, variant);
    yield { domain: 'MediaDomain', relativePath, kind: 'file', contents: bytes, missing };
  }
}

/** What was typed and not sent to the first person. */
function* draft({ conversations }: MessagesTruth): Generator<SyntheticEntry, void, undefined> {
  const chat = conversations.find(({ group }) => !group);
  if (chat === undefined) return;
  const archive = new KeyedArchiveWriter();
  const $class = archive.addClass('NSConcreteMutableAttributedString', 'NSAttributedString', 'NSObject');
  const text = archive.finish(archive.add({ NSString: archive.add('I have been meaning to ask'), $class }));
  yield {
    domain: 'HomeDomain',
    relativePath: `Library/SMS/Drafts/${chat.identifier}/composition.plist`,
    kind: 'file',
    contents: writeBplist({ text }),
  };
}

/** The photo library and its files, or a camera roll without a library. */
function* photoLibrary(scratch: string, spec: DemoSpec, seed: Seed): Generator<SyntheticEntry, void, undefined> {
  if (spec.photos === undefined) {
    yield* loosePhotos();
    return;
  }
  const path = join(scratch, 'Photos.sqlite');
  const truth = writePhotosDatabase(path, {
    seed,
    size: spec.photos,
    people: spec.contacts ?? PEOPLE,
    ...told(spec),
    ...(spec.until === undefined ? {} : { date: spec.until }),
  });
  yield { domain: 'CameraRollDomain', relativePath: 'Media/PhotoData/Photos.sqlite', kind: 'file', contents: { path } };
  yield* photoEntries(truth);
}

/** WhatsApp's stores and media. */
function* whatsappStores(scratch: string, spec: DemoSpec, seed: Seed): Generator<SyntheticEntry, void, undefined> {
  if (spec.whatsapp === undefined) return;
  const domain = WHATSAPP_DOMAINS.whatsapp;
  const at = (name: string): string => join(scratch, `whatsapp-${name}`);
  const names = {
    chats: 'ChatStorage.sqlite',
    contacts: 'ContactsV2.sqlite',
    calls: 'CallHistory.sqlite',
    lids: 'LID.sqlite',
  };
  const { chats, contacts, calls, lids } = names;
  const paths = { chats: at(chats), contacts: at(contacts), calls: at(calls), lids: at(lids) };
  const truth = writeWhatsappDatabases(paths, {
    seed,
    size: spec.whatsapp,
    people: spec.contacts ?? PEOPLE,
    ...told(spec),
  });
  for (const name of Object.values(names))
    yield { domain, relativePath: name, kind: 'file', contents: { path: at(name) } };
  for (const { relativePath, kind, variant, missing } of truth.files) {
    if (relativePath === null) continue;
    yield { domain, relativePath, kind: 'file', contents: attachmentContents(kind, variant), missing };
  }
}

/** The notes and their attachments. */
function* noteStore(scratch: string, spec: DemoSpec, seed: Seed): Generator<SyntheticEntry, void, undefined> {
  if (spec.notes === undefined) return;
  const path = join(scratch, 'NoteStore.sqlite');
  const truth = writeNotesDatabase(path, { seed, size: spec.notes, ...told(spec) });
  yield { domain: NOTES_DOMAIN, relativePath: 'NoteStore.sqlite', kind: 'file', contents: { path } };
  for (const { domain, relativePath, contents } of truth.files) yield { domain, relativePath, kind: 'file', contents };
}

/** The call history and the calendar. */
function* callsAndEvents(scratch: string, spec: DemoSpec, seed: Seed): Generator<SyntheticEntry, void, undefined> {
  const people = spec.contacts ?? PEOPLE;
  const inHome = (relativePath: string, path: string): SyntheticEntry => {
    return { domain: 'HomeDomain', relativePath, kind: 'file', contents: { path } };
  };
  if (spec.calls !== undefined) {
    const path = join(scratch, 'CallHistory.storedata');
    writeCallsDatabase(path, { seed, calls: spec.calls, people });
    yield inHome('Library/CallHistoryDB/CallHistory.storedata', path);
  }
  if (spec.events !== undefined) {
    const path = join(scratch, 'Calendar.sqlitedb');
    const { events, eventsEveryDays: everyDays = 1 } = spec;
    writeCalendarDatabase(path, { seed, events, everyDays, people, ...told(spec) });
    yield inHome('Library/Calendar/Calendar.sqlitedb', path);
  }
}

/** True for a backup with Health, which only encrypted ones have. */
function hasHealth({ workouts, password }: DemoSpec): boolean {
  return workouts !== undefined && password !== undefined;
}

/** The databases of Health that the demo writes itself. */
const HEALTH_FILES = { health: 'Health/healthdb_secure.sqlite', names: 'Health/healthdb.sqlite' };

/** A year of Health. */
function* healthStores(scratch: string, spec: DemoSpec, seed: Seed): Generator<SyntheticEntry, void, undefined> {
  if (!hasHealth(spec)) return;
  const paths = { health: join(scratch, 'healthdb_secure.sqlite'), names: join(scratch, 'healthdb.sqlite') };
  writeHealthDatabases(paths, { seed, workouts: spec.workouts ?? 0 });
  for (const store of ['health', 'names'] as const) {
    const contents = { path: paths[store] };
    yield { domain: HEALTH_DOMAIN, relativePath: HEALTH_FILES[store], kind: 'file', contents };
  }
}

/** The stores of examples, except those that the demo writes itself. */
function examplesOf(spec: DemoSpec): readonly SyntheticEntry[] {
  const entries = exampleEntries(spec.examples ?? []);
  if (!hasHealth(spec)) return entries;
  const own = new Set(Object.values(HEALTH_FILES));
  return entries.filter(({ domain, relativePath }) => domain !== HEALTH_DOMAIN || !own.has(relativePath));
}

/**
 * Writes the backup of a fictitious iPhone with iOS 18: messages with attachments, contacts, photos, three apps. The
 * newest messages are in the `-wal` of sms.db only.
 */
export async function writeDemoBackup(folder: string, spec: DemoSpec = {}): Promise<WrittenDemo> {
  const seed = spec.seed ?? 'demo';
  const people = spec.contacts ?? PEOPLE;
  const scratch = await mkdtemp(join(tmpdir(), 'apple-juicer-demo-'));
  try {
    const paths = {
      sms: join(scratch, 'sms.db'),
      contacts: join(scratch, 'AddressBook.sqlitedb'),
      images: join(scratch, 'AddressBookImages.sqlitedb'),
    };
    const size = spec.messages ?? 2000;
    const messages = writeMessagesDatabase(paths.sms, {
      seed,
      size,
      people,
      newestInWal: Math.min(NEWEST_IN_WAL, size),
      ...told(spec),
      ...(spec.until === undefined ? {} : { until: spec.until }),
    });
    const contacts = writeContactsDatabase(paths.contacts, paths.images, { seed, people, ...told(spec) });

    const inHome = (relativePath: string, path: string): SyntheticEntry => {
      return { domain: 'HomeDomain', relativePath, kind: 'file', contents: { path }, protectionClass: 3 };
    };
    function* files(): Generator<SyntheticEntry, void, undefined> {
      yield inHome('Library/SMS/sms.db', paths.sms);
      if (size > 0) yield inHome('Library/SMS/sms.db-wal', `${paths.sms}-wal`);
      yield inHome('Library/AddressBook/AddressBook.sqlitedb', paths.contacts);
      yield inHome('Library/AddressBook/AddressBookImages.sqlitedb', paths.images);
      yield* attachmentFiles(messages);
      yield* draft(messages);
      yield* photoLibrary(scratch, spec, seed);
      yield* whatsappStores(scratch, spec, seed);
      yield* noteStore(scratch, spec, seed);
      yield* callsAndEvents(scratch, spec, seed);
      yield* healthStores(scratch, spec, seed);
      yield* surroundings();
      yield* examplesOf(spec);
    }
    const backup = await writeBackup(folder, {
      seed,
      deviceName: 'Robin’s iPhone',
      productType: 'iPhone16,1',
      iosVersion: '18.5',
      ...(spec.password === undefined ? {} : { encrypted: { password: spec.password } }),
      manifest: 'db',
      layout: 'sharded',
      apps: APPS,
      files: spec.story === true ? withStoryMedia(files()) : files(),
    });
    return { backup, messages, contacts };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
