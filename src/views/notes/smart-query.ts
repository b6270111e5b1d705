/** What a condition of a smart folder is about. */
type ConditionKind =
  | 'pinned'
  | 'locked'
  | 'quick'
  | 'shared'
  | 'checklist'
  | 'open-checklist'
  | 'done-checklist'
  | 'attachment'
  | 'section'
  | 'mention'
  | 'tagged'
  | 'tag'
  | 'folder'
  | 'created'
  | 'modified'
  | 'recently-created'
  | 'recently-modified'
  | 'person'
  | 'unknown';

/** One condition: what must be true of a note, or with `isNot` must not. */
export interface Condition {
  readonly kind: ConditionKind;
  readonly isNot: boolean;
  /** Tag, key of a folder, category of attachments; the JSON of an unknown condition. */
  readonly value: string | null;
  /** Period of an absolute date, UTC milliseconds. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Conditions of which all, any or none must hold. */
export interface ConditionGroup {
  readonly match: 'all' | 'any' | 'none';
  readonly conditions: readonly Condition[];
}

/** The query of a smart folder: groups of which all or any must hold. */
export interface SmartQuery {
  readonly match: 'all' | 'any';
  readonly groups: readonly ConditionGroup[];
}

/** Epoch of the dates in a query, UTC milliseconds, and their maximum in seconds: the year 5000. */
const APPLE_EPOCH = Date.UTC(2001, 0, 1);
const MAX_SECONDS = 95_000_000_000;
/** Maximum number of conditions and of nested groups; the app has about a dozen kinds of conditions. */
const MAX_CONDITIONS = 200;
const MAX_DEPTH = 16;
/** Maximum length of an unknown condition, in UTF-16 code units. */
const MAX_UNKNOWN = 500;

/** Conditions that are true or false (docs/format/notes.md). */
const FLAGS: ReadonlyMap<string, Condition['kind']> = new Map([
  ['pinned', 'pinned'],
  ['passwordProtected', 'locked'],
  ['systemPaper', 'quick'],
  ['shared', 'shared'],
  ['checklist', 'checklist'],
  ['checklistInProgress', 'open-checklist'],
  ['checklistCompleted', 'done-checklist'],
  ['attachment', 'attachment'],
  ['mention', 'mention'],
  ['tagged', 'tagged'],
]);

const PERIODS: ReadonlyMap<string, Condition['kind']> = new Map([
  ['creationDateRange', 'created'],
  ['modificationDateRange', 'modified'],
]);

const OTHERS: ReadonlyMap<string, Condition['kind']> = new Map([
  ['creationDateRelativeRange', 'recently-created'],
  ['modificationDateRelativeRange', 'recently-modified'],
  ['sharedParticipant', 'person'],
  ['mentionParticipant', 'person'],
]);

/** Values of `attachmentSection`. */
const SECTIONS: ReadonlyMap<unknown, string> = new Map([
  [1, 'pictures'],
  [2, 'drawings'],
  [3, 'places'],
  [4, 'links'],
  [5, 'audio'],
  [6, 'documents'],
  [7, 'scans'],
]);

type Fields = Readonly<Record<string, unknown>>;

/** Reads the query of a smart folder (`ZSMARTFOLDERQUERYJSON`). Null if it is no query, or too large. */
export function parseSmartQuery(json: string): SmartQuery | null {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
  const type = fieldsOf(fieldsOf(root)?.['type']);
  if (type === null) return null;
  const { key, value } = onlyOf(unwrap(type, 0));
  const isAny = key === 'or' && Array.isArray(value);
  const clauses = (key === 'and' || key === 'or') && Array.isArray(value) ? rulesIn(value) : [unwrap(type, 0)];
  const groups = clauses.map((clause) => groupOf(clause, 0));
  const count = groups.reduce((sum, { conditions }) => sum + conditions.length, 0);
  return count > MAX_CONDITIONS ? null : { match: isAny ? 'any' : 'all', groups };
}

/** A clause without the groups of one clause around it, which Notes adds to leave out deleted notes. */
function unwrap(clause: unknown, depth: number): unknown {
  const { key, value } = onlyOf(clause);
  if ((key !== 'and' && key !== 'or') || !Array.isArray(value) || depth > MAX_DEPTH) return clause;
  const rules = rulesIn(value);
  return rules.length === 1 ? unwrap(rules[0], depth + 1) : clause;
}

/** The clauses of a group, but for that about deleted notes. */
function rulesIn(clauses: readonly unknown[]): readonly unknown[] {
  return clauses.slice(0, MAX_CONDITIONS + 1).filter((clause) => {
    const { key, value } = onlyOf(clause);
    return key !== 'deleted' || value !== false;
  });
}

function groupOf(clause: unknown, depth: number): ConditionGroup {
  const { key, value } = onlyOf(unwrap(clause, depth));
  if ((key === 'and' || key === 'or') && Array.isArray(value)) {
    return { match: key === 'and' ? 'all' : 'any', conditions: rulesIn(value).map((each) => conditionOf(each)) };
  }
  if (key === 'not') {
    const inner = onlyOf(unwrap(value, depth));
    if (inner.key === 'or' && Array.isArray(inner.value)) {
      return { match: 'none', conditions: rulesIn(inner.value).map((each) => conditionOf(each)) };
    }
  }
  return { match: 'all', conditions: [conditionOf(clause)] };
}

function conditionOf(clause: unknown): Condition {
  let { key, value } = onlyOf(unwrap(clause, 0));
  let isNot = false;
  for (let depth = 0; key === 'not' && depth < MAX_DEPTH; depth++) {
    ({ key, value } = onlyOf(unwrap(value, 0)));
    isNot = !isNot;
  }
  const condition = { isNot, value: null, from: null, to: null };
  const flag = FLAGS.get(key);
  if (flag !== undefined && typeof value === 'boolean') return { ...condition, kind: flag, isNot: isNot === value };
  if ((key === 'tag' || key === 'folder') && typeof value === 'string') return { ...condition, kind: key, value };
  const section = key === 'attachmentSection' ? SECTIONS.get(value) : undefined;
  if (section !== undefined) return { ...condition, kind: 'section', value: section };
  const period = PERIODS.get(key);
  const range = fieldsOf(value);
  const [from, to] = [timeOf(range?.['fromDate']), timeOf(range?.['toDate'])];
  if (period !== undefined && from !== null && to !== null) return { ...condition, kind: period, from, to };
  const other = OTHERS.get(key);
  if (other !== undefined) return { ...condition, kind: other };
  return { ...condition, isNot: false, kind: 'unknown', value: JSON.stringify(clause)?.slice(0, MAX_UNKNOWN) ?? '' };
}

/** The field of a clause; several fields in one are not known. */
function onlyOf(clause: unknown): { readonly key: string; readonly value: unknown } {
  const entries = Object.entries(fieldsOf(clause) ?? {});
  const [key = '', value] = entries.length === 1 ? (entries[0] ?? []) : [];
  return { key, value };
}

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function timeOf(seconds: unknown): number | null {
  return typeof seconds === 'number' && Math.abs(seconds) <= MAX_SECONDS
    ? Math.round(seconds * 1000) + APPLE_EPOCH
    : null;
}
