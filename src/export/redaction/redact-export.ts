import { join } from 'node:path';
import type { ExportPlan } from '../../contract/export.ts';
import type { ExportPhase } from '../../contract/export-phases.ts';
import type { Redaction, RedactionSummary } from '../../contract/redaction.ts';
import type { SearchHitView } from '../../contract/search.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { BackupId } from '../../model/ids.ts';
import {
  chatSources,
  chosenChats,
  copyViews,
  listKinds,
  NAMING_ARTIFACT,
  phoneCalls,
  search,
  sourceTables,
  type ViewContext,
} from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import { wordsIn } from '../language/words.ts';
import { allItems, HITS } from '../paged.ts';
import { photoKeys } from '../photos/export-photos.ts';
import { recordsOf } from '../records/records-of.ts';
import { collectPeople } from './collect-people.ts';
import { labelsIn } from './labels.ts';
import { ownWords, searchableTerms } from './own-words.ts';
import { RowRedactor } from './redact-rows.ts';
import { Redactor, removedPeople } from './redactor.ts';
import type { RemovedTerm } from './terms.ts';

/** What happens before a redacted export is written: its people are found, and its records are redacted. */
export type RedactionPhase = Exclude<ExportPhase, 'exporting'>;

/** What of an original a redacted export is made of. */
export interface RedactionOptions {
  readonly views: ViewContext;
  readonly backup: BackupId;
  readonly plan: ExportPlan;
  readonly redaction: Redaction;
  readonly exporter: Exporter;
  /** Folder for the copy. */
  readonly folder: string;
  /** Called with the number of rows of a phase that were read, and of all. */
  readonly onRows?: (phase: RedactionPhase, read: number, all: number) => void;
}

/** A copy of an index without what was removed, and a plan that selects the same in it. */
export interface RedactedIndex {
  readonly views: ViewContext & { close(): Promise<void> };
  readonly plan: ExportPlan;
  readonly redactor: Redactor;
  readonly terms: readonly RemovedTerm[];
  readonly summary: RedactionSummary;
}

/**
 * Makes a redacted copy of the index of a backup. Exporters read the copy, so none of them can forget to redact. What
 * the plan selects by words, people and places is found in the original first.
 * @throws NOT_FOUND (a person), LIMIT_EXCEEDED, STORAGE_UNAVAILABLE, DISK_FULL
 */
export async function redactIndex(options: RedactionOptions): Promise<RedactedIndex> {
  const { views, backup, redaction, exporter, folder, onRows } = options;
  onRows?.('finding-people', 0, 0);
  const plan = await withFoundRecords({ ...options, plan: await withFoundPlaces(options) });
  if (redaction.kinds.includes(plan.what)) {
    throw new DomainError('BAD_REQUEST', msg('detail.redaction-kind', { kind: plan.what }));
  }
  const artifacts = exporter.artifacts === null ? null : new Set([...exporter.artifacts, NAMING_ARTIFACT]);
  const { drafts, companies, addresses, find } = await collectPeople(views, backup, (read, all) =>
    onRows?.('finding-people', read, all),
  );
  const removed = removedPeople(redaction, drafts, find);
  const redactor = new Redactor({
    redaction,
    people: drafts,
    removed,
    companies,
    addresses: redaction.places === 'remove' ? addresses : [],
    labels: labelsIn(wordsIn(plan.language)),
  });
  const definitions = new Map(
    sourceTables(await views.store.runs.scope(backup), null).flatMap(({ kind, definition }) =>
      kind === null ? [] : [[kind.id, definition] as const],
    ),
  );
  const found = plan.query === undefined ? null : await foundRecords(views, backup, plan.query);
  const rows = new RowRedactor(redactor, redaction, {
    leftOut: new Set(redaction.kinds),
    isFound: found === null ? null : (type, ref) => found.has(`${type} ${ref}`),
    definitionOf: (type) => definitions.get(type) ?? null,
  });
  const scope = await views.store.runs.scope(backup);
  const copy = await copyViews(views, backup, {
    path: join(folder, 'redacted.db'),
    artifacts,
    changes: rows,
    limit: chosenChats(views, scope, plan.what, plan.keys),
    onRows: (read, all) => onRows?.('redacting', read, all),
    hasSearch: !chatSources.some(({ exportName }) => exportName === plan.what),
  });
  const own = await ownWords(views, backup, wordsIn(plan.language).language);
  const { searched, notSearched } = searchableTerms(redactor.terms, own);
  const summary = { ...redactor.summary(), notSearched: [...notSearched] };
  return { views: copy, plan: redactedPlan(plan, redactor, summary), redactor, terms: searched, summary };
}

/** A plan that names the photos of a box on the map, whose coordinates the copy may not have. */
async function withFoundPlaces({ views, backup, plan, redaction }: RedactionOptions): Promise<ExportPlan> {
  const { what, photos, from: _from, to: _to, ...rest } = plan;
  if (redaction.places === 'keep' || photos?.filter?.north === undefined) return plan;
  const keys = await Array.fromAsync(photoKeys({ views, backup, request: { ...rest, what, photos } }));
  const { filter: _, ...others } = photos;
  // No photo at all is no filter: a key that there is not is refused with its reason.
  return { ...plan, keys: keys.length === 0 ? ['-'] : keys, photos: others };
}

/** A plan that names the records of a filter of a list: the copy may not have the names and numbers in it. */
async function withFoundRecords({ views, backup, plan }: RedactionOptions): Promise<ExportPlan> {
  const { calls, records, from: _from, to: _to, ...rest } = plan;
  if (calls === undefined && records === undefined) return plan;
  const id = plan.what === phoneCalls.artifact ? phoneCalls.kind : plan.what;
  const kind = listKinds().items.find((each) => each.id === id);
  if (kind === undefined) return plan;
  const { calls: _calls, records: _records, ...others } = plan;
  const keys: string[] = [];
  for await (const { key } of recordsOf({ views, backup, request: { ...rest, calls, records } }, kind)) keys.push(key);
  return { ...others, keys };
}

/** The records that a search finds, as `kind key`. */
async function foundRecords(views: ViewContext, backup: BackupId, q: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const query = { q, backup, sort: 'oldest' as const };
  for await (const { kind, key } of allItems<SearchHitView>((place) => search(views, { ...query, ...place }), HITS)) {
    found.add(`${kind} ${key}`);
  }
  return found;
}

/** The plan as it selects from the copy. It names nothing that was removed. */
function redactedPlan(plan: ExportPlan, redactor: Redactor, redacted: RedactionSummary): ExportPlan {
  const { keys, query, messages, photos, keepsake } = plan;
  return {
    ...plan,
    ...(keys === undefined
      ? {}
      : { keys: keys.map((key) => (plan.what === 'channels' ? redactor.personKey(key) : redactor.key(key))) }),
    ...(messages === undefined ? {} : { messages: messages.map((key) => redactor.key(key)) }),
    // The copy has only what was found.
    ...(query === undefined ? {} : { query: '' }),
    ...(photos?.filter === undefined
      ? {}
      : { photos: { ...photos, filter: withKeys(photos.filter, redactor) as typeof photos.filter } }),
    ...(keepsake?.chats === undefined
      ? {}
      : { keepsake: { ...keepsake, chats: keepsake.chats.map((chat) => ({ ...chat, key: redactor.key(chat.key) })) } }),
    redacted,
  };
}

function withKeys(filter: Readonly<Record<string, unknown>>, redactor: Redactor): Record<string, unknown> {
  const KEYS = new Set(['album', 'person']);
  return Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [
      name,
      KEYS.has(name) && typeof value === 'string' ? redactor.key(value) : value,
    ]),
  );
}
