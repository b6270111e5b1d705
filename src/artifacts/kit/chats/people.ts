import { msg } from '../../../locales/messages.ts';
import type { NamedPerson } from '../../../model/chat-event.ts';
import type { ExtractContext } from '../artifact.ts';
import { FieldReader } from '../records/field-reader.ts';
import type { Fields } from '../records/fields.ts';
import type { Evaluation } from '../records/raw-row.ts';
import type { ChatsDeclaration } from './declaration.ts';
import { type AccountFiles, partsOf } from './part-rows.ts';
import { fieldsOf, pathsOfAll, Values } from './value-sources.ts';

/** Maximum number of people of one account. */
const MAX_PEOPLE = 500_000;

const READINGS = { id: 'text', name: 'text', handle: 'handle', account: 'text', isOwner: 'flag' } as const;

/** Properties of a person. */
interface KnownPerson {
  /** Null if only the id is known. */
  readonly handle: string | null;
  readonly name: string | null;
}

/** The people of one account, by id. */
export class People {
  readonly #app: string;
  readonly #idsAreHandles: boolean;
  readonly #people = new Map<string, KnownPerson>();
  readonly #owners = new Set<string>();
  /** Names by handle. */
  readonly #names = new Map<string, string>();

  constructor({ id, idsAreHandles = false }: ChatsDeclaration) {
    this.#app = id;
    this.#idsAreHandles = idsAreHandles;
  }

  /** Adds a person. Known properties are kept, missing ones are added. */
  add(id: string, { handle, name }: KnownPerson, isOwner: boolean): void {
    const known = this.#people.get(id);
    const person = { handle: known?.handle ?? handle, name: known?.name ?? name };
    this.#people.set(id, person);
    if (person.handle !== null && person.name !== null) this.#names.set(person.handle, person.name);
    if (isOwner) this.#owners.add(id);
  }

  /** Number of people. */
  get size(): number {
    return this.#people.size;
  }

  /** True for the owner of the account. */
  isOwner(id: string | null): boolean {
    return id !== null && this.#owners.has(id);
  }

  /** The person with this id. `name` is the name in the record, if it has one. */
  find(id: string, name: string | null = null): NamedPerson {
    const known = this.#people.get(id);
    return { handle: known?.handle ?? this.handleOf(id), name: known?.name ?? name };
  }

  /**
   * Handle of a person of whom only the id is known. It contains the app, because equal ids of two apps are different
   * people.
   */
  handleOf(id: string): string {
    return this.#idsAreHandles ? id : `${this.#app}:${id}`;
  }

  /** The person with this handle. */
  withHandle(handle: string, name: string | null): NamedPerson {
    return { handle, name: this.#names.get(handle) ?? name };
  }

  /** Like {@link find}, but returns null if there is no such person. */
  named(id: string | null, name: string | null = null): NamedPerson | null {
    return id === null ? null : this.find(id, name);
  }
}

/** Reads the people of an account. */
export function readPeople(
  declaration: ChatsDeclaration,
  files: AccountFiles,
  evaluation: Evaluation,
  context: Pick<ExtractContext<string>, 'lost'>,
): People {
  const people = new People(declaration);
  for (const declared of partsOf(declaration.people)) {
    const fields: Fields = fieldsOf(declared.part, READINGS);
    const reader = new FieldReader('people', fields, evaluation);
    for (const { row } of files.rows(declared, pathsOfAll(fields))) {
      const values = new Values(reader.read(row));
      const id = values.text('id');
      if (id === null) continue;
      if (people.size >= MAX_PEOPLE) {
        context.lost(msg('lost.beyond-limit.people', { limit: MAX_PEOPLE }), 0);
        break;
      }
      const account = values.text('account');
      const handle = values.text('handle') ?? (account === null ? null : people.handleOf(account));
      for (const each of new Set([id, account ?? id])) {
        people.add(each, { handle, name: values.text('name') }, values.flag('isOwner') ?? false);
      }
    }
  }
  return people;
}
