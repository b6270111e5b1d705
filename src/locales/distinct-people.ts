/** People without the further addresses of the same contact: who writes from a number and a mail address is one. */
export function distinctPeople<Person extends { readonly contact: string | null }>(
  people: readonly Person[],
): Person[] {
  const seen = new Set<string>();
  return people.filter(({ contact }) => {
    if (contact === null) return true;
    const isNew = !seen.has(contact);
    seen.add(contact);
    return isNew;
  });
}
