import { msg, plain, type StoredMessage } from '../locales/messages.ts';

/** A finding of the validation: Zod's code as `keyword`, its message, and its further properties. */
export interface Finding {
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Types that have a name of their own. */
const TYPES = ['array', 'boolean', 'int', 'number', 'object', 'string'] as const;

/** What is wrong with a value, in words of our own. Messages of our own schemas are kept. */
export function invalidValue({ keyword, message = '', params }: Finding): StoredMessage {
  const { expected, origin, minimum, maximum, inclusive, values, keys } = params;
  const limit = [minimum, maximum].find((each) => typeof each === 'number') ?? 0;
  switch (keyword) {
    case 'invalid_type':
      return message.endsWith('received undefined')
        ? msg('invalid.missing')
        : msg('invalid.type', { expected: TYPES.find((type) => type === expected) ?? 'other' });
    case 'too_small':
      if (origin === 'string' || origin === 'array') return msg('invalid.short', { limit });
      return inclusive === false ? msg('invalid.above', { limit }) : msg('invalid.min', { limit });
    case 'too_big':
      if (origin === 'string' || origin === 'array') return msg('invalid.long', { limit });
      return inclusive === false ? msg('invalid.below', { limit }) : msg('invalid.max', { limit });
    case 'invalid_value':
      return msg('invalid.choice', { values: namesOf(values) });
    case 'unrecognized_keys':
      return msg('invalid.unknown', { names: namesOf(keys) });
    case 'custom':
      return message === '' ? msg('invalid.other') : plain(message);
    default:
      return keyword === 'invalid_format' ? msg('invalid.format') : msg('invalid.other');
  }
}

function namesOf(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : '';
}
