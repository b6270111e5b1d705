import type { PersonView } from '../../contract/person.ts';
import { completenessLines, outcomeLines, sourceLines } from '../about.ts';
import { LocalTime } from '../format/local-time.ts';
import type { About } from '../types.ts';
import type { PdfDocument } from './document.ts';
import type { Survey } from './survey.ts';
import { plainLine } from './text-lines.ts';
import { zoneRule } from './zone-rule.ts';

/** What a PDF is about. */
export interface Subject {
  readonly title: string;
  /** What its items are: `messages`. */
  readonly of: string;
  /** The people of a chat, except the owner. */
  readonly participants: readonly Pick<PersonView, 'name' | 'handle'>[];
}

/** Maximum number of participants on the cover. */
const MAX_PARTICIPANTS = 300;

/** The cover of a volume: the source of its items, their selection, and what was left out. */
export function coverOf(
  about: About,
  subject: Subject,
  survey: Survey,
  volume: { readonly number: number; readonly first: number; readonly count: number },
): PdfDocument['cover'] {
  const clock = new LocalTime(about.timeZone);
  const { backup } = about;
  const parts = survey.volumes.length;
  const period = [clock.iso(survey.first), clock.iso(survey.last)].filter((time) => time !== '');
  const here = parts === 1 ? '' : `, here items #${volume.first} to #${volume.first + volume.count - 1}`;
  const facts: [string, string | null][] = [
    ['Backup', backup.name],
    [
      'Device',
      [backup.product, backup.iosVersion === null ? null : `iOS ${backup.iosVersion}`].filter(isKnown).join(', '),
    ],
    ['Serial number', backup.serialNumber],
    ['UDID', backup.udid],
    ['Owner’s number', backup.phoneNumber],
    ['Backup made', backup.madeAt === null ? null : clock.iso(Date.parse(backup.madeAt))],
    ['Backup encrypted', backup.encrypted ? 'yes' : 'no'],
    ['Number of items', `${survey.count} ${subject.of}${here}`],
    ['Period', period.length === 0 ? null : `${period[0]} to ${period[1]}`],
    ['Times are those of', zoneRule(about.timeZone, survey.first, survey.last)],
    ['Exported', clock.iso(Date.parse(about.exportedAt))],
    ['Made by', about.madeBy],
  ];
  const people = subject.participants.map(({ name, handle }) =>
    handle === null || handle === name ? name : `${name} (${handle})`,
  );
  const missing = survey.missing.lines();
  const leftOut = [
    ...completenessLines(about),
    ...outcomeLines(about),
    ...[...survey.leftOut].map(([reason, count]) => `${reason}: ${count}`),
    ...missing.map((line) => `Characters that no font here has, shown as their code points: ${line}`),
  ];
  const lists = [
    { title: 'Participants', lines: capped(people) },
    { title: 'Completeness, and what was left out', lines: leftOut },
    { title: 'Files it was read from', lines: sourceLines(about) },
  ];
  return {
    title: plainLine(subject.title),
    subtitle: parts === 1 ? '' : `Part ${volume.number} of ${parts}`,
    facts: facts.flatMap(([label, value]) =>
      value === null || value === '' ? [] : [[label, plainLine(value)] as const],
    ),
    parts: lists
      .filter(({ lines }) => lines.length > 0)
      .map(({ title, lines }) => ({ title, lines: lines.map(plainLine) })),
  };
}

function capped(lines: readonly string[]): string[] {
  const more = lines.length - MAX_PARTICIPANTS;
  return more > 0 ? [...lines.slice(0, MAX_PARTICIPANTS), `and ${more} more`] : [...lines];
}

function isKnown<T>(value: T | null): value is T {
  return value !== null;
}
