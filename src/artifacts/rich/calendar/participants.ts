import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lookup, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { readOptionalDate } from './calendar-date.ts';
import { ownerColumn } from './source-tables.ts';
import type { Participant, ParticipantStatus } from './tables.ts';

/** `Participant.entity_type` of an organizer (docs/format/calendar.md). */
const ORGANIZER = 8;

/** `Participant.status`: EventKit's EKParticipantStatus minus one, and 7 for none (as converted by EKAttendee). */
const STATUS = new Codes<ParticipantStatus>('participant-status', [
  [0, 'pending'],
  [1, 'accepted'],
  [2, 'declined'],
  [3, 'tentative'],
  [4, 'delegated'],
  [5, 'completed'],
  [6, 'in-process'],
  [7, null],
]);

/** `Participant.role` is EKParticipantRole. */
const ROLE = new Codes<NonNullable<Participant['role']>>('participant-role', [
  [0, null],
  [1, 'required'],
  [2, 'optional'],
  [3, 'chair'],
  [4, 'non-participant'],
]);

/** `Participant.type` is EKParticipantType. */
const KIND = new Codes<NonNullable<Participant['kind']>>('participant-type', [
  [0, null],
  [1, 'person'],
  [2, 'room'],
  [3, 'resource'],
  [4, 'group'],
]);

/** The participants of an event. */
export interface Participants {
  readonly organizer: Participant | null;
  readonly attendees: readonly Participant[];
  /** The attendee that is the owner of the phone. */
  readonly self: Participant | null;
}

/** Name and address from `Identity`. */
export interface Identity {
  readonly name: string | null;
  readonly address: string | null;
}

/** Finds rows of `Identity` by their ROWID, which is not a declared column. */
export function identityReader(db: SqlDatabase, lost: Lost): (rowid: number | null) => Identity | null {
  const table = new SourceTable(db, 'Identity', lost);
  if (!table.exists) return () => null;
  const find = table.lookup({
    display: table.value('display_name'),
    address: table.value('address'),
    first: table.value('first_name'),
    last: table.value('last_name'),
  });
  return (rowid) => {
    const row = rowid === null || rowid <= 0 ? null : find(rowid);
    if (row === null) return null;
    const text = (name: keyof typeof row): string | null => asShortText(row[name])?.trim() || null;
    return {
      name: text('display') ?? ([text('first'), text('last')].filter(Boolean).join(' ') || null),
      address: readAddress(text('address')),
    };
  };
}

/** `mailto:jo%40example.com` → `jo@example.com`; `tel:+1` → `+1`; anything else is returned unchanged. */
export function readAddress(address: string | null): string | null {
  const match = address === null ? null : /^(?:mailto|tel):(.*)$/is.exec(address);
  const text = match?.[1];
  if (text === undefined) return address;
  try {
    return decodeURIComponent(text) || null;
  } catch {
    // A percent sign that is not an escape: the address was not encoded.
    return text || null;
  }
}

/** Reads `Participant` by event. */
export class ParticipantReader {
  readonly #rows: OwnedRows<ParticipantColumn>;
  readonly #find: Lookup<ParticipantColumn> | null;
  readonly #identity: (rowid: number | null) => Identity | null;
  readonly #note: Note;

  constructor(db: SqlDatabase, note: Note, lost: Lost) {
    const table = new SourceTable(db, 'Participant', lost);
    const expressions = participantExpressions(table);
    this.#note = note;
    this.#identity = identityReader(db, lost);
    this.#rows = new OwnedRows(table, ownerColumn(table), expressions, lost);
    this.#find = table.exists ? table.lookup(expressions) : null;
  }

  /**
   * The participants of an event. Events must be requested in ascending order.
   *
   * @param organizerId `CalendarItem.organizer_id`, a ROWID of `Participant`
   * @param selfId `CalendarItem.self_attendee_id`, likewise
   */
  read(event: number, organizerId: number | null, selfId: number | null): Participants {
    let organizer: Participant | null = null;
    let self: Participant | null = null;
    const attendees: Participant[] = [];
    for (const row of this.#rows.take(event)) {
      const isSelfAttendee = row.rowid === selfId && selfId !== null;
      const participant = this.#participant(row, isSelfAttendee);
      if (row.entity === ORGANIZER || row.rowid === organizerId) organizer ??= participant;
      else attendees.push(participant);
      if (participant.isSelf && (self === null || isSelfAttendee) && row.entity !== ORGANIZER) self = participant;
    }
    if (organizer === null && organizerId !== null && organizerId > 0) {
      const row = this.#find?.(organizerId) ?? null;
      organizer = row === null ? null : this.#participant(row, false);
    }
    return { organizer, attendees, self };
  }

  #participant(row: Row<ParticipantColumn>, isSelfAttendee: boolean): Participant {
    const [kindCode, statusCode, roleCode] = [asInteger(row.kind), asInteger(row.status), asInteger(row.role)];
    const identity = this.#identity(asInteger(row.identity));
    const text = (name: ParticipantColumn): string | null => asShortText(row[name])?.trim() || null;
    const phone = readAddress(text('phone'));
    const address = identity?.address ?? null;
    return {
      name: identity?.name ?? null,
      email: readAddress(text('email')) ?? (address?.includes('@') === true ? address : null),
      phone: phone ?? (address !== null && /^\+?[\d\s().-]+$/.test(address) ? address : null),
      isSelf: isSelfAttendee || row.isSelf === 1,
      role: ROLE.word(roleCode, this.#note),
      roleCode,
      kind: KIND.word(kindCode, this.#note),
      kindCode,
      status: STATUS.word(statusCode, this.#note),
      statusCode,
      comment: text('comment'),
      proposedStartAt: readOptionalDate(row.proposedStart),
    };
  }
}

type ParticipantColumn = keyof ReturnType<typeof participantExpressions>;

function participantExpressions(table: SourceTable) {
  return {
    rowid: table.rowid,
    entity: table.integer('entity_type'),
    kind: table.integer('type'),
    status: table.integer('status'),
    role: table.integer('role'),
    identity: table.integer('identity_id'),
    email: table.value('email'),
    phone: table.value('phone_number'),
    comment: table.value('comment'),
    proposedStart: table.value('proposed_start_date'),
    isSelf: table.flag('is_self'),
  };
}
