import type { ServiceName, SharedService } from './service.ts';

/** The variables by which the test run tells its processes where the servers are, and which there are not. */
export const HOST_VARIABLE = 'APPLE_JUICER_TEST_SERVICES';
export const MISSING_VARIABLE = 'APPLE_JUICER_TEST_MISSING';

/** Whether tests on this server can run; where not, the test run has said so and they are to be skipped. */
export function hasService(name: ServiceName): boolean {
  return process.env[HOST_VARIABLE] !== undefined && !(process.env[MISSING_VARIABLE] ?? '').split(',').includes(name);
}

/** The URL of the server that this test run shares, which starts at the first call. @throws Error when it does not start */
export async function serviceUrl(name: SharedService): Promise<string> {
  const host = process.env[HOST_VARIABLE];
  if (host === undefined) throw new Error('There are no test servers: run tests with vitest.');
  const response = await fetch(`${host}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
