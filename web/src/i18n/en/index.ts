import { backups } from './backups.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { ledger } from './ledger.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** Every text of the page in English: one file per screen. */
export const en = { common, shell, errors, backups, ledger, settings };

/** What every language has to have. */
export type Texts = typeof en;
