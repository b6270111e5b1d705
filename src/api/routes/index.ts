import type { Routes } from '../context.ts';
import { accessLogRoutes } from './access-log.ts';
import { archiveRoutes } from './archive.ts';
import { backupRoutes } from './backups.ts';
import { calendarRoutes } from './calendar.ts';
import { callRoutes } from './calls.ts';
import { chatRoutes } from './chats/index.ts';
import { contactRoutes } from './contacts.ts';
import { cspReportRoutes } from './csp-reports.ts';
import { docsRoutes } from './docs.ts';
import { downloadRoutes } from './downloads.ts';
import { exportRoutes } from './export.ts';
import { exportJobRoutes } from './export-jobs.ts';
import { fileRoutes } from './file.ts';
import { filesRoutes } from './files.ts';
import { folderRoutes } from './folders.ts';
import { healthRoutes } from './health.ts';
import { indexRoutes } from './indexing.ts';
import { installationRoutes } from './installation.ts';
import { jobRoutes } from './jobs.ts';
import { kindRoutes } from './kinds.ts';
import { loginRoutes } from './login.ts';
import { mapRoutes } from './map.ts';
import { markRoutes } from './marks.ts';
import { messageRoutes } from './messages.ts';
import { noteRoutes } from './notes.ts';
import { overviewRoutes } from './overview.ts';
import { pageRoutes } from './page.ts';
import { peopleRoutes } from './people.ts';
import { photoRoutes } from './photos.ts';
import { placeRoutes } from './places.ts';
import { previewRoutes } from './preview.ts';
import { savedSearchRoutes } from './saved-searches.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './sessions.ts';
import { tableRoutes } from './tables.ts';
import { thumbnailRoutes } from './thumbnail.ts';
import { timelineRoutes } from './timeline.ts';
import { whatsappRoutes } from './whatsapp.ts';
import { workerKeyRoutes } from './worker-keys.ts';

/** All routes of the API, in the order of the document. */
export const ALL_ROUTES: readonly Routes[] = [
  healthRoutes,
  loginRoutes,
  accessLogRoutes,
  installationRoutes,
  backupRoutes,
  folderRoutes,
  overviewRoutes,
  sessionRoutes,
  filesRoutes,
  fileRoutes,
  thumbnailRoutes,
  previewRoutes,
  archiveRoutes,
  exportRoutes,
  exportJobRoutes,
  downloadRoutes,
  indexRoutes,
  jobRoutes,
  workerKeyRoutes,
  kindRoutes,
  markRoutes,
  messageRoutes,
  whatsappRoutes,
  chatRoutes,
  callRoutes,
  calendarRoutes,
  contactRoutes,
  photoRoutes,
  noteRoutes,
  tableRoutes,
  searchRoutes,
  savedSearchRoutes,
  timelineRoutes,
  placeRoutes,
  mapRoutes,
  peopleRoutes,
  docsRoutes,
  pageRoutes,
  cspReportRoutes,
];
