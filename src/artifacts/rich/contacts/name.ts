/** The names on a card. */
export interface Names {
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
  readonly nickname: string | null;
  readonly company: string | null;
  readonly isCompany: boolean;
  /** `DisplayName` or `CompositeNameFallback`: shown by the phone if there is no name. */
  readonly fallback: string | null;
}

/** Scripts in which the family name is first and names have no space. */
const FAMILY_NAME_FIRST = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;

/** Display name of a contact: the full name (of a company, its name); otherwise nickname, company or fallback. */
export function displayName(names: Names): string | null {
  if (names.isCompany && names.company !== null) return names.company;
  return fullName(names) ?? names.nickname ?? names.company ?? names.fallback;
}

function fullName({ firstName, middleName, lastName, prefix, suffix }: Names): string | null {
  if (firstName !== null && lastName !== null && FAMILY_NAME_FIRST.test(firstName + lastName))
    return lastName + firstName;
  const name = [prefix, firstName, middleName, lastName].filter((part) => part !== null).join(' ');
  // A title alone is not a name.
  if (firstName === null && middleName === null && lastName === null) return null;
  return suffix === null ? name : `${name} ${suffix}`;
}
