import { QueryClient } from '@tanstack/react-query';
import { ApiError, ConnectionLostError } from './api-error.ts';

/** How often a server that stumbled (5xx) is asked again before its error is shown. */
const MAX_RETRIES = 2;

/** One for the page. What a lost server was asked waits and goes on by itself. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        error instanceof ConnectionLostError ||
        (error instanceof ApiError && error.problem.status >= 500 && failures < MAX_RETRIES),
    },
    mutations: { retry: false },
  },
});
