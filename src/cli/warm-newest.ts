import type { App } from '../app.ts';

/**
 * Prepares the overview of the newest indexed backup, which people look at first, while their browser starts. Never
 * rejects: the database may be closed meanwhile, and errors are reported by the request for the overview.
 */
export async function warmNewest({ store, views }: App): Promise<void> {
  try {
    const { warmOverview } = await import('../views/index.ts');
    const backups = await store.backups.list();
    const newest = backups.find(({ status, vanishedAt }) => status === 'INDEXED' && vanishedAt === null);
    if (newest !== undefined) await warmOverview(views, newest.publicId);
  } catch {}
}
