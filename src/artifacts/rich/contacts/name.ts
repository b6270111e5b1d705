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
  /** `DisplayName` or `CompositeNameFallback`: what the phone shows when there is no name. */
  readonly fallback: string | null;
}

/** Names in these scripts are written family name first and without a space. */
const FAMILY_NAME_FIRST = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u;

/** How a contact is called: the full name, for a company its name; else nickname, company or what the phone falls back to. */
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
