import type { Texts } from '../en/index.ts';
import { backups } from './backups.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { ledger } from './ledger.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';

/** Every text of the page in German. */
export const de: Texts = { common, shell, errors, backups, ledger, settings };
