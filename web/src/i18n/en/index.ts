import { backups } from './backups.ts';
import { chat } from './chat.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { files } from './files.ts';
import { ledger } from './ledger.ts';
import { map } from './map.ts';
import { notes } from './notes.ts';
import { photos } from './photos.ts';
import { records } from './records.ts';
import { search } from './search.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** Every text of the page in English: one file per screen. */
export const en = {
  common,
  shell,
  errors,
  backups,
  files,
  chat,
  ledger,
  map,
  photos,
  records,
  notes,
  search,
  settings,
};

/** What every language has to have. */
export type Texts = typeof en;
