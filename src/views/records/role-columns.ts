/** The columns of a role that may name none, one, or several. */
export function roleColumns(role: string | readonly string[] | undefined): string[] {
  return role === undefined ? [] : [role].flat();
}
