import { createRoute, redirect } from '@tanstack/react-router';
import { backupRoute } from './backup.tsx';

/** `/b/{backup}/` redirects to the first screen of a backup. */
export const backupHomeRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/b/$backupId/overview', params, replace: true });
  },
});
