/** The path of a one-time link. */
export function loginPath(code: string): string {
  return `/auth/login?code=${code}`;
}
