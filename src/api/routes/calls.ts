import { phoneCalls } from '../../views/index.ts';
import { callRoutesOf } from './chats/call-routes.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const callTag = { name: 'calls', description: 'Calls, from the index.' };

/** Indexed calls. */
export const callRoutes = callRoutesOf({
  tag: 'calls',
  path: '/backups/:id/artifacts/calls',
  params: { list: BackupParams, one: RecordParams },
  list: {
    operation: 'listCalls',
    summary: 'List the calls of a backup',
    description: 'Calls by phone, FaceTime and apps, sorted by time.',
  },
  one: { operation: 'getCall', summary: 'Show one call' },
  source: () => phoneCalls,
});
