import type { DatabaseSync } from 'node:sqlite';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, SourceTable, type SqlValue } from '../../kit/source-table.ts';
import { readOptionalDate } from './calendar-date.ts';
import { ownerColumn } from './source-tables.ts';
import type { Participant, ParticipantStatus } from './tables.ts';

/** `Participant.entity_type` (reference communications.md §6). */
const ORGANIZER = 8;

/** `Participant.status`: EventKit's EKParticipantStatus less one, and 7 for none (EKAttendee of iOS converts so). */
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

/** Who takes part in an event. */
export interface Participants {
  readonly organizer: Participant | null;
  readonly attendees: readonly Participant[];
  /** The attendee who is the owner of the phone. */
  readonly self: Participant | null;
}

/** A name and address, from `Identity`. */
export interface Identity {
  readonly name: string | null;
  readonly address: string | null;
}

/** Finds rows of `Identity` by the ROWID that nobody declared there. */
export function identityReader(db: DatabaseSync, lost: Lost): (rowid: number | null) => Identity | null {
  const table = new SourceTable(db, 'Identity', lost);
  if (!table.exists) return () => null;
  const find = table.lookup(['display_name', 'address', 'first_name', 'last_name'].map((name) => table.value(name)));
  return (rowid) => {
    const row = rowid === null || rowid <= 0 ? null : find(rowid);
    if (row === null) return null;
    const [display, address, first, last] = row.map((value) => asShortText(value)?.trim() || null);
    return {
      name: display ?? ([first, last].filter(Boolean).join(' ') || null),
      address: readAddress(address ?? null),
    };
  };
}

/** `mailto:jo%40example.com` → `jo@example.com`; `tel:+1` → `+1`; anything else stays. */
export function readAddress(address: string | null): string | null {
  const match = address === null ? null : /^(?:mailto|tel):(.*)$/is.exec(address);
  const text = match?.[1];
  if (text === undefined) return address;
  try {
    return decodeURIComponent(text) || null;
  } catch {
    // A stray percent sign: the address was never encoded.
    return text || null;
  }
}

/** Reads `Participant`, event by event. */
export class ParticipantReader {
  readonly #rows: OwnedRows;
  readonly #find: ((rowid: number) => readonly SqlValue[] | null) | null;
  readonly #identity: (rowid: number | null) => Identity | null;
  readonly #note: Note;

  constructor(db: DatabaseSync, note: Note, lost: Lost) {
    const table = new SourceTable(db, 'Participant', lost);
    const expressions = [
      table.rowid,
      ...['entity_type', 'type', 'status', 'role', 'identity_id'].map((name) => table.integer(name)),
      ...['email', 'phone_number', 'comment', 'proposed_start_date'].map((name) => table.value(name)),
      table.flag('is_self'),
    ];
    this.#note = note;
    this.#identity = identityReader(db, lost);
    this.#rows = new OwnedRows(table, ownerColumn(table), expressions, lost);
    this.#find = table.exists ? table.lookup(expressions) : null;
  }

  /**
   * Who takes part in an event. To be asked for events in ascending order.
   *
   * @param organizerId `CalendarItem.organizer_id`, `selfId` its `self_attendee_id`: ROWIDs of `Participant`
   */
  read(event: number, organizerId: number | null, selfId: number | null): Participants {
    let organizer: Participant | null = null;
    let self: Participant | null = null;
    const attendees: Participant[] = [];
    for (const row of this.#rows.take(event)) {
      const isSelfAttendee = row[0] === selfId && selfId !== null;
      const participant = this.#participant(row, isSelfAttendee);
      if (row[1] === ORGANIZER || row[0] === organizerId) organizer ??= participant;
      else attendees.push(participant);
      if (participant.isSelf && (self === null || isSelfAttendee) && row[1] !== ORGANIZER) self = participant;
    }
    if (organizer === null && organizerId !== null && organizerId > 0) {
      const row = this.#find?.(organizerId) ?? null;
      organizer = row === null ? null : this.#participant(row, false);
    }
    return { organizer, attendees, self };
  }

  #participant(row: readonly SqlValue[], isSelfAttendee: boolean): Participant {
    const [kindCode, statusCode, roleCode] = [asInteger(row[2]), asInteger(row[3]), asInteger(row[4])];
    const identity = this.#identity(asInteger(row[5]));
    const text = (at: number): string | null => asShortText(row[at])?.trim() || null;
    const phone = readAddress(text(7));
    const address = identity?.address ?? null;
    return {
      name: identity?.name ?? null,
      email: readAddress(text(6)) ?? (address?.includes('@') === true ? address : null),
      phone: phone ?? (address !== null && /^\+?[\d\s().-]+$/.test(address) ? address : null),
      isSelf: isSelfAttendee || row[10] === 1,
      role: ROLE.word(roleCode, this.#note),
      roleCode,
      kind: KIND.word(kindCode, this.#note),
      kindCode,
      status: STATUS.word(statusCode, this.#note),
      statusCode,
      comment: text(8),
      proposedStartAt: readOptionalDate(row[9]),
    };
  }
}
