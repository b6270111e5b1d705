import type * as Library from '../src/backup/public.ts';

/** Chats of a screen, and messages of a page. */
export const CHATS = 50;
export const PAGE = 100;

/** Processor time in milliseconds, which a busy machine does not change, since the keys were there; memory in MiB. */
export interface FirstContent {
  readonly opened: number;
  readonly newest: number;
  readonly peakMiB: number;
}

/**
 * Opens sms.db and reads the newest messages of the newest chats with the library as it is published: from the sources, a process would
 * also have the compiler of TypeScript in its memory.
 */
async function measure(path: string, password: string, inPlace: boolean): Promise<FirstContent> {
  const built = new URL('../dist/backup-public.js', import.meta.url);
  const { openBackup, unlockBackup } = (await import(built.href)) as typeof Library;
  const unlocked = await openBackup(path, { password });
  const keys = await unlockBackup(unlocked.folder, password);
  await unlocked.close();
  const start = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const backup = await openBackup(path, { keys, ...(inPlace ? { tempPath: null } : {}) });
  const opened = spent();
  const entry = backup.manifest.find('HomeDomain', 'Library/SMS/sms.db');
  if (entry === null) throw new Error('The phone has no messages.');
  const source = await backup.openDatabase(entry, { inPlace });
  readNewest(source);
  source.close();
  const newest = spent();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  await backup.close();
  return { opened, newest, peakMiB };
}

function readNewest({ db }: Library.SourceDatabase): void {
  const chats = db
    .prepare(
      `SELECT ROWID AS id, (SELECT max(message_date) / 1000 FROM chat_message_join WHERE chat_id = chat.ROWID) AS newest
       FROM chat ORDER BY newest DESC LIMIT ${CHATS}`,
    )
    .all();
  const page = db.prepare(
    `SELECT m.ROWID, guid, text, attributedBody, date / 1000000, handle_id FROM chat_message_join j
     JOIN message m ON m.ROWID = j.message_id WHERE j.chat_id = ? ORDER BY j.message_date DESC LIMIT ${PAGE}`,
  );
  for (const { id } of chats) page.all(id ?? null);
}

if (import.meta.main) {
  const [, , path = '', password = '', way] = process.argv;
  process.send?.(await measure(path, password, way === 'in place'));
}
