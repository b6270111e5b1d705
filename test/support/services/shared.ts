import type { ServiceName, SharedService } from './service.ts';

/** Variables with the URL of the host and the missing services, set by the test run for its processes. */
export const HOST_VARIABLE = 'APPLE_JUICER_TEST_SERVICES';
export const MISSING_VARIABLE = 'APPLE_JUICER_TEST_MISSING';

/** True if tests with this service can run; otherwise they are skipped. */
export function hasService(name: ServiceName): boolean {
  return process.env[HOST_VARIABLE] !== undefined && !(process.env[MISSING_VARIABLE] ?? '').split(',').includes(name);
}

/** The URL of a shared server, which is started at the first call. @throws Error if it cannot be started */
export async function serviceUrl(name: SharedService): Promise<string> {
  const host = process.env[HOST_VARIABLE];
  if (host === undefined) throw new Error('There are no test servers: run tests with vitest.');
  const response = await fetch(`${host}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
