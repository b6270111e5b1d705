import { EXPORT_PHASES, type ExportPhase } from '../../contract/export-phases.ts';

/** Places of the numbers in the shared memory. */
const [PHASE, RECORDS, TOTAL] = [0, 1, 2];
const UNKNOWN = -1;

/** How far an export is. */
export interface ExportProgress {
  readonly phase: ExportPhase;
  /** Records that the phase has read. */
  readonly records: number;
  /** Records that it will have read; null if that is not known. */
  readonly total: number | null;
}

/** The progress of an export, which its thread writes and the main thread reads. */
export class SharedProgress {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Float64Array;

  /** `buffer`: that of another thread; a new one begins without a phase before the export itself. */
  constructor(buffer?: SharedArrayBuffer) {
    this.buffer = buffer ?? new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT);
    this.#numbers = new Float64Array(this.buffer);
    // Only exports that are redacted look for people first.
    if (buffer === undefined) this.set('exporting', 0, null);
  }

  /** The progress as it is now. */
  read(): ExportProgress {
    const [phase = 0, records = 0, total = UNKNOWN] = this.#numbers;
    return {
      phase: EXPORT_PHASES[phase] ?? 'exporting',
      records: Math.round(records),
      total: total === UNKNOWN ? null : total,
    };
  }

  /** Sets what is done, and how many records of how many are done. */
  set(phase: ExportPhase, records: number, total: number | null): void {
    this.#numbers[PHASE] = EXPORT_PHASES.indexOf(phase);
    this.#numbers[RECORDS] = records;
    this.#numbers[TOTAL] = total ?? UNKNOWN;
  }

  /** Counts records of the phase. */
  add(records: number): void {
    this.#numbers[RECORDS] = (this.#numbers[RECORDS] ?? 0) + records;
  }

  /** Sets the number of records of the phase. */
  expect(total: number | null): void {
    this.#numbers[TOTAL] = total ?? UNKNOWN;
  }
}
