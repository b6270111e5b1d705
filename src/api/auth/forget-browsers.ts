import type { UnlockManager } from '../../sessions/index.ts';
import type { ExportJobs } from '../export-jobs/export-jobs.ts';
import type { BrowserLogins } from './browser-logins.ts';

/** What belongs to logged-in browsers. */
interface BelongingsOfBrowsers {
  readonly browsers: BrowserLogins;
  readonly sessions: UnlockManager;
  readonly exportJobs: ExportJobs;
}

/** Ends the sessions of browsers that are logged out, and removes their exports. */
export async function forgetBrowsers({ browsers, sessions, exportJobs }: BelongingsOfBrowsers): Promise<void> {
  const keys = new Set(browsers.list().map(({ key }) => key));
  sessions.endSessions((browser) => !keys.has(browser));
  await exportJobs.forgetBrowsers((key) => keys.has(key));
}
