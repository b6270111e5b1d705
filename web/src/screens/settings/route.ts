import { createRoute } from '@tanstack/react-router';
import { installationQuery } from '../../api/installation.ts';
import { rootRoute } from '../../routes/root.tsx';

/** Settings: appearance, sessions, data folders. */
export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'settings',
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(installationQuery),
}).lazy(() => import('./settings-screen.tsx').then(({ Route }) => Route));
