import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { rootRoute } from '../../routes/root.tsx';
import { choiceParam, textParam } from '../../search-params.ts';
import { BACKUP_DIALOGS } from './dialogs.ts';

/** Start screen with all backups. */
export const backupsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: (raw) => ({ ...choiceParam(raw, 'dialog', BACKUP_DIALOGS), ...textParam(raw, 'backup') }),
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(backupsQuery),
}).lazy(() => import('./backups-screen.tsx').then(({ Route }) => Route));
