import { backups } from './backups.ts';
import { calendar } from './calendar.ts';
import { calls } from './calls.ts';
import { chat } from './chat.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { everything } from './everything.ts';
import { files } from './files.ts';
import { ledger } from './ledger.ts';
import { map } from './map.ts';
import { notes } from './notes.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { photos } from './photos.ts';
import { records } from './records.ts';
import { search } from './search.ts';
import { server } from './server.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { tables } from './tables.ts';
import { timeline } from './timeline.ts';

/** Every text of the page in English: one file per screen. */
export const en = {
  common,
  shell,
  errors,
  backups,
  everything,
  files,
  chat,
  ledger,
  map,
  photos,
  records,
  notes,
  search,
  timeline,
  calls,
  people,
  overview,
  calendar,
  tables,
  server,
  settings,
};

/** What every language has to have. */
export type Texts = typeof en;
