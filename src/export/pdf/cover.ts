import { handleText } from '../../model/handle.ts';
import { completenessLines, countedWords, outcomeLines, sourceLines } from '../about.ts';
import type { ChatFact } from '../chats/chat-facts.ts';
import { type Member, memberNames } from '../chats/member-names.ts';
import { LocalTime } from '../format/local-time.ts';
import type { Words } from '../language/words.ts';
import { redactionLines } from '../redaction/redaction-lines.ts';
import type { ExportJob } from '../types.ts';
import type { PdfDocument, PictureLine } from './document.ts';
import type { Survey } from './survey.ts';
import { plainLine } from './text-lines.ts';
import { zoneRule } from './zone-rule.ts';

/** What a PDF is about. */
export interface Subject {
  readonly title: string;
  /** What its items are: `messages`. */
  readonly of: string;
  /** The people of a chat, except the owner. */
  readonly participants: readonly Member[];
  /** What the app says of a chat besides; see `chatFacts`. */
  readonly facts?: readonly ChatFact[];
  /** FileID of its picture. */
  readonly picture?: string | null;
}

/** Maximum number of participants on the cover. */
const MAX_PARTICIPANTS = 300;

/** The cover of a volume: the source of its items, their selection, and what was left out. */
export function coverOf(
  { about, words }: Pick<ExportJob, 'about' | 'words'>,
  subject: Subject,
  survey: Survey,
  volume: {
    readonly number: number;
    readonly first: number;
    readonly count: number;
    readonly picture: PictureLine | null;
  },
): PdfDocument['cover'] {
  const { text } = words;
  const { pdf } = text;
  const clock = new LocalTime(about.timeZone, words);
  const { backup } = about;
  const parts = survey.volumes.length;
  const period = [clock.exact(survey.first), clock.exact(survey.last)].filter((time) => time !== '');
  const all = countedWords(survey.count, subject.of, words);
  const { first } = volume;
  const items = parts === 1 ? all : pdf.here({ all, first, last: first + volume.count - 1 });
  const isEncrypted = backup.encrypted ? text.record.yes : text.record.no;
  const facts: (readonly [string, string | null])[] = [
    [pdf.backup, backup.name],
    [
      pdf.device,
      [backup.product, backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`].filter(isKnown).join(', '),
    ],
    [pdf.serialNumber, backup.serialNumber],
    [pdf.udid, backup.udid],
    [pdf.phoneNumber, backup.phoneNumber === null ? null : handleText(backup.phoneNumber)],
    [pdf.madeAt, backup.madeAt === null ? null : clock.exact(Date.parse(backup.madeAt))],
    [pdf.encrypted, isEncrypted],
    [pdf.items, items],
    [pdf.period, period.length === 0 ? null : text.period.between({ first: period[0] ?? '', last: period[1] ?? '' })],
    ...(subject.facts ?? []),
    [pdf.times, zoneRule(about.timeZone, survey.first, survey.last, words)],
    [pdf.exported, clock.exact(Date.parse(about.exportedAt))],
    [pdf.madeBy, about.madeBy],
  ];
  const people = memberNames(subject.participants, words);
  const missing = survey.missing.lines(words);
  const leftOut = [
    ...completenessLines(about),
    ...(about.ignoresPeriod ? [text.about.anyPeriod] : []),
    ...(about.redaction === undefined ? [] : redactionLines(about.redaction, words)),
    ...outcomeLines(about),
    ...[...survey.leftOut].map(([reason, count]) => pdf.reason({ reason, count })),
    ...missing.map((line) => pdf.missingCharacters({ characters: line })),
  ];
  const lists = [
    { title: pdf.participants, lines: capped(people, words) },
    { title: pdf.leftOut, lines: leftOut },
    { title: pdf.readFrom, lines: sourceLines(about) },
  ];
  return {
    title: plainLine(subject.title),
    picture: volume.picture,
    subtitle: parts === 1 ? '' : pdf.part({ part: volume.number, parts }),
    facts: facts.flatMap(([label, value]) =>
      value === null || value === '' ? [] : [[label, plainLine(value)] as const],
    ),
    parts: lists
      .filter(({ lines }) => lines.length > 0)
      .map(({ title, lines }) => ({ title, lines: lines.map(plainLine) })),
  };
}

function capped(lines: readonly string[], { text }: Words): string[] {
  const count = lines.length - MAX_PARTICIPANTS;
  return count > 0 ? [...lines.slice(0, MAX_PARTICIPANTS), text.pdf.more({ count })] : [...lines];
}

function isKnown<T>(value: T | null): value is T {
  return value !== null;
}
