import type { NavEntry } from './nav-entry.ts';
import { backupsNav } from './screens/backups/nav.ts';
import { calendarNav } from './screens/calendar/nav.ts';
import { callsNav } from './screens/calls/nav.ts';
import { everythingNav } from './screens/everything/nav.ts';
import { filesNav } from './screens/files/nav.ts';
import { ledgerNav } from './screens/ledger/nav.ts';
import { mapNav } from './screens/map/nav.ts';
import { markedNav } from './screens/marked/nav.ts';
import { messagesNav } from './screens/messages/nav.ts';
import { notesNav } from './screens/notes/nav.ts';
import { overviewNav } from './screens/overview/nav.ts';
import { peopleNav } from './screens/people/nav.ts';
import { photosNav } from './screens/photos/nav.ts';
import { searchNav } from './screens/search/nav.ts';
import { settingsNav } from './screens/settings/nav.ts';
import { tablesNav } from './screens/tables/nav.ts';
import { timelineNav } from './screens/timeline/nav.ts';
import { whatsappNav } from './screens/whatsapp/nav.ts';

/** Screens of one backup, in sidebar order. Their paths begin with `/b/$backupId/`. */
export const BACKUP_NAV: readonly NavEntry[] = [
  overviewNav,
  messagesNav,
  whatsappNav,
  callsNav,
  peopleNav,
  photosNav,
  mapNav,
  notesNav,
  calendarNav,
  markedNav,
  filesNav,
  tablesNav,
  ledgerNav,
  everythingNav,
];

/** Screens that are not for one backup. */
export const GLOBAL_NAV: readonly NavEntry[] = [backupsNav, timelineNav, searchNav, settingsNav];
