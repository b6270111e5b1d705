import { readableName } from '../../locales/readable-name.ts';
import { byCode, type Words } from '../language/words.ts';

/** Columns and fields that only programs need. */
const TECHNICAL = /^(?:raw|uuid|guid|cards|sourceFile|sourceRow)$|(?:Key|Code|Uuid|Guid)$|^uid$/;

/** Depth of JSON values that are shown. */
const MAX_DEPTH = 4;

/** True for the name of a column or field that only programs need. */
export function isTechnicalName(name: string): boolean {
  return TECHNICAL.test(name);
}

/** JSON as a person reads it: `home: +1 555 0100`; empty for what has no value. */
export function readableJson(value: unknown, words: Words, depth = MAX_DEPTH): string {
  if (value === null || value === undefined || value === false || depth === 0) return '';
  if (value === true) return words.text.record.yes;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => readableJson(item, words, depth - 1)).filter((item) => item !== '');
    return items.join(value.some((item) => typeof item === 'object') ? '\n' : ', ');
  }
  const fields: Readonly<Record<string, unknown>> = { ...value };
  if (PARTICIPANT.every((name) => name in fields)) return participantWords(fields, words);
  const { label, value: own } = fields;
  if (typeof own === 'string' && own !== '')
    return typeof label === 'string' && label !== '' ? `${label}: ${own}` : own;
  return Object.entries(fields)
    .filter(([name]) => !isTechnicalName(name))
    .flatMap(([name, each]) => {
      const text = readableJson(each, words, depth - 1);
      return text === '' ? [] : [`${readableName(name).toLowerCase()}: ${text}`];
    })
    .join(', ');
}

/** Fields by which people of an event are told from other values. */
const PARTICIPANT = ['email', 'isSelf', 'role', 'status'];

/** `Anna Schmidt (anna@example.com, Chair, Accepted)` */
function participantWords(
  { name, email, phone, role, status }: Readonly<Record<string, unknown>>,
  { page }: Words,
): string {
  const { roles, answers } = page.calendar;
  const known = [name, email, phone].filter((part): part is string => typeof part === 'string' && part !== '');
  const [first = '', ...addresses] = known;
  const facts = [
    ...addresses,
    ...(typeof role === 'string' ? [byCode(roles, role)] : []),
    ...(typeof status === 'string' ? [byCode(answers, status)] : []),
  ];
  return facts.length === 0 ? first : `${first} (${facts.join(', ')})`;
}
