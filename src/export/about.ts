import type { ExportRequest } from '../contract/export.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupId } from '../model/ids.ts';
import { getBackup, listKinds } from '../views/index.ts';
import type { Exporter } from './exporter.ts';
import { LocalTime } from './format/local-time.ts';
import { byCode, named, type Words, wordsIn } from './language/words.ts';
import type { LockedCount } from './notes/locked-notes.ts';
import { redactionLines } from './redaction/redaction-lines.ts';
import type { About, Excerpt, ExportContext, LeftOutPhotos } from './types.ts';

/** Outcomes without missing records. */
const WHOLE = new Set(['indexed', 'empty', 'absent']);

/** Describes an export. @throws BACKUP_NOT_FOUND, CONFLICT (only the newest of its records have been read) */
export async function aboutExport(
  ctx: ExportContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
): Promise<About> {
  const { views, version } = ctx;
  const { artifacts } = exporter;
  const { what, format, from, to, files, timeZone } = request;
  const { keys, query, calls, records, kinds, messages, order, photos, keepsake } = request;
  const period = { from: isoTime(from), to: isoTime(to) };
  const { ledger, ...facts } = await getBackup(views, backup, []);
  const lines = ledger.filter(({ artifact }) => artifacts === null || artifacts.includes(artifact));
  if (lines.some(({ preview }) => preview !== null)) {
    throw new DomainError('CONFLICT', msg('detail.export-while-reading'));
  }
  const areSourcesComplete = lines.length > 0 && lines.every((line) => WHOLE.has(line.outcome) && line.skipped === 0);
  const excerpt = await excerptOf(ctx, backup, request, exporter);
  // Paths of attachments, cards and drafts name people of chats that were not chosen.
  const areChosen = exporter.counted === 'messages' && (keys !== undefined || messages !== undefined);
  const isListed = (source: SourceFile): boolean => !areChosen || isDatabase(source);
  const unlisted = lines.reduce((sum, { sources }) => sum + sources.filter((each) => !isListed(each)).length, 0);
  return {
    madeBy: `Apple Juicer ${version}`,
    exportedAt: new Date(request.exportedAt ?? Date.now()).toISOString(),
    what,
    format,
    filters: { keys, query, calls, records, kinds, messages, order, ...period, files, photos, keepsake },
    plan: request,
    ...(request.redacted === undefined
      ? {}
      : { redaction: { ...request.redacted, notes: redactionLines(request.redacted, wordsIn()) } }),
    timeZone,
    isComplete: areSourcesComplete && excerpt === null,
    areSourcesComplete,
    excerpt,
    ignoresPeriod: (from !== undefined || to !== undefined) && exporter.ignoresPeriod?.(request) === true,
    backup: {
      id: facts.id,
      name: facts.name,
      udid: facts.udid,
      product: facts.device.productName ?? facts.device.productType,
      iosVersion: facts.device.productVersion,
      serialNumber: facts.device.serialNumber,
      phoneNumber: facts.device.phoneNumber,
      madeAt: isoTime(facts.backedUpAt) ?? null,
      encrypted: facts.encrypted,
    },
    ...(unlisted === 0 ? {} : { unlistedSources: unlisted }),
    sources: lines.map(
      ({ artifact, title, version, outcome, reason, reasonCode, found, parsed, skipped, sources }) => ({
        artifact,
        title,
        version,
        outcome,
        reason,
        reasonCode,
        found,
        parsed,
        skipped,
        sources: sources.filter(isListed),
      }),
    ),
  };
}

async function excerptOf(
  ctx: ExportContext,
  backup: BackupId,
  request: ExportRequest,
  exporter: Exporter,
): Promise<Excerpt | null> {
  const { timeZone, query, calls, records, kinds, messages } = request;
  const keys = exporter.keysSelectNone === true ? undefined : request.keys;
  const { from, to } = exporter.ignoresPeriod?.(request) === true ? {} : request;
  const isWhole = [keys, from, to, query, calls, records, kinds, messages].every((filter) => filter === undefined);
  if (exporter.count === undefined || (isWhole && exporter.isPart?.(request) !== true)) return null;
  const count = await exporter.count(ctx, backup, request);
  if (isWhole && count === (await exporter.countAll?.(ctx, backup))) return null;
  const leftOut = (await exporter.leftOut?.(ctx, backup, request)) ?? null;
  const hasPeriod = from !== undefined || to !== undefined;
  const undated = hasPeriod ? ((await exporter.countUndated?.(ctx, backup, request)) ?? 0) : 0;
  const clock = new LocalTime(timeZone);
  const local = (at: number | undefined): string | null => (at === undefined ? null : clock.iso(at));
  return {
    count,
    of: exporter.counted ?? 'records',
    keys: messages?.length ?? keys?.length ?? null,
    from: local(from),
    before: local(to),
    ...(leftOut === null ? {} : { leftOut }),
    ...(undated === 0 ? {} : { undated }),
  };
}

const readable = new WeakMap<About, readonly string[]>();
const listed = new WeakMap<object, readonly string[]>();

/** The same as readable lines in the language of the export, which each of its files has. */
export function aboutLines(about: About): readonly string[] {
  return [...aboutFacts(about), ...sourceLines(about)];
}

/** The same without its source files. */
export function aboutFacts(about: About): readonly string[] {
  const known = readable.get(about) ?? factsOf(about);
  readable.set(about, known);
  return known;
}

function factsOf(about: About): string[] {
  const { backup, exportedAt, madeBy, timeZone } = about;
  const words = wordsIn(about.plan.language);
  const { text } = words;
  const clock = new LocalTime(timeZone, words);
  const local = (time: string): string => clock.exact(Date.parse(time));
  const device = [backup.product, backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`];
  return [
    text.about.backup({
      name: backup.name,
      device: device.filter((part) => part !== null).join(', '),
      time: backup.madeAt === null ? text.about.unknownTime : local(backup.madeAt),
    }),
    text.about.exported({ time: local(exportedAt), program: madeBy, zone: timeZone }),
    ...completenessLines(about),
    ...(about.lockedNotes === undefined ? [] : lockedNoteLines(about.lockedNotes, words)),
    ...(about.redaction === undefined ? [] : redactionLines(about.redaction, words)),
    ...(about.ignoresPeriod ? [text.about.anyPeriod] : []),
    ...outcomeLines(about),
  ].map(oneLine);
}

/** How many locked notes were opened, and how many were not. */
export function lockedNoteLines({ opened, locked }: LockedCount, { text }: Words): string[] {
  return [
    ...(opened === 0 ? [] : [text.about.notesOpened({ count: opened })]),
    ...(locked === 0 ? [] : [text.about.notesLocked({ count: locked })]),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

/** Maximum number of listed source files; there is one for each sticker and contact card of the messages. */
const MAX_FILES = 30;

/** The part of a description that names source files. */
type Sources = Pick<About, 'sources' | 'plan' | 'unlistedSources'>;

/** The source files with their digests, each once, databases before files of records; of many the first. */
export function sourceLines(about: Sources): readonly string[] {
  const known = listed.get(about) ?? listSources(about);
  listed.set(about, known);
  return known;
}

type SourceFile = About['sources'][number]['sources'][number];

/** True for a database of many records: other files may be those of a single one. */
function isDatabase({ relativePath }: Pick<SourceFile, 'relativePath'>): boolean {
  return /(?:sqlite|\.db)[^./]{0,3}$/i.test(relativePath);
}

/** True for the file of a single record, unlike a database. */
function isOfRecord({ store }: Pick<SourceFile, 'store'>): boolean {
  return store === 'named';
}

function listSources({ sources, plan, unlistedSources = 0 }: Sources): string[] {
  const { about } = wordsIn(plan.language).text;
  const files = sources
    .flatMap((source) => source.sources)
    .toSorted((a, b) => Number(isOfRecord(a)) - Number(isOfRecord(b)));
  const lines = [
    ...new Set(
      files.map(({ domain, relativePath, sha256 }) => `${oneLine(`${domain}/${relativePath}`)} SHA-256 ${sha256}`),
    ),
  ];
  const count = lines.length - MAX_FILES;
  return [
    ...lines.slice(0, MAX_FILES),
    ...(count <= 0 ? [] : [about.moreFiles({ count })]),
    ...(unlistedSources === 0 ? [] : [about.unlistedFiles({ count: unlistedSources })]),
  ];
}

/** Artifacts that were read alike, from which on they share a line: a search reads those of all kinds. */
const MANY_ALIKE = 6;

/** How the reading of each artifact ended. Many that ended alike, without anything to say of each, share a line. */
export function outcomeLines({ sources, plan }: About): string[] {
  const words = wordsIn(plan.language);
  const { about } = words.text;
  const alike = Map.groupBy(sources, (source) => (hasRemark(source) ? null : source.outcome));
  return sources.flatMap((source) => {
    const { artifact, title, outcome, reason, reasonCode, skipped } = source;
    const name = titleOf(artifact, title, words);
    const same = hasRemark(source) ? [] : (alike.get(outcome) ?? []);
    const ended = byCode(about.outcomes, outcome);
    if (same.length > MANY_ALIKE) {
      if (same[0] !== source) return [];
      const titles = same.map((each) => titleOf(each.artifact, each.title, words)).join(', ');
      return about.outcomeOfMany({ outcome: ended, titles, count: same.length });
    }
    const why = reason === null ? '' : ` (${words.message(reason, reasonCode)})`;
    const line = about.outcome({ title: name, outcome: ended });
    return `${line}${skipped === 0 ? '' : `, ${about.skipped({ count: skipped })}`}${why}`;
  });
}

function hasRemark({ reason, skipped }: About['sources'][number]): boolean {
  return reason !== null || skipped > 0;
}

/** Name of an artifact in the language of the export: its own, or that of its records. */
function titleOf(artifact: string, english: string, words: Words): string {
  // Making the views of all kinds takes longer than exporting a small chat.
  if (words.language === 'en') return english;
  const kind = listKinds().items.find((each) => each.artifact === artifact);
  const many = kind?.names['en']?.[1] === english ? named(kind.names, words)?.[1] : undefined;
  return words.artifact(artifact, many ?? english);
}

/** Whether the export has all there is. */
export function completenessLines({ excerpt, areSourcesComplete, timeZone, plan }: About): string[] {
  const words = wordsIn(plan.language);
  const { about } = words.text;
  if (excerpt === null) return [areSourcesComplete ? about.complete : about.incomplete];
  const { count, of, keys } = excerpt;
  // What was selected is a chat, unless messages were.
  const areChats = of === 'messages' && plan.messages === undefined;
  const clock = new LocalTime(timeZone, words);
  const local = (time: string): string => clock.exact(Date.parse(time));
  // Of messages that were selected one by one, the period says nothing more.
  const [from, before] = [excerpt.from, excerpt.before].map((time) =>
    time === null || time === '' || plan.messages !== undefined ? null : time,
  );
  const parts = [
    about.excerpt({ what: countedWords(count, of, words) }),
    keys === null || of === 'people' ? null : (areChats ? about.selectedChats : about.selected)({ count: keys }),
    from === null || from === undefined ? null : about.from({ time: local(from) }),
    before === null || before === undefined ? null : about.before({ time: local(before) }),
    from === null && before === null ? null : `(${timeZone})`,
  ];
  const line = parts.filter((part) => part !== null).join(' ');
  const lines = [
    line,
    ...(excerpt.leftOut === undefined ? [] : [leftOutLine(excerpt.leftOut, words)]),
    ...(excerpt.undated === undefined ? [] : [undatedLine(excerpt.undated, of, words)]),
  ];
  return areSourcesComplete ? lines : [...lines, about.sourcesIncomplete];
}

/** `Left out: 2 in the Hidden album, 1 in Recently Deleted`. */
export function leftOutLine({ hidden, trashed }: LeftOutPhotos, { text: { about } }: Words = wordsIn()): string {
  const parts = [
    ...(hidden === 0 ? [] : [about.hiddenPhotos({ count: hidden })]),
    ...(trashed === 0 ? [] : [about.trashedPhotos({ count: trashed })]),
  ];
  return about.leftOut({ what: parts.join(', ') });
}

/** `Without a time, and so in no period: 2 messages`. */
export function undatedLine(count: number, of: string, words: Words = wordsIn()): string {
  return words.text.about.undated({ what: countedWords(count, of, words) });
}

/** `12 messages`; `of` is a kind of things that exporters count. */
export function countedWords(count: number, of: string, { text, number }: Words = wordsIn()): string {
  const known: Readonly<Record<string, (values: { readonly count: number }) => string>> = text.counted;
  return (Object.hasOwn(known, of) ? known[of] : undefined)?.({ count }) ?? `${number(count)} ${of}`;
}

function isoTime(milliseconds: number | null | undefined): string | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
