import type { Kysely } from 'kysely';
import type { JsonValue } from '../../model/columns.ts';
import type { CoreDatabase } from '../database.ts';

/** Maximum length of an answer as JSON; longer ones take as long to read as to compute. */
const MAX_LENGTH = 256 * 1024;
/** Maximum number of answers per artifact run, so that requests for many time zones do not fill the database. */
const MAX_PER_RUN = 40;
/** Answers that come within this time are stored together. */
const COLLECT_MS = 50;

interface Answer {
  readonly artifactRunId: number;
  readonly question: string;
  readonly answer: JsonValue;
}

/**
 * Answers computed from all rows of one artifact run. They never become stale, because the rows of an artifact run do
 * not change: whatever changes them has an artifact run of its own.
 */
export class KeptAnswers {
  readonly #read: Kysely<CoreDatabase>;
  /** Null for snapshots, which nothing is written to. */
  readonly #write: Kysely<CoreDatabase> | null;
  #pending: Answer[] = [];
  /** Waits for more of {@link #pending}. */
  #collecting = false;
  readonly #storing = new Set<Promise<void>>();
  /** Stores what was collected at once. */
  #hurry: () => void = () => undefined;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase> | null) {
    this.#read = read;
    this.#write = write;
  }

  /** All answers about the visible rows of a backup: by artifact run, then by question. */
  async ofBackup(backupId: number): Promise<ReadonlyMap<number, ReadonlyMap<string, JsonValue>>> {
    const rows = await this.#read
      .selectFrom('kept_answers as k')
      .innerJoin('artifact_runs as r', 'r.id', 'k.artifactRunId')
      .select(['k.artifactRunId', 'k.question', 'k.answer'])
      .where('r.backupId', '=', backupId)
      .where('r.isCurrent', '=', true)
      .execute();
    const byRun = Map.groupBy(rows, ({ artifactRunId }) => artifactRunId);
    return new Map(
      [...byRun].map(([run, answers]) => [run, new Map(answers.map(({ question, answer }) => [question, answer]))]),
    );
  }

  /** Stores an answer soon; only for as long as its run is visible. */
  keep(artifactRunId: number, question: string, answer: JsonValue): void {
    if (this.#write === null) return;
    this.#pending.push({ artifactRunId, question, answer });
    if (this.#collecting) return;
    const storing = this.#storeSoon(this.#write).finally(() => this.#storing.delete(storing));
    this.#storing.add(storing);
  }

  /** Stores all that was given to {@link keep} at once; resolves when it is. Never rejects. */
  async settled(): Promise<void> {
    this.#hurry();
    await Promise.all(this.#storing);
  }

  async #storeSoon(write: Kysely<CoreDatabase>): Promise<void> {
    this.#collecting = true;
    await new Promise<void>((resolve) => {
      this.#hurry = resolve;
      setTimeout(resolve, COLLECT_MS).unref();
    });
    const answers = this.#pending;
    this.#pending = [];
    this.#collecting = false;
    // Without them, the next process computes them again.
    await store(write, answers).catch(() => undefined);
  }
}

async function store(write: Kysely<CoreDatabase>, answers: readonly Answer[]): Promise<void> {
  await write.transaction().execute(async (trx) => {
    for (const [artifactRunId, ofRun] of Map.groupBy(answers, (answer) => answer.artifactRunId)) {
      const run = await trx
        .selectFrom('artifact_runs')
        .select('id')
        .where('id', '=', artifactRunId)
        .where('isCurrent', '=', true)
        .executeTakeFirst();
      if (run === undefined) continue;
      const { count } = await trx
        .selectFrom('kept_answers')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('artifactRunId', '=', artifactRunId)
        .executeTakeFirstOrThrow();
      const rows = ofRun
        .filter(({ answer }) => JSON.stringify(answer).length <= MAX_LENGTH)
        .slice(0, Math.max(0, MAX_PER_RUN - count));
      if (rows.length === 0) continue;
      await trx
        .insertInto('kept_answers')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['artifactRunId', 'question']).doNothing())
        .execute();
    }
  });
}

/** Removes the answers about rows of a backup that are no longer visible. */
export async function dropHiddenAnswers(trx: Kysely<CoreDatabase>, backupId: number): Promise<void> {
  const hidden = trx
    .selectFrom('artifact_runs')
    .select('id')
    .where('backupId', '=', backupId)
    .where('isCurrent', '=', false);
  await trx.deleteFrom('kept_answers').where('artifactRunId', 'in', hidden).execute();
}
