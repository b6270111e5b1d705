import type { PersonView } from '../../contract/person.ts';
import { lower } from '../language/sentences.ts';
import type { Words } from '../language/words.ts';

/** A member of a chat; what only groups of some apps have is optional. */
export type Member = Pick<PersonView, 'name' | 'handleText'> & {
  readonly isAdmin?: boolean;
  readonly isActive?: boolean;
};

/** The members of a chat with their handles, and who of them is an admin or has left: `Ann (+44 20 7946 0018, admin)`. */
export function memberNames(members: readonly Member[], words: Words): string[] {
  return members.map((member) => {
    const about = [...handleOf(member), ...rolesOf(member, words)];
    return about.length === 0 ? member.name : `${member.name} (${about.join(', ')})`;
  });
}

/** The same in plain text: `Ann <+44 20 7946 0018> (admin)`. */
export function memberLines(members: readonly Member[], words: Words): string[] {
  return members.map((member) => {
    const roles = rolesOf(member, words);
    const handle = handleOf(member).map((text) => ` <${text}>`);
    return `${member.name}${handle.join('')}${roles.length === 0 ? '' : ` (${roles.join(', ')})`}`;
  });
}

function handleOf({ name, handleText }: Member): string[] {
  return handleText === null || handleText === name ? [] : [handleText];
}

function rolesOf({ isAdmin, isActive }: Member, words: Words): string[] {
  const { admin, left } = words.page.chat.info;
  return [...(isAdmin === true ? [lower(admin, words)] : []), ...(isActive === false ? [lower(left, words)] : [])];
}
