import type { BackupId } from '../../model/ids.ts';
import {
  contactNames,
  countSourceRows,
  peopleIndexOf,
  type SourceRow,
  type SourceTable,
  sourceRows,
  sourceTables,
  type ViewContext,
} from '../../views/index.ts';
import { PeopleDrafts, type PersonDraft } from './people-draft.ts';

/** Columns with the owner's own addresses, where the declaration has no name for the person. */
const OF_OWNER = /^(?:account|selfAddress|number)$/;
/** Columns and fields with names of people, by the person that they belong to. */
const PERSON_NAME =
  /^(?:(?:sender|partner|owner|deletedBy|creator|caller|business|author|full|first|last|display|push)Name|name|author)$/;
/** Tables without handles whose `name` is that of a person. */
const OF_PEOPLE = /people|participants|comments/;
/** Columns of the person whose `name` is in the same row, where the declaration does not say. */
const NAMED_BY_NAME = /^(?:handle|person|address|email|phone)$/;
/** Fields of an object that identify a person. */
const HANDLE_FIELDS = ['handle', 'jid', 'email', 'phone', 'address', 'lid', 'identifier'];
/** Fields of an object with all numbers and addresses of a person, such as a sent contact. */
const HANDLE_LISTS = ['phones', 'emails'];
/** Columns whose objects are people, also without a handle. */
const PEOPLE_COLUMNS = /participants|attendees|organizer|sharees|members|^contacts$/;

/** Everybody in a backup. */
export interface CollectedPeople {
  readonly drafts: PeopleDrafts;
  /** Keys of the contacts that are companies. */
  readonly companies: ReadonlySet<string>;
  /** Lines of postal addresses. */
  readonly addresses: readonly string[];
  /** The person with a key of the list of people. */
  readonly find: (key: string) => PersonDraft | null;
}

/**
 * Everybody in a backup, with all handles and names that any record has of them. `onRows` is called with the number of
 * rows that were read, and of all.
 * @throws LIMIT_EXCEEDED
 */
export async function collectPeople(
  ctx: ViewContext,
  backup: BackupId,
  onRows: (read: number, all: number) => void = () => undefined,
): Promise<CollectedPeople> {
  const drafts = new PeopleDrafts();
  const companies = new Set<string>();
  const lines = new Set<string>();
  const byKey = new Map<string, PersonDraft>();
  const index = await peopleIndexOf(ctx, backup);
  const byContact = new Map<string, PersonDraft>();
  const people = index.people.toSorted((a, b) => b.activity - a.activity || (a.key < b.key ? -1 : 1));
  for (const { key: personKey, handleKeys, contacts, isOwner, name } of people) {
    const draft = drafts.add(handleKeys);
    draft.isOwner = isOwner;
    byKey.set(personKey, draft);
    drafts.addName(draft, name);
    for (const { key } of contacts) {
      byContact.set(key, draft);
      draft.contacts.add(key);
    }
  }
  for await (const cards of contactNames(ctx, backup)) {
    for (const { key, whole, parts, handles, isCompany, addresses } of cards) {
      if (isCompany) companies.add(key);
      for (const line of addresses) lines.add(line);
      const draft = byContact.get(key) ?? drafts.add();
      draft.contacts.add(key);
      for (const name of whole) drafts.addName(draft, name);
      for (const part of parts) draft.parts.add(part);
      for (const handle of handles) drafts.addHandle(draft, handle);
    }
  }
  await addOwner(ctx, backup, drafts);
  const scope = await ctx.store.runs.scope(backup);
  const tables = sourceTables(scope, null)
    .map((table) => ({ table, rows: new RowPeople(table, drafts) }))
    .filter(({ rows }) => rows.hasAny);
  const all = await countSourceRows(
    ctx,
    scope,
    tables.map(({ table }) => table),
  );
  let read = 0;
  for (const { table, rows } of tables) {
    for await (const page of sourceRows(ctx, scope, table, { columns: rows.columns })) {
      for (const row of page) rows.add(row);
      onRows((read += page.length), all);
    }
  }
  const find = (key: string): PersonDraft | null => byKey.get(index.find(key)?.key ?? '') ?? null;
  return { drafts, companies, addresses: [...lines], find };
}

/** `Robin’s iPhone`, `iPhone von Robin`, `iPhone de Robin` */
const DEVICE_NAME =
  /^(?<before>.+?)(?:['’]s|s)?\s+(?:iPhone|iPad|iPod)\b|\b(?:iPhone|iPad|iPod)\s+(?:von|de|of|d['’])\s*(?<after>.+)$/iu;

async function addOwner({ store }: ViewContext, backup: BackupId, drafts: PeopleDrafts): Promise<void> {
  const owner = drafts.all.find(({ isOwner }) => isOwner) ?? drafts.add();
  owner.isOwner = true;
  const { device } = await store.backups.get(backup);
  if (device.phoneNumber !== null) drafts.addHandle(owner, device.phoneNumber);
  const { before, after } = DEVICE_NAME.exec(device.deviceName ?? '')?.groups ?? {};
  const name = before ?? after;
  if (name !== undefined) drafts.addName(owner, name);
}

/** The people in the rows of one table. */
class RowPeople {
  readonly columns: readonly string[];
  readonly #handles: readonly string[];
  /** Columns with handles, by the column that the declaration has for the names of their people. */
  readonly #called: ReadonlyMap<string, readonly string[]>;
  readonly #names: readonly string[];
  /** Columns with addresses of the owner. */
  readonly #owners: readonly string[];
  readonly #addresses: readonly string[];
  readonly #json: readonly string[];
  readonly #isOfPeople: boolean;
  readonly #drafts: PeopleDrafts;

  constructor({ name, definition, kind }: SourceTable, drafts: PeopleDrafts) {
    this.#drafts = drafts;
    const columns = Object.entries(definition.columns);
    const named = (kind: string): string[] =>
      columns.filter(([, column]) => column.kind === kind && column.format !== 'secret').map(([column]) => column);
    this.#handles = named('handle');
    this.#isOfPeople = OF_PEOPLE.test(name);
    const called = Object.entries(kind?.show?.called ?? {});
    this.#called = new Map(
      called.map(([, column = '']) => [column, called.flatMap(([handle, name]) => (name === column ? [handle] : []))]),
    );
    this.#owners = this.#handles.filter(
      (column) => OF_OWNER.test(column) && kind?.show?.called?.[column] === undefined,
    );
    const isPersonName = (column: string): boolean =>
      PERSON_NAME.test(column) &&
      (column !== 'name' || this.#isOfPeople || this.#handles.some((handle) => NAMED_BY_NAME.test(handle)));
    this.#names = named('text').filter((column) => this.#called.has(column) || isPersonName(column));
    this.#addresses = named('text').filter((column) => /jid$/i.test(column) && this.#handles.length > 0);
    this.#json = named('json');
    this.columns = [...this.#handles, ...this.#names, ...this.#addresses, ...this.#json];
  }

  get hasAny(): boolean {
    return this.columns.length > 0;
  }

  add(row: SourceRow): void {
    const drafts = this.#drafts;
    const owner = drafts.all.find(({ isOwner }) => isOwner) as PersonDraft;
    const named = new Map<string, PersonDraft>();
    for (const column of this.#handles) {
      const handle = row[column];
      if (typeof handle !== 'string' || handle === '') continue;
      if (this.#owners.includes(column)) drafts.addHandle(owner, handle);
      named.set(column, drafts.withHandle(handle));
    }
    const only = named.get('handle') ?? (this.#handles.length === 1 ? [...named.values()][0] : undefined);
    for (const column of this.#names) {
      const name = row[column];
      if (typeof name !== 'string' || name.trim() === '') continue;
      const declared = this.#called.get(column);
      const handle = declared?.find((one) => named.has(one)) ?? column.replace(/Name$/, '');
      const of =
        column === 'businessName' || (column === 'name' && declared === undefined) ? only : (named.get(handle) ?? only);
      if (of !== undefined) drafts.addName(of, name);
      // The title of a chat without a person is that of a group.
      else if (row['isFromMe'] !== true && column !== 'title') drafts.withName(name);
    }
    for (const column of this.#addresses) {
      const address = row[column];
      const of = column === 'jid' ? named.get('handle') : named.get(column.replace(/Jid$/, ''));
      if (typeof address === 'string' && of !== undefined) drafts.addHandle(of, address);
    }
    for (const column of this.#json) this.#walk(row[column], PEOPLE_COLUMNS.test(column), named.get('handle') ?? null);
  }

  #walk(value: unknown, arePeople: boolean, direct: PersonDraft | null): void {
    if (Array.isArray(value)) {
      for (const item of value) this.#walk(item, arePeople, direct);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    const fields = value as Readonly<Record<string, unknown>>;
    this.#note(fields, arePeople, direct);
    for (const [name, field] of Object.entries(fields)) {
      if (typeof field === 'object') this.#walk(field, PEOPLE_COLUMNS.test(name), direct);
    }
  }

  #note(fields: Readonly<Record<string, unknown>>, arePeople: boolean, direct: PersonDraft | null): void {
    const drafts = this.#drafts;
    const given = [...HANDLE_FIELDS, ...HANDLE_LISTS].flatMap((field) => fields[field]);
    const handles = given.filter(
      (handle): handle is string => typeof handle === 'string' && handle !== '' && handle.length < 200,
    );
    const { name } = fields;
    const hasName = typeof name === 'string' && name.trim() !== '';
    const isPerson = 'handle' in fields || 'jid' in fields || arePeople || (hasName && handles.length > 0);
    if (!isPerson) return;
    const [first] = handles;
    // The sessions of a chat with one person name no handle but that person's accounts.
    const isSession = direct !== null && !('handle' in fields) && 'jid' in fields;
    const draft = isSession
      ? direct
      : first === undefined
        ? hasName && arePeople
          ? drafts.withName(name)
          : null
        : drafts.withHandle(first);
    if (draft === null) return;
    for (const handle of handles) drafts.addHandle(draft, handle);
    if (hasName) drafts.addName(draft, name);
  }
}
