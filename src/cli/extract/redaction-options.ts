import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Redaction } from '../../contract/redaction.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { append } from '../options.ts';

/** Options that say what an export must not contain. */
export interface RedactionOptions {
  readonly redact?: string;
  readonly redactPeople?: readonly string[];
  readonly redactExcept?: readonly string[];
  readonly redactOwner?: true;
  readonly redactNumbers?: true;
  readonly redactWords?: readonly string[];
  readonly redactPlaces?: true;
  readonly redactKinds?: readonly string[];
  readonly redactPictures?: string;
  readonly redactRecordings?: string;
  readonly redactDocuments?: string;
}

/** Options that are no part of a plan. */
export const REDACTION_OPTIONS = [
  'redact',
  'redactPeople',
  'redactExcept',
  'redactOwner',
  'redactNumbers',
  'redactWords',
  'redactPlaces',
  'redactKinds',
  'redactPictures',
  'redactRecordings',
  'redactDocuments',
] as const satisfies readonly (keyof RedactionOptions)[];

/** Adds the options to a command. */
export function addRedactionOptions(command: Command): Command {
  return command
    .option('--redact <FILE>', 'remove what this JSON file names (see docs/exports.md, “Redaction”)')
    .option(
      '--redact-people <WHO>',
      'call people Person A, B …: `all` but the owner, or keys of `people` (a,b; repeatable)',
      append,
    )
    .option('--redact-except <WHO>', 'with --redact-people all: who keeps the name (repeatable)', append)
    .option('--redact-owner', 'the owner of the phone, too')
    .option('--redact-numbers', 'remove all phone numbers and mail addresses')
    .option('--redact-words <WORDS>', 'remove words and phrases (a,b; repeatable)', append)
    .option('--redact-places', 'remove coordinates, addresses and names of places')
    .option('--redact-kinds <KINDS>', 'leave out records of these kinds (a,b; repeatable)', append)
    .option('--redact-pictures <HOW>', 'pictures: keep (without metadata), blur or leave-out (default: leave-out)')
    .option('--redact-recordings <HOW>', 'sound and films: keep or leave-out (default: leave-out)')
    .option('--redact-documents <HOW>', 'all other files: keep or leave-out (default: leave-out)');
}

/** What an export must not contain; undefined if nothing is to be removed. @throws BAD_REQUEST, NOT_FOUND (the file) */
export async function redactionOf(options: RedactionOptions): Promise<Redaction | undefined> {
  if (REDACTION_OPTIONS.every((name) => options[name] === undefined)) return undefined;
  const { RedactionSchema } = await import('../../contract/redaction.ts');
  const people = listOf(options.redactPeople);
  const given = {
    people: people?.includes('all') === true ? 'everyone' : people,
    except: listOf(options.redactExcept),
    owner: options.redactOwner,
    numbers: options.redactNumbers,
    words: listOf(options.redactWords),
    places: options.redactPlaces === true ? 'remove' : undefined,
    kinds: listOf(options.redactKinds),
    pictures: options.redactPictures,
    recordings: options.redactRecordings,
    documents: options.redactDocuments,
  };
  const chosen = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const base = options.redact === undefined ? {} : await readRedaction(options.redact);
  const parsed = RedactionSchema.safeParse({ ...base, ...chosen });
  if (parsed.success) {
    const { people, except } = parsed.data;
    if (except.length === 0 || people === 'everyone') return parsed.data;
    throw new DomainError('BAD_REQUEST', msg('detail.redact-except-alone'));
  }
  const [issue] = parsed.error.issues;
  const option = `redact-${issue?.path.findLast((part) => typeof part === 'string') ?? 'people'}`;
  throw new DomainError('BAD_REQUEST', msg('detail.invalid-option', { option, problem: issue?.message ?? '' }));
}

async function readRedaction(path: string): Promise<object> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as unknown;
    if (typeof value === 'object' && value !== null) return value;
    throw new SyntaxError('It is no object.');
  } catch (cause) {
    if (cause instanceof SyntaxError) {
      throw new DomainError('BAD_REQUEST', msg('detail.invalid-option', { option: 'redact', problem: cause.message }), {
        cause,
      });
    }
    throw new DomainError('NOT_FOUND', msg('detail.no-redaction-file'), { cause });
  }
}

function listOf(values: readonly string[] | undefined): string[] | undefined {
  return values
    ?.flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
