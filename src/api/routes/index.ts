import type { Routes } from '../context.ts';
import { backupRoutes } from './backups.ts';
import { contactRoutes } from './contacts.ts';
import { docsRoutes } from './docs.ts';
import { fileRoutes } from './file.ts';
import { filesRoutes } from './files.ts';
import { healthRoutes } from './health.ts';
import { indexRoutes } from './indexing.ts';
import { loginRoutes } from './login.ts';
import { messageRoutes } from './messages.ts';
import { searchRoutes } from './search.ts';
import { sessionRoutes } from './sessions.ts';

/** Every resource of the API, in the order of the document. */
export const ALL_ROUTES: readonly Routes[] = [
  healthRoutes,
  loginRoutes,
  backupRoutes,
  sessionRoutes,
  filesRoutes,
  fileRoutes,
  indexRoutes,
  messageRoutes,
  contactRoutes,
  searchRoutes,
  docsRoutes,
];
