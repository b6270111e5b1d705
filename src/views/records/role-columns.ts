/** The columns of a role as an array. */
export function roleColumns(role: string | readonly string[] | undefined): string[] {
  return role === undefined ? [] : [role].flat();
}
