import type { Command } from 'commander';
import type { ExportPlan } from '../../contract/export.ts';
import type { ListFilter } from '../../export/exporter.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { REDACTION_OPTIONS } from '../extract/redaction-options.ts';
import { libraryOnly } from '../library-only.ts';
import type { ExportOptions } from './options.ts';

/** Exports of nothing but files of the backup, which are therefore included. */
const NEED_FILES: ReadonlySet<string> = new Set(['photos']);
/** `what` of keepsakes, and the app of a --chat that names none. */
const KEEPSAKE = 'keepsake';
const DEFAULT_APP = 'conversations';

/** Options that only these exports have. Of others they are refused, as what they leave out would be exported. */
const OWN_OPTIONS: readonly {
  readonly isFor: (what: string, format: string, filters: readonly ListFilter[]) => boolean;
  readonly names: readonly (keyof ExportOptions)[];
}[] = [
  {
    isFor: (what) => hasPhotos(what),
    names: ['album', 'favourites', 'trait', 'area', 'allAssets', 'hidden', 'trashed'],
  },
  { isFor: (what, _format, filters) => hasPhotos(what) || filters.length > 0, names: ['person'] },
  { isFor: (what, _format, filters) => hasPhotos(what) || filters.includes('calls'), names: ['kind'] },
  { isFor: (_what, _format, filters) => filters.includes('calls'), names: ['direction', 'missed', 'time'] },
  { isFor: (_what, _format, filters) => filters.includes('records'), names: ['column', 'contains', 'equals'] },
  { isFor: (what) => NEED_FILES.has(what), names: ['versions', 'folders', 'sidecar', 'embed', 'quality'] },
  { isFor: (what) => what === KEEPSAKE, names: ['include', 'chat', 'pictures'] },
  { isFor: (_what, format) => format === 'pdf', names: ['paper', 'bates', 'batesStart'] },
  { isFor: (_what, format) => format.startsWith('csv'), names: ['bom'] },
];

/** Options of a filter of calls or records; some of them are those of photos, too. */
const FILTER_OPTIONS = [
  'person',
  'kind',
  'direction',
  'missed',
  'time',
  'column',
  'contains',
  'equals',
  'tag',
  'starred',
] as const satisfies readonly (keyof ExportOptions)[];

/** Options that are no part of a plan. */
const BESIDES = new Set<string>([
  'plan',
  'to',
  'passwordStdin',
  'json',
  'encrypt',
  'encryptFile',
  'unlockNotes',
  'notePasswordFile',
  ...REDACTION_OPTIONS,
]);

/** The plan of the options, or of a file. @throws BAD_REQUEST */
export async function planOf(options: ExportOptions, command: Command): Promise<ExportPlan> {
  const { plan, what } = options;
  if (plan !== undefined) {
    const other = Object.keys(options).find(
      (name) => !BESIDES.has(name) && command.getOptionValueSource(name) === 'cli',
    );
    if (other === undefined) {
      const { readPlan } = await import('../extract/read-plan.ts');
      return readPlan(plan);
    }
    if (other === 'what') throw new DomainError('BAD_REQUEST', msg('detail.plan-or-what'));
    throw new DomainError('BAD_REQUEST', msg('detail.plan-options', { option: optionName(other) }));
  }
  if (what === undefined) throw new DomainError('BAD_REQUEST', msg('detail.plan-or-what'));
  const format = options.format ?? (await firstFormat(what));
  const filters = await filtersOf(options, what);
  refuseForeign(options, what, format, filters);
  return requestOf({ ...options, what, format }, filters);
}

function hasPhotos(what: string): boolean {
  return NEED_FILES.has(what) || what === KEEPSAKE;
}

/** The filters of lists that an export takes; none if the options have no filter. */
async function filtersOf(options: ExportOptions, what: string): Promise<readonly ListFilter[]> {
  if (hasPhotos(what) || FILTER_OPTIONS.every((name) => options[name] === undefined)) return [];
  const { exporterOf } = await import('../../export/exporters.ts');
  return (await exporterOf(what))?.takesFilters ?? [];
}

/** @throws BAD_REQUEST */
function refuseForeign(options: ExportOptions, what: string, format: string, filters: readonly ListFilter[]): void {
  for (const { isFor, names } of OWN_OPTIONS) {
    const name = isFor(what, format, filters) ? undefined : names.find((each) => options[each] !== undefined);
    if (name === undefined) continue;
    const option = optionName(name).slice(2);
    throw new DomainError('BAD_REQUEST', msg('detail.export-option-unused', { what: `${what} (${format})`, option }));
  }
}

/** The first format of an export. @throws BAD_REQUEST for an unknown `what` */
async function firstFormat(what: string): Promise<string> {
  const { exporterOf } = await import('../../export/exporters.ts');
  return (await exporterOf(what))?.formats[0] ?? 'json';
}

/** @throws BAD_REQUEST */
async function requestOf(
  {
    what,
    format,
    key,
    query: words,
    tag,
    starred,
    since,
    until,
    timeZone,
    language,
    ownerName,
    files,
    bom,
    pack,
    sources,
    exportedAt,
    only,
    message,
    order,
    split,
    ...special
  }: ExportOptions & { readonly what: string; readonly format: string },
  filters: readonly ListFilter[],
): Promise<ExportPlan> {
  const [{ ExportPlanSchema }, { languageOf }] = await Promise.all([
    import('../../contract/export.ts'),
    import('../../export/language/language-of.ts'),
  ]);
  const own = new Intl.DateTimeFormat().resolvedOptions();
  const isFiles = NEED_FILES.has(what);
  const filter = listFilter({ ...special, tag, starred }, filters);
  const marks =
    filter === null ? [...(tag ?? []).map((name) => `tag:"${name}"`), ...(starred === true ? ['is:starred'] : [])] : [];
  const query = words === undefined && marks.length === 0 ? undefined : [words ?? '', ...marks].join(' ').trim();
  const parsed = ExportPlanSchema.safeParse({
    what,
    format,
    timeZone: timeZone ?? own.timeZone,
    language: language ?? languageOf(own.locale) ?? 'en',
    files: files ?? isFiles,
    bom: bom ?? false,
    ...(format === 'pdf' ? { pdf: pdfOptions(special) } : {}),
    ...(isFiles ? { photos: photoOptions(special, key !== undefined || query !== undefined) } : {}),
    ...(what === KEEPSAKE ? { keepsake: keepsakeOptions(special), photos: photoOptions(special, true) } : {}),
    ...(pack === true ? { pack } : {}),
    ...(sources === true ? { sources } : {}),
    ...(exportedAt === undefined ? {} : { exportedAt: Date.parse(exportedAt) }),
    ...(key === undefined ? {} : { keys: key }),
    ...filter,
    ...given({
      ownerName,
      query,
      kinds: only,
      messages: message,
      order,
      split: split === undefined ? undefined : Number(split),
    }),
    ...(since === undefined ? {} : { from: since }),
    ...(until === undefined ? {} : { to: until }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = issue?.path.findLast((part) => typeof part === 'string') ?? 'what';
  const name = OPTION_OF[option] ?? optionName(option).slice(2);
  throw new DomainError(
    'BAD_REQUEST',
    msg('detail.invalid-option', { option: name, problem: issue?.message ?? 'it does not fit' }),
  );
}

/**
 * The filter of a list; null for none. Marks alone are part of the search, which takes several tags, but for exports
 * without a search.
 */
function listFilter(
  options: Readonly<Partial<Record<(typeof FILTER_OPTIONS)[number], unknown>>>,
  filters: readonly ListFilter[],
): Partial<Record<ListFilter, Record<string, unknown>>> | null {
  const { person, kind, direction, missed, time, column, contains, equals, starred } = options;
  const tags = (options.tag ?? []) as readonly string[];
  const marks = given({ starred, tag: tags.length > 1 ? tags : tags[0] });
  const ofCalls = given({ direction, missed, time, kind });
  const ofRecords = given({ column, contains, equals });
  const takesCalls = filters.includes('calls') && (!filters.includes('records') || Object.keys(ofCalls).length > 0);
  const isOnlyMarks = Object.keys({ ...given({ person }), ...ofCalls, ...ofRecords }).length === 0;
  if (filters.length === 0 || (isOnlyMarks && filters.includes('records'))) return null;
  const others = { ...given({ person }), ...marks };
  return {
    ...(takesCalls ? { calls: { ...ofCalls, ...others } } : {}),
    // With both, the export is refused.
    ...(takesCalls && Object.keys(ofRecords).length === 0 ? {} : { records: { ...ofRecords, ...others } }),
  };
}

/** Options with another name than in the plan. */
const OPTION_OF: Readonly<Record<string, string>> = {
  keys: 'key',
  kinds: 'only',
  messages: 'message',
  from: 'since',
  to: 'until',
};

function optionName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Options of PDFs as the API has them. */
function pdfOptions({ paper, bates, batesStart, citations }: Partial<ExportOptions>): Record<string, unknown> {
  return {
    citations,
    ...(paper === undefined ? {} : { paper }),
    ...(bates === undefined ? {} : { bates }),
    ...(batesStart === undefined ? {} : { batesStart: Number(batesStart) }),
  };
}

/** Options of photos as the API has them. */
function photoOptions(options: Partial<ExportOptions>, isChosen: boolean): Record<string, unknown> {
  const { album, person, favourites, kind, trait, area, hidden, trashed, versions, folders, sidecar, quality } =
    options;
  const [north, south, east, west] = area?.split(',') ?? [];
  const filter = given({
    album,
    person,
    favourite: favourites,
    kind,
    trait,
    hidden,
    trashed,
    north,
    south,
    east,
    west,
  });
  const library = options.allAssets === true ? {} : libraryOnly(options);
  return given({
    filter: isChosen && Object.keys(filter).length === 0 ? undefined : { ...library, ...filter },
    versions,
    folders,
    sidecars: sidecar,
    embed: options.embed,
    quality: quality === undefined ? undefined : Number(quality),
  });
}

/** Options of keepsakes as the API has them. */
function keepsakeOptions({ include, chat, pictures }: Partial<ExportOptions>): Record<string, unknown> {
  const chats = chat?.map((each) => {
    const colon = each.indexOf(':');
    return colon === -1 ? { app: DEFAULT_APP, key: each } : { app: each.slice(0, colon), key: each.slice(colon + 1) };
  });
  return given({ include, chats, pictures });
}

function given(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
