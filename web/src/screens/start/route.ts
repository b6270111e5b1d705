import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { backupRoute } from '../../routes/backup.tsx';

/** First steps with a backup: unlock it, read it, and go on. The step follows from the state of the backup. */
export const startRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'start',
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(backupsQuery),
}).lazy(() => import('./start-screen.tsx').then(({ Route }) => Route));
